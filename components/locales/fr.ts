import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'ou',
  'load-failed': 'La page de paiement n’a pas pu être chargée.',
  retry: 'Réessayer',
  'order-closed': 'Cette commande ne peut plus être payée.',
  'service-away':
    'Le service de paiement est injoignable pour le moment et rien n’a été débité. Veuillez réessayer.',
  'methods-heading': 'Moyen de paiement',
  'methods-empty': 'Aucun moyen de paiement ne convient à cette commande.',
  'methods-empty-hint': 'Choisissez un autre pays ou contactez la boutique.',
  country: 'Votre pays',
  'country-choose': 'Choisissez un pays',
  'country-hint': 'D’autres moyens de paiement existent peut-être dans votre pays.',
  'method-held': 'Montant réservé maintenant, débité à l’expédition',
  'method-charged': 'Débité immédiatement',
  'method-redirect': 'Vous serez redirigé vers {method} pour payer',
  'method-voucher': 'Vous recevrez un code pour payer plus tard',
  'method-qr': 'Vous scannerez un code avec votre téléphone',
  'method-delayed': 'Débité de votre compte sous quelques jours',
  'method-unavailable':
    '{method} n’est pas disponible pour le moment. Veuillez choisir un autre moyen de paiement.',
  'name-card': 'Carte',
  'name-sepa_debit': 'Prélèvement SEPA',
  'name-customer_balance': 'Virement bancaire',
  'express-label': 'Paiement express',
  pay: 'Payer {amount}',
  paying: 'Paiement en cours…',
  'pay-secure': 'Les paiements sont chiffrés et traités par Stripe.',
  'amount-changed':
    'Le total est passé de {before} à {after}. Rien n’a été débité : veuillez le vérifier et payer de nouveau.',
  'amount-now': 'Le total est maintenant de {after}.',
  'methods-changed':
    'Les moyens de paiement ont changé. Rien n’a été débité : veuillez choisir de nouveau.',
  'try-again':
    'Le paiement n’a pas abouti et rien n’a été débité. Veuillez réessayer ou choisir un autre moyen de paiement.',
  'network-failed': 'La connexion a échoué et rien n’a été débité. Veuillez réessayer.',
  confirming: 'Confirmation de votre paiement…',
  paid: 'Merci, votre paiement a été effectué',
  'paid-hint': 'Montant payé : {amount}.',
  authorized: 'Merci, votre paiement est autorisé',
  'authorized-hint': 'Montant réservé : {amount}. Il sera débité à l’expédition de votre commande.',
  processing: 'Votre paiement est en cours de traitement',
  'processing-hint':
    'Selon votre banque, cela peut prendre un certain temps. Vous pouvez fermer cette page : vous n’avez rien d’autre à faire.',
  awaiting: 'Votre commande est en attente de paiement',
  'awaiting-hint':
    'Veuillez payer {amount} en suivant les instructions qui vous ont été données. Cette page vous indiquera quand le paiement sera arrivé.',
  failed: 'Le paiement n’a pas abouti',
  'failed-hint': 'Rien n’a été débité.',
  canceled: 'Le paiement a été annulé',
  'canceled-hint': 'Rien n’a été débité.',
  unknown: 'Nous ne pouvons pas encore confirmer votre paiement',
  'unknown-hint':
    'Il a peut-être abouti. Merci de ne pas payer une seconde fois : cette page continue de vérifier.',
  'unreadable-hint':
    'Il a peut-être été effectué. Veuillez contacter la boutique avant de payer à nouveau.',
  refunded: 'Montant remboursé : {amount}.',
  order: 'Commande',
  'no-payment': 'Il n’y a aucun paiement à afficher ici.',
};
