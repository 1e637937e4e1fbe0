import type { Country } from '../../server/methods/index.ts';
import type { Currency } from '../../server/money/index.ts';

/** Where a shopper is, and what he pays in there. */
export interface Place {
  country: Country;
  currency: Currency;
}

export const places = [
  { country: 'BE', currency: 'eur' },
  { country: 'AT', currency: 'eur' },
  { country: 'DE', currency: 'eur' },
  { country: 'NL', currency: 'eur' },
  { country: 'FR', currency: 'eur' },
  { country: 'ES', currency: 'eur' },
  { country: 'PT', currency: 'eur' },
  { country: 'PL', currency: 'pln' },
  { country: 'CH', currency: 'chf' },
  { country: 'GB', currency: 'gbp' },
  { country: 'SE', currency: 'sek' },
  { country: 'US', currency: 'usd' },
  { country: 'JP', currency: 'jpy' },
] as const satisfies readonly Place[];

export const home: Place = places[0];

export const findPlace = (country: string): Place | undefined =>
  places.find((place) => place.country === country);
