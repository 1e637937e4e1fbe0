import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'of',
  'load-failed': 'De betaalpagina kon niet worden geladen.',
  retry: 'Opnieuw proberen',
  'order-closed': 'Deze bestelling kan niet meer worden betaald.',
  'service-away':
    'De betaaldienst is op dit moment niet bereikbaar en er is niets afgeschreven. Probeer het opnieuw.',
  'methods-heading': 'Betaalmethode',
  'methods-empty': 'Er is geen betaalmethode die bij deze bestelling past.',
  'methods-empty-hint': 'Kies een ander land of neem contact op met de winkel.',
  country: 'Uw land',
  'country-choose': 'Kies een land',
  'country-hint': 'In uw land zijn er misschien meer betaalmethoden.',
  'method-held': 'Nu gereserveerd, afgeschreven bij verzending',
  'method-charged': 'Direct afgeschreven',
  'method-redirect': 'U gaat naar {method} om te betalen',
  'method-voucher': 'U krijgt een code waarmee u later betaalt',
  'method-qr': 'U scant een code met uw telefoon',
  'method-delayed': 'Wordt binnen enkele dagen van uw rekening afgeschreven',
  'method-unavailable':
    '{method} is op dit moment niet beschikbaar. Kies een andere betaalmethode.',
  'name-card': 'Kaart',
  'name-sepa_debit': 'SEPA-incasso',
  'name-customer_balance': 'Bankoverschrijving',
  'express-label': 'Snel betalen',
  pay: '{amount} betalen',
  paying: 'Bezig met betalen…',
  'pay-secure': 'Betalingen worden versleuteld en door Stripe verwerkt.',
  'amount-changed':
    'Het totaal is gewijzigd van {before} in {after}. Er is niets afgeschreven: controleer het en betaal opnieuw.',
  'amount-now': 'Het totaal is nu {after}.',
  'methods-changed': 'De betaalmethoden zijn gewijzigd. Er is niets afgeschreven: kies opnieuw.',
  'try-again':
    'De betaling is niet gelukt en er is niets afgeschreven. Probeer het opnieuw of kies een andere betaalmethode.',
  'network-failed': 'Er was geen verbinding en er is niets afgeschreven. Probeer het opnieuw.',
  confirming: 'Uw betaling wordt bevestigd…',
  paid: 'Bedankt, uw betaling is gelukt',
  'paid-hint': '{amount} is betaald.',
  authorized: 'Bedankt, uw betaling is goedgekeurd',
  'authorized-hint':
    '{amount} is gereserveerd en wordt afgeschreven wanneer uw bestelling wordt verzonden.',
  processing: 'Uw betaling wordt verwerkt',
  'processing-hint':
    'Dit kan even duren, afhankelijk van uw bank. U kunt deze pagina sluiten: u hoeft verder niets te doen.',
  awaiting: 'Uw bestelling wacht op uw betaling',
  'awaiting-hint':
    'Betaal {amount} volgens de instructies die u hebt gekregen. Op deze pagina ziet u wanneer het bedrag binnen is.',
  failed: 'De betaling is niet gelukt',
  'failed-hint': 'Er is niets afgeschreven.',
  canceled: 'De betaling is geannuleerd',
  'canceled-hint': 'Er is niets afgeschreven.',
  unknown: 'We kunnen uw betaling nog niet bevestigen',
  'unknown-hint':
    'De betaling is misschien gelukt. Betaal niet nog een keer: deze pagina blijft het controleren.',
  'unreadable-hint':
    'Misschien is ze gelukt. Neem contact op met de winkel voordat u opnieuw betaalt.',
  refunded: '{amount} is terugbetaald.',
  order: 'Bestelling',
  'no-payment': 'Er is hier geen betaling om te tonen.',
};
