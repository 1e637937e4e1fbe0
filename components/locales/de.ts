import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'oder',
  'load-failed': 'Die Zahlungsseite konnte nicht geladen werden.',
  retry: 'Erneut versuchen',
  'order-closed': 'Diese Bestellung kann nicht mehr bezahlt werden.',
  'service-away':
    'Der Zahlungsdienst ist gerade nicht erreichbar, es wurde nichts abgebucht. Bitte versuchen Sie es erneut.',
  'methods-heading': 'Zahlungsart',
  'methods-empty': 'Für diese Bestellung passt keine Zahlungsart.',
  'methods-empty-hint': 'Wählen Sie ein anderes Land oder wenden Sie sich an den Shop.',
  country: 'Ihr Land',
  'country-choose': 'Land wählen',
  'country-hint': 'In Ihrem Land gibt es vielleicht weitere Zahlungsarten.',
  'method-held': 'Jetzt reserviert, Abbuchung beim Versand',
  'method-charged': 'Sofort abgebucht',
  'method-redirect': 'Sie werden zum Bezahlen zu {method} weitergeleitet',
  'method-voucher': 'Sie erhalten einen Code, mit dem Sie später bezahlen',
  'method-qr': 'Sie scannen einen Code mit Ihrem Handy',
  'method-delayed': 'Abbuchung von Ihrem Konto in einigen Tagen',
  'method-unavailable':
    '{method} ist gerade nicht verfügbar. Bitte wählen Sie eine andere Zahlungsart.',
  'name-card': 'Karte',
  'name-sepa_debit': 'SEPA-Lastschrift',
  'name-customer_balance': 'Überweisung',
  'express-label': 'Schnell bezahlen',
  pay: '{amount} bezahlen',
  paying: 'Zahlung läuft …',
  'pay-secure': 'Zahlungen werden verschlüsselt und von Stripe abgewickelt.',
  'amount-changed':
    'Der Betrag hat sich von {before} auf {after} geändert. Es wurde nichts abgebucht: Bitte prüfen Sie ihn und zahlen Sie erneut.',
  'amount-now': 'Der Betrag ist jetzt {after}.',
  'methods-changed':
    'Die Zahlungsarten haben sich geändert. Es wurde nichts abgebucht: Bitte wählen Sie neu.',
  'try-again':
    'Die Zahlung hat nicht geklappt, es wurde nichts abgebucht. Bitte versuchen Sie es erneut oder wählen Sie eine andere Zahlungsart.',
  'network-failed': 'Keine Verbindung, es wurde nichts abgebucht. Bitte versuchen Sie es erneut.',
  confirming: 'Ihre Zahlung wird bestätigt …',
  paid: 'Danke, Ihre Zahlung ist eingegangen',
  'paid-hint': '{amount} wurden bezahlt.',
  authorized: 'Danke, Ihre Zahlung ist genehmigt',
  'authorized-hint': '{amount} sind reserviert und werden beim Versand abgebucht.',
  processing: 'Ihre Zahlung wird bearbeitet',
  'processing-hint':
    'Je nach Bank kann das eine Weile dauern. Sie können diese Seite schließen: Sie müssen nichts weiter tun.',
  awaiting: 'Ihre Bestellung wartet auf Ihre Zahlung',
  'awaiting-hint':
    'Bitte zahlen Sie {amount} nach der Anleitung, die Sie gesehen haben. Diese Seite zeigt Ihnen, wann das Geld da ist.',
  failed: 'Die Zahlung hat nicht geklappt',
  'failed-hint': 'Es wurde nichts abgebucht.',
  canceled: 'Die Zahlung wurde abgebrochen',
  'canceled-hint': 'Es wurde nichts abgebucht.',
  unknown: 'Wir können Ihre Zahlung noch nicht bestätigen',
  'unknown-hint':
    'Vielleicht hat sie geklappt. Bitte zahlen Sie nicht noch einmal: Diese Seite prüft weiter.',
  'unreadable-hint':
    'Vielleicht hat sie geklappt. Bitte wenden Sie sich an den Shop, bevor Sie noch einmal zahlen.',
  refunded: '{amount} wurden erstattet.',
  order: 'Bestellung',
  'no-payment': 'Hier gibt es keine Zahlung anzuzeigen.',
};
