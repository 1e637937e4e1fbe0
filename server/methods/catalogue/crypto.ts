import { family, SDK, SUPPORT_TABLE } from './entry.ts';

export const crypto = family('crypto', {
  // Accounts elsewhere are in preview. One table of the support page says that it can be held; the
  // method's page and the SDK do not.
  crypto: {
    label: 'Stablecoins / crypto',
    accounts: 'US',
    currencies: 'usd',
    max: 10_000_00,
    asOf: '2026-08',
    sources: ['payments/stablecoin-payments', SUPPORT_TABLE, SDK],
  },
});
