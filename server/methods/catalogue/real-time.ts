import { family, STRIPE_EEA, SUPPORT_TABLE } from './entry.ts';

export const realTime = family('real_time', {
  // EEA without Hungary, Malta, Portugal. A redirect on the phone, a QR code on the desktop.
  swish: {
    label: 'Swish',
    accounts: 'AT BE BG CY CZ DE DK EE ES FI FR GR HR IE IS IT LI LT LU LV NL NO PL RO SE SI SK',
    shoppers: 'SE',
    currencies: 'sek',
    refundDays: 365,
    asOf: '2026-05',
    sources: ['payments/swish', SUPPORT_TABLE],
  },

  // The account's tax id is asked for before it becomes active.
  bizum: {
    label: 'Bizum',
    accounts: 'AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IT LT LU NL NO PL PT RO SE SG SI SK US',
    shoppers: 'ES',
    currencies: 'eur',
    min: 50,
    max: 5_000_00,
    refundDays: 395,
    asOf: '2026-05',
    sources: ['payments/bizum'],
  },

  // The page is newer than the support table, which knows Great Britain only. That Finland pays in
  // euros is inferred. Shoppers in Germany, France and Ireland: private preview.
  pay_by_bank: {
    label: 'Pay by Bank',
    accounts: `${STRIPE_EEA} AU CA CH GB SG US`,
    markets: [
      { shoppers: 'GB', currencies: 'gbp', min: 50, max: 10_000_00 },
      { shoppers: 'FI', currencies: 'eur' },
    ],
    refundDays: 730,
    asOf: '2026-05',
    sources: ['payments/pay-by-bank', SUPPORT_TABLE],
  },

  // For accounts outside Brazil; inside by invitation. Stripe refuses more than the worth of 3,000 USD
  // a payment, which no fixed amount in BRL can say.
  pix: {
    label: 'Pix',
    accounts: `${STRIPE_EEA} AU CA CH GB SG US`,
    shoppers: 'BR',
    currencies: 'brl',
    min: 50,
    confirmation: 'qr',
    savable: true,
    refundDays: 90,
    asOf: '2026-05',
    sources: ['payments/pix', SUPPORT_TABLE],
  },

  // For accounts outside India.
  upi: {
    label: 'UPI',
    accounts: `${STRIPE_EEA} AU CA CH GB SG US`,
    shoppers: 'IN',
    currencies: 'inr',
    confirmation: 'qr',
    savable: true,
    asOf: '2026-05',
    sources: ['payments/upi', SUPPORT_TABLE],
  },

  paynow: {
    label: 'PayNow',
    accounts: 'SG',
    shoppers: 'SG',
    currencies: 'sgd',
    confirmation: 'qr',
    refundDays: 90,
    asOf: '2026-05',
    sources: ['payments/paynow', SUPPORT_TABLE],
  },

  // Refunds are not verified: the method's own page was not at hand.
  promptpay: {
    label: 'PromptPay',
    accounts: 'TH',
    shoppers: 'TH',
    currencies: 'thb',
    confirmation: 'qr',
    asOf: '2026-08',
    sources: [SUPPORT_TABLE],
  },

  // The answer comes within a minute of the shopper's approval, but not at once.
  payto: {
    label: 'PayTo',
    accounts: 'AU',
    shoppers: 'AU',
    currencies: 'aud',
    confirmation: 'delayed',
    settlement: 'delayed',
    savable: true,
    asOf: '2026',
    sources: ['payments/payto', 'changelog/clover/2025-12-15/payto'],
  },
});
