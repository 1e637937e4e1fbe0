import { EEA, family, STRIPE_EEA, SUPPORT_TABLE } from './entry.ts';

export const bankDebits = family(
  'bank_debit',
  {
    // The shopper's countries are the SEPA area; the page says "EU", the support table "Europe". Up to
    // 14 business days. More than 10,000 EUR on request.
    sepa_debit: {
      label: 'SEPA Direct Debit',
      accounts: `${STRIPE_EEA} AU CA CH GB GI HK JP MX NZ SG US`,
      shoppers: `${EEA} AD CH GB GI MC SM VA`,
      currencies: 'eur',
      max: 10_000_00,
      savable: true,
      refundDays: 180,
      asOf: '2026-05',
      sources: [
        'payments/sepa-debit',
        'payments/payment-methods/dynamic-payment-methods',
        SUPPORT_TABLE,
      ],
    },

    // 4 to 7 business days. New accounts: 10,000 GBP a week.
    bacs_debit: {
      label: 'Bacs Direct Debit',
      accounts: 'GB',
      shoppers: 'GB',
      currencies: 'gbp',
      max: 100_000_00,
      savable: true,
      refundDays: 180,
      asOf: '2026-05',
      sources: ['payments/payment-methods/bacs-debit', SUPPORT_TABLE],
    },

    // Up to 5 business days. USD in rare cases only.
    acss_debit: {
      label: 'Canadian pre-authorized debit',
      accounts: 'CA US',
      shoppers: 'CA',
      currencies: 'cad usd',
      intentFirst: true,
      savable: true,
      refundDays: 180,
      asOf: '2026-05',
      sources: ['payments/acss-debit', SUPPORT_TABLE],
    },

    // In part or not is in dispute between two pages: the newer says in full only. Accounts in Canada
    // are in preview.
    us_bank_account: {
      label: 'ACH Direct Debit',
      accounts: `${STRIPE_EEA} CH GB GI US`,
      shoppers: 'US',
      currencies: 'usd',
      min: 50,
      savable: true,
      refunds: 'full',
      refundDays: 180,
      capability: 'us_bank_account_ach_payments',
      asOf: '2026-05',
      sources: ['payments/ach-direct-debit', SUPPORT_TABLE],
    },

    // Up to 3 business days. New accounts: 10,000 AUD a payment and a week, until Stripe raises it.
    au_becs_debit: {
      label: 'BECS Direct Debit (AU)',
      accounts: 'AU',
      shoppers: 'AU',
      currencies: 'aud',
      savable: true,
      asOf: '2026-05',
      sources: ['payments/au-becs-debit', SUPPORT_TABLE],
    },

    // Up to 2 business days.
    nz_bank_account: {
      label: 'BECS Direct Debit (NZ)',
      accounts: 'NZ',
      shoppers: 'NZ',
      currencies: 'nzd',
      savable: true,
      capability: 'nz_bank_account_becs_debit_payments',
      asOf: '2026-05',
      sources: ['payments/nz-bank-account'],
    },
  },
  { confirmation: 'delayed', settlement: 'delayed' },
);

export const bankTransfers = family('bank_transfer', {
  // Shopper countries "vary by merchant country": the support table's, with the EEA and Switzerland.
  customer_balance: {
    label: 'Bank transfer',
    shoppers: `${EEA} CH GB JP MX US`,
    markets: [
      { accounts: `${STRIPE_EEA} CH MC SM US`, currencies: 'eur usd' },
      { accounts: 'GB', currencies: 'eur gbp usd' },
      { accounts: 'JP', currencies: 'jpy' },
      { accounts: 'MX', currencies: 'mxn' },
    ],
    confirmation: 'delayed',
    settlement: 'delayed',
    needs: 'customer',
    capability:
      'bank_transfer_payments sepa_bank_transfer_payments us_bank_transfer_payments gb_bank_transfer_payments jp_bank_transfer_payments mx_bank_transfer_payments',
    asOf: '2026-08',
    sources: ['payments/bank-transfers', SUPPORT_TABLE],
  },
});
