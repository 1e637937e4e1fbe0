import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'oppure',
  'load-failed': 'Impossibile caricare la pagina di pagamento.',
  retry: 'Riprova',
  'order-closed': 'Questo ordine non può più essere pagato.',
  'service-away':
    'Il servizio di pagamento non è raggiungibile al momento e non è stato addebitato nulla. Riprovi.',
  'methods-heading': 'Metodo di pagamento',
  'methods-empty': 'Nessun metodo di pagamento è adatto a questo ordine.',
  'methods-empty-hint': 'Scelga un altro Paese o contatti il negozio.',
  country: 'Il Suo Paese',
  'country-choose': 'Scelga un Paese',
  'country-hint': 'Nel Suo Paese potrebbero esserci altri metodi di pagamento.',
  'method-held': 'Importo bloccato ora, addebitato alla spedizione',
  'method-charged': 'Addebito immediato',
  'method-redirect': 'Verrà reindirizzato a {method} per pagare',
  'method-voucher': 'Riceverà un codice per pagare in seguito',
  'method-qr': 'Dovrà scansionare un codice con il telefono',
  'method-delayed': 'Addebitato sul Suo conto entro pochi giorni',
  'method-unavailable':
    '{method} non è al momento disponibile. Scelga un altro metodo di pagamento.',
  'name-card': 'Carta',
  'name-sepa_debit': 'Addebito diretto SEPA',
  'name-customer_balance': 'Bonifico bancario',
  'express-label': 'Pagamento rapido',
  pay: 'Paga {amount}',
  paying: 'Pagamento in corso…',
  'pay-secure': 'I pagamenti sono crittografati e gestiti da Stripe.',
  'amount-changed':
    'Il totale è cambiato da {before} a {after}. Non è stato addebitato nulla: lo verifichi e paghi di nuovo.',
  'amount-now': 'Il totale ora è {after}.',
  'methods-changed':
    'I metodi di pagamento sono cambiati. Non è stato addebitato nulla: scelga di nuovo.',
  'try-again':
    'Il pagamento non è riuscito e non è stato addebitato nulla. Riprovi o scelga un altro metodo di pagamento.',
  'network-failed': 'La connessione non era disponibile e non è stato addebitato nulla. Riprovi.',
  confirming: 'Conferma del pagamento in corso…',
  paid: 'Grazie, il pagamento è riuscito',
  'paid-hint': 'Importo pagato: {amount}.',
  authorized: 'Grazie, il pagamento è autorizzato',
  'authorized-hint': 'Importo bloccato: {amount}. Verrà addebitato alla spedizione dell’ordine.',
  processing: 'Il pagamento è in elaborazione',
  'processing-hint':
    'Può volerci un po’ di tempo, a seconda della banca. Può chiudere questa pagina: non deve fare altro.',
  awaiting: 'L’ordine è in attesa di pagamento',
  'awaiting-hint':
    'Paghi {amount} seguendo le istruzioni ricevute. Questa pagina La avviserà quando il pagamento sarà arrivato.',
  failed: 'Il pagamento non è riuscito',
  'failed-hint': 'Non è stato addebitato nulla.',
  canceled: 'Il pagamento è stato annullato',
  'canceled-hint': 'Non è stato addebitato nulla.',
  unknown: 'Non possiamo ancora confermare il pagamento',
  'unknown-hint':
    'Potrebbe essere riuscito. Non paghi di nuovo: questa pagina continua a verificare.',
  'unreadable-hint': 'Potrebbe essere riuscito. Contatti il negozio prima di pagare di nuovo.',
  refunded: 'Importo rimborsato: {amount}.',
  order: 'Ordine',
  'no-payment': 'Non c’è alcun pagamento da mostrare qui.',
};
