/**
 * The currencies that Stripe charges in, and how its API counts each.
 *
 * Source: https://docs.stripe.com/currencies, read 2026-08 (special cases) and 2024-04 (the lists of
 * presentment, zero- and three-decimal currencies, which the newer page renders on demand).
 */
import { InvalidInputError } from '../errors.ts';
import { words } from './words.ts';

const ZERO_DECIMAL = words('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf');

const THREE_DECIMAL = words('bhd jod kwd omr tnd');

/**
 * `isk` and `ugx` have no decimals in the world but two in the API. `bgn` gave way to the euro on
 * 2026-01-01 and stays for the payments made before.
 */
const TWO_DECIMAL = words(
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf',
  'chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf',
  'idr ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk',
  'mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd',
  'shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs wst xcd yer zar zmw',
);

/** An ISO 4217 code in lower case, as Stripe's API takes it. */
export type Currency = (typeof ZERO_DECIMAL | typeof TWO_DECIMAL | typeof THREE_DECIMAL)[number];

/** How amounts of a currency are written in Stripe's API. */
export interface CurrencyRules {
  /** Digits after the decimal point: a major unit is `10 ** decimals` minor units. */
  readonly decimals: 0 | 2 | 3;
  /** An amount charged is a multiple of this many minor units. */
  readonly chargeStep: 1 | 10 | 100;
  /** An amount paid out is a multiple of this many minor units. */
  readonly payoutStep: 1 | 10 | 100;
}

const UNIFORM = {
  zero: { decimals: 0, chargeStep: 1, payoutStep: 1 },
  two: { decimals: 2, chargeStep: 1, payoutStep: 1 },
  // Card networks know two decimals only: the last digit is always 0.
  three: { decimals: 3, chargeStep: 10, payoutStep: 10 },
} as const satisfies Record<string, CurrencyRules>;

const SPECIAL: Partial<Record<Currency, CurrencyRules>> = {
  // Whole units only, yet counted in hundredths for the sake of older integrations.
  isk: { decimals: 2, chargeStep: 100, payoutStep: 100 },
  ugx: { decimals: 2, chargeStep: 100, payoutStep: 100 },
  // Charged with decimals, paid out in whole units.
  huf: { decimals: 2, chargeStep: 1, payoutStep: 100 },
  twd: { decimals: 2, chargeStep: 1, payoutStep: 100 },
};

const RULES = {
  ...Object.fromEntries([
    ...ZERO_DECIMAL.map((currency) => [currency, UNIFORM.zero] as const),
    ...TWO_DECIMAL.map((currency) => [currency, UNIFORM.two] as const),
    ...THREE_DECIMAL.map((currency) => [currency, UNIFORM.three] as const),
  ]),
  ...SPECIAL,
} as Record<Currency, CurrencyRules>;

/** Every currency, in alphabetical order. */
export const currencies = Object.keys(RULES).sort() as readonly Currency[];

export function isCurrency(value: unknown): value is Currency {
  return typeof value === 'string' && Object.hasOwn(RULES, value);
}

/** @throws {InvalidInputError} `invalid_currency` */
export function assertCurrency(value: unknown, field = 'currency'): asserts value is Currency {
  if (!isCurrency(value)) {
    const expected = 'a currency that Stripe charges in, such as "eur" (three lower-case letters)';
    throw new InvalidInputError('invalid_currency', field, value, expected);
  }
}

/** @throws {InvalidInputError} `invalid_currency` */
export function currencyRules(currency: Currency): CurrencyRules {
  assertCurrency(currency);
  return RULES[currency];
}
