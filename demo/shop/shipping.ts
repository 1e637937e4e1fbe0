import type { Country } from '../../server/methods/index.ts';
import type { Currency } from '../../server/money/index.ts';
import { priceIn } from './prices.ts';
import type { Texts } from './texts/index.ts';

export interface ShippingRate {
  id: keyof Texts['rates'];
  /** Working days, from and to. */
  days: readonly [from: number, to: number];
  /** Minor units. */
  amount: number;
}

const NEAR: ReadonlySet<string> = new Set(['BE', 'NL', 'DE', 'FR', 'LU']);
const EUROPE: ReadonlySet<string> = new Set([
  ...['AT', 'CH', 'CZ', 'DK', 'ES', 'FI', 'GB', 'IE', 'IT', 'NO', 'PL', 'PT', 'SE'],
]);
/** As far as the shop delivers beyond Europe. */
const WORLD: ReadonlySet<string> = new Set(['AU', 'JP', 'NZ', 'US']);

/** Above this, in euro cents, standard delivery costs nothing nearby. */
const FREE_FROM = 150_00;

/**
 * The ways to deliver goods of a value (euro cents) to a country, cheapest first. None where the shop
 * does not deliver.
 */
export function shippingRates(
  country: Country,
  currency: Currency,
  goodsValue: number,
): ShippingRate[] {
  const rate = (
    id: ShippingRate['id'],
    days: ShippingRate['days'],
    euroCents: number,
  ): ShippingRate => ({ id, days, amount: euroCents === 0 ? 0 : priceIn(currency, euroCents) });
  if (NEAR.has(country)) {
    const free = goodsValue >= FREE_FROM;
    return [rate('standard', [2, 3], free ? 0 : 4_90), rate('express', [1, 1], 12_90)];
  }
  if (EUROPE.has(country)) {
    return [rate('standard', [3, 5], 9_90), rate('express', [2, 2], 19_90)];
  }
  return WORLD.has(country) ? [rate('air', [6, 10], 24_90)] : [];
}
