/**
 * The least and the most that Stripe charges, whatever the payment method.
 *
 * Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, read 2026-08.
 */
import { currencyRules, type Currency } from './currencies.ts';

/**
 * Stripe applies the minimum of the currency in which the account *settles*, after conversion; with a
 * settlement currency of its own for each charge currency, the usual case, the two are the same.
 */
const MINIMUM: Partial<Record<Currency, number>> = {
  aed: 200,
  ars: 50,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  cop: 50,
  czk: 15_00,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 175_00,
  idr: 50,
  ils: 50,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 10_00,
  myr: 200,
  nok: 300,
  nzd: 50,
  php: 50,
  pln: 200,
  ron: 200,
  rub: 50,
  sek: 300,
  sgd: 50,
  thb: 10_00,
  usd: 50,
  zar: 50,
};

/** Twelve digits. Networks stop earlier: American Express at nine. */
const CARD_MAXIMUM = 999_999_999_999;

const MAXIMUM = 99_999_999;

const MAXIMUM_OF: Partial<Record<Currency, number>> = {
  idr: 999_999_999_999,
  cop: 9_999_999_999,
  inr: 999_999_999,
};

/** In minor units, both ends included. */
export interface ChargeLimits {
  /** Absent when Stripe publishes none for the currency. */
  readonly minimum?: number;
  /** For every method but cards. */
  readonly maximum: number;
  readonly cardMaximum: number;
}

/**
 * Limits that are amounts of the currency themselves: in `isk`, multiples of 100.
 *
 * @throws {InvalidInputError} `invalid_currency`
 */
export function chargeLimits(currency: Currency): ChargeLimits {
  const { chargeStep } = currencyRules(currency);
  const minimum = MINIMUM[currency];
  const whole = (limit: number): number => limit - (limit % chargeStep);
  return {
    ...(minimum !== undefined && { minimum }),
    maximum: whole(MAXIMUM_OF[currency] ?? MAXIMUM),
    cardMaximum: whole(CARD_MAXIMUM),
  };
}
