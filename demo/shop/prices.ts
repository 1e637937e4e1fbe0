import type { Currency } from '../../server/money/index.ts';

/** What a euro is worth here, in minor units. Round and fixed: prices that change by the hour sell nothing. */
const PER_EURO: Partial<Record<Currency, number>> = {
  eur: 100,
  pln: 430,
  chf: 95,
  gbp: 86,
  sek: 1_150,
  usd: 115,
  jpy: 175,
};

/** Prices end on these steps, in minor units. */
const STEP: Partial<Record<Currency, number>> = { pln: 100, sek: 100, jpy: 50 };

/** A price in euro cents, as a price that one would print in another currency. */
export function priceIn(currency: Currency, euroCents: number): number {
  const rate = PER_EURO[currency];
  if (rate === undefined) throw new RangeError(`the shop has no prices in ${currency}`);
  const step = STEP[currency] ?? 10;
  return Math.max(step, Math.round((euroCents * rate) / 100 / step) * step);
}
