/**
 * Every text that the elements show, in English. Words in braces are filled in.
 *
 * The keys are also the names that shops use to replace a text, and those of the slots where a
 * text stands by itself.
 */
export const en = {
  // tender-checkout
  'express-divider': 'or',
  'load-failed': 'The payment page could not be loaded.',
  retry: 'Try again',
  'order-closed': 'This order can no longer be paid.',
  'service-away':
    'The payment service can’t be reached right now, and nothing was charged. Please try again.',
  // tender-methods
  'methods-heading': 'Payment method',
  'methods-empty': 'No payment method fits this order.',
  'methods-empty-hint': 'Choose another country, or contact the shop.',
  country: 'Your country',
  'country-choose': 'Choose a country',
  'country-hint': 'More payment methods may fit your country.',
  'method-held': 'Held now, charged when shipped',
  'method-charged': 'Charged at once',
  'method-redirect': 'You will be sent to {method} to pay',
  'method-voucher': 'You get a code to pay with later',
  'method-qr': 'You scan a code with your phone',
  'method-delayed': 'Debited from your account within days',
  'method-unavailable': '{method} is not available right now. Please choose another way to pay.',
  'name-card': 'Card',
  // tender-express
  'express-label': 'Express checkout',
  // tender-pay
  pay: 'Pay {amount}',
  paying: 'Paying…',
  'pay-secure': 'Payments are encrypted and handled by Stripe.',
  'amount-changed':
    'The total changed from {before} to {after}. Nothing was charged. Please pay again.',
  'amount-now': 'The total is now {after}.',
  'methods-changed': 'The payment methods changed. Nothing was charged. Please choose again.',
  'try-again':
    'The payment did not go through and nothing was charged. Please try another way to pay.',
  'network-failed': 'There was no connection, so nothing was charged. Please try again.',
  // tender-status
  confirming: 'Confirming your payment…',
  paid: 'Thank you, your payment went through',
  'paid-hint': '{amount} was paid.',
  authorized: 'Thank you, your payment is authorized',
  'authorized-hint': '{amount} is held and will be charged when your order ships.',
  processing: 'Your payment is being processed',
  'processing-hint': 'This can take a while. You can close this page.',
  awaiting: 'Your order is waiting for your payment',
  'awaiting-hint': 'Please pay {amount} as you were shown. This page tells you when it arrived.',
  failed: 'The payment did not go through',
  'failed-hint': 'Nothing was charged.',
  canceled: 'The payment was canceled',
  'canceled-hint': 'Nothing was charged.',
  unknown: 'We can’t confirm your payment yet',
  'unknown-hint': 'It may have gone through. Please don’t pay again: this page keeps checking.',
  'unreadable-hint': 'It may have gone through. Please contact the shop before you pay again.',
  refunded: '{amount} was refunded.',
  order: 'Order',
  'no-payment': 'There is no payment to show here.',
};
