/**
 * Amounts are integers in the minor unit that Stripe's API counts in: 10.00 EUR is 1000, 500 JPY is
 * 500, 5 ISK is 500. Between a decimal string and such an integer there is no floating point.
 */
import { InvalidInputError } from '../errors.ts';
import { currencyRules, type Currency } from './currencies.ts';

/**
 * Zero is an amount (nothing refunded yet); whether it can be charged is a question of limits.
 *
 * @throws {InvalidInputError} `invalid_amount`, `invalid_currency`
 */
export function assertAmount(
  value: unknown,
  currency: Currency,
  field = 'amount',
): asserts value is number {
  const { chargeStep } = currencyRules(currency);
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    const expected = 'a non-negative safe integer in minor units';
    throw new InvalidInputError('invalid_amount', field, value, expected);
  }
  if ((value as number) % chargeStep !== 0) {
    const expected = `a multiple of ${chargeStep} minor units in ${currency}`;
    throw new InvalidInputError('invalid_amount', field, value, expected);
  }
}

/**
 * `toMinorUnits('12.5', 'eur')` is 1250. Zeros beyond the currency's decimals are fine (a database may
 * say `12.5000`); anything that would have to be rounded is not.
 *
 * @param decimal digits, and a point followed by digits where needed; no sign, exponent or grouping
 * @throws {InvalidInputError} `invalid_amount`, `invalid_currency`
 */
export function toMinorUnits(decimal: string, currency: Currency, field = 'amount'): number {
  const { decimals, chargeStep } = currencyRules(currency);
  const refuse = (expected: string): InvalidInputError =>
    new InvalidInputError('invalid_amount', field, decimal, expected);

  const match = typeof decimal === 'string' ? /^(\d+)(?:\.(\d+))?$/.exec(decimal) : null;
  if (!match) throw refuse('a decimal string like "12.50"');
  const [, whole = '', fraction = ''] = match;

  const meaningful = decimals - Math.log10(chargeStep);
  if (/[^0]/.test(fraction.slice(meaningful))) {
    throw refuse(`a decimal with at most ${meaningful} digits after the point in ${currency}`);
  }
  const amount = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (!Number.isSafeInteger(amount)) throw refuse(`at most ${Number.MAX_SAFE_INTEGER} minor units`);
  return amount;
}

/**
 * `toDecimal(1250, 'eur')` is `'12.50'`: the inverse of {@link toMinorUnits}, with all decimals.
 *
 * @throws {InvalidInputError} `invalid_amount`, `invalid_currency`
 */
export function toDecimal(amount: number, currency: Currency): string {
  assertAmount(amount, currency);
  const { decimals } = currencyRules(currency);
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
