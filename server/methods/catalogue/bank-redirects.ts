import { EEA, family, STRIPE_EEA, SUPPORT_TABLE } from './entry.ts';

export const bankRedirects = family('bank_redirect', {
  bancontact: {
    label: 'Bancontact',
    accounts: `${STRIPE_EEA} AU CA CH GB GI HK JP MX NZ SG US`,
    shoppers: 'BE',
    currencies: 'eur',
    savable: true,
    asOf: '2026-05',
    sources: ['payments/bancontact', SUPPORT_TABLE],
  },

  // Another type, `wero`, is for other countries.
  ideal: {
    label: 'iDEAL | Wero',
    accounts: `${STRIPE_EEA} AU CA CH GB GI HK JP MX NZ SG US`,
    shoppers: 'NL',
    currencies: 'eur',
    min: 1,
    belowMinimum: true,
    savable: true,
    asOf: '2026-05',
    sources: ['payments/ideal', 'currencies', SUPPORT_TABLE],
  },

  // The support table leaves out accounts in Great Britain and Switzerland.
  eps: {
    label: 'EPS',
    accounts: `${STRIPE_EEA} AU CA CH GB GI HK JP MX NZ SG US`,
    shoppers: 'AT',
    currencies: 'eur',
    refundDays: 180,
    asOf: '2026-05',
    sources: ['payments/eps', SUPPORT_TABLE],
  },

  p24: {
    label: 'Przelewy24',
    accounts: `${STRIPE_EEA} AU CA CH GB GI HK JP MX NZ SG US`,
    shoppers: 'PL',
    currencies: 'eur pln',
    needs: 'email',
    asOf: '2026-05',
    sources: ['payments/p24', SUPPORT_TABLE],
  },

  // A code of six digits, good for two minutes, typed on the page. The support table has accounts in
  // the EEA only.
  blik: {
    label: 'BLIK',
    accounts: `${EEA} AU CA CH GB SG US`,
    shoppers: 'PL',
    currencies: 'pln',
    confirmation: 'immediate',
    intentFirst: true,
    savable: true,
    asOf: '2026-05',
    sources: ['payments/blik', SUPPORT_TABLE],
  },

  // CHF only, whatever the shop sells in. Not for shoppers in Liechtenstein.
  twint: {
    label: 'TWINT',
    accounts: `${EEA} CH GB GI MC SM`,
    shoppers: 'CH',
    currencies: 'chf',
    max: 5_000_00,
    savable: true,
    asOf: '2026-05',
    sources: ['payments/twint', SUPPORT_TABLE],
  },

  fpx: {
    label: 'FPX',
    accounts: 'MY',
    shoppers: 'MY',
    currencies: 'myr',
    refundDays: 60,
    asOf: '2026-05',
    sources: ['payments/fpx'],
  },
});
