import { family, SDK, STRIPE_EEA, SUPPORT_TABLE } from './entry.ts';

export const vouchers = family(
  'voucher',
  {
    multibanco: {
      label: 'Multibanco',
      accounts: `${STRIPE_EEA} CH GB GI US`,
      shoppers: 'PT',
      currencies: 'eur',
      min: 50,
      max: 99_999_00,
      asOf: '2026-05',
      sources: ['payments/multibanco', SUPPORT_TABLE],
    },

    // Stripe asks the shopper by mail where to send a refund.
    konbini: {
      label: 'Konbini',
      accounts: 'JP',
      shoppers: 'JP',
      currencies: 'jpy',
      min: 120,
      max: 300_000,
      asOf: '2026-05',
      sources: ['payments/konbini', SDK],
    },

    oxxo: {
      label: 'OXXO',
      accounts: 'MX',
      shoppers: 'MX',
      currencies: 'mxn',
      min: 10_00,
      max: 10_000_00,
      refunds: 'none',
      asOf: '2026-05',
      sources: ['payments/oxxo'],
    },

    // Asks for the shopper's CPF or CNPJ.
    boleto: {
      label: 'Boleto',
      accounts: 'BR',
      shoppers: 'BR',
      currencies: 'brl',
      min: 5_00,
      max: 49_999_99,
      needs: 'tax_id',
      savable: true,
      refunds: 'none',
      asOf: '2026-05',
      sources: ['payments/boleto'],
    },
  },
  { confirmation: 'voucher', settlement: 'delayed' },
);
