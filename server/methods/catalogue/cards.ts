import { family, HOLDS, SUPPORT_TABLE } from './entry.ts';

export const cards = family('card', {
  // Not every brand accepts every currency; accounts in India and Brazil have rules of their own.
  card: {
    label: 'Cards',
    confirmation: 'immediate',
    savable: true,
    // By brand and account: see ../hold.ts. Several captures: Visa, Mastercard, American Express and
    // Discover, at most 50, where the account's pricing includes it.
    hold: { days: 7, partial: true, several: true },
    asOf: '2026-08',
    sources: [
      HOLDS,
      SUPPORT_TABLE,
      'payments/cards/overview',
      'payments/multicapture',
      'payments/extended-authorization',
    ],
  },
});
