/** Amounts as people of a locale write and read them. All conventions come from `Intl`. */
import { InvalidInputError } from '../errors.ts';
import { toDecimal, toMinorUnits } from './amounts.ts';
import { assertCurrency, currencyRules, type Currency } from './currencies.ts';

/** Longer than any amount in any locale, short enough to search without a thought. */
const LONGEST_INPUT = 100;

/**
 * `formatAmount(123450, 'eur', 'de')` is `1.234,50 €`. The decimals are those of Stripe's API, not
 * those of `Intl`; `isk` and `ugx`, always whole, show none.
 *
 * @param locale a BCP 47 tag
 * @throws {InvalidInputError} `invalid_amount`, `invalid_currency`, `invalid_locale`
 */
export function formatAmount(amount: number, currency: Currency, locale: string): string {
  assertLocale(locale);
  const decimal = toDecimal(amount, currency);
  const { decimals, chargeStep } = currencyRules(currency);
  const digits = chargeStep === 100 ? 0 : decimals;
  // Given a string, Intl formats every digit of it exactly.
  return currencyFormat(locale, currency, digits).format(decimal as Intl.StringNumericLiteral);
}

/**
 * What somebody typed, as minor units: `parseAmount('1.234,5 €', 'eur', 'de')` is 123450. Understands
 * the locale's separators and digits (and 0 to 9), with or without grouping and the currency's symbol.
 * Never guesses: `'1.23'` in German, where the point groups thousands, is an error, not 123.
 *
 * @param locale a BCP 47 tag
 * @throws {InvalidInputError} `invalid_amount`, `invalid_currency`, `invalid_locale`
 */
export function parseAmount(text: string, currency: Currency, locale: string): number {
  assertCurrency(currency);
  assertLocale(locale);
  if (typeof text !== 'string' || text.length > LONGEST_INPUT) {
    const expected = `text of at most ${LONGEST_INPUT} characters`;
    throw new InvalidInputError('invalid_amount', 'amount', text, expected);
  }

  const { decimal, group, digits, symbols } = conventions(locale, currency);
  const ascii = (value: string): string =>
    Array.from(value, (character) => digits.get(character) ?? character).join('');
  const grouped = (whole: string): string =>
    currencyFormat(locale, currency, 0)
      .formatToParts(whole as Intl.StringNumericLiteral)
      .map(({ type, value }) => (type === 'integer' || type === 'group' ? plain(value) : ''))
      .join('');

  const [whole = '', ...fraction] = ascii(withoutSymbol(plain(text), symbols)).split(decimal);
  const ungrouped = group ? whole.replaceAll(group, '') : whole;
  const well =
    fraction.length < 2 &&
    /^\d+$/.test([ungrouped, ...fraction].join('')) &&
    (whole === ungrouped || whole === ascii(grouped(ungrouped)));
  try {
    if (well) return toMinorUnits([ungrouped, ...fraction].join('.'), currency);
  } catch {
    // What is wrong is the text that our caller gave, not our reading of it.
  }
  const example = formatAmount(1_234_000, currency, locale);
  const expected = `an amount that ${currency} can express, written like ${example}`;
  throw new InvalidInputError('invalid_amount', 'amount', text, expected);
}

/** @throws {InvalidInputError} `invalid_locale` */
function assertLocale(locale: unknown): asserts locale is string {
  try {
    if (typeof locale === 'string' && Intl.getCanonicalLocales(locale).length === 1) return;
  } catch {
    // Not well-formed.
  }
  throw new InvalidInputError('invalid_locale', 'locale', locale, 'a BCP 47 tag such as "de-AT"');
}

function currencyFormat(
  locale: string,
  currency: Currency,
  digits: number,
  currencyDisplay: 'symbol' | 'narrowSymbol' | 'code' = 'symbol',
): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // Some locales leave four digits ungrouped; their readers group them all the same.
    useGrouping: 'always',
  });
}

interface Conventions {
  decimal: string;
  group: string | undefined;
  /** From each digit of the locale to 0 to 9. */
  digits: Map<string, string>;
  /** The currency's names, the longest first. */
  symbols: string[];
}

function conventions(locale: string, currency: Currency): Conventions {
  const parts = (['symbol', 'narrowSymbol', 'code'] as const).flatMap((display) =>
    currencyFormat(locale, currency, 1, display).formatToParts('1234567.8'),
  );
  const written = (wanted: Intl.NumberFormatPartTypes): string[] =>
    parts.filter(({ type }) => type === wanted).map(({ value }) => plain(value));
  const tenDigits = new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210);
  return {
    decimal: written('decimal')[0] ?? '.',
    group: written('group')[0],
    digits: new Map(
      Array.from(tenDigits)
        .reverse()
        .map((digit, value) => [digit, String(value)]),
    ),
    symbols: written('currency').sort((a, b) => b.length - a.length),
  };
}

/** One kind of space and of apostrophe, and no marks that only steer the direction of the text. */
function plain(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/[\u2018\u2019]/g, "'");
}

function withoutSymbol(text: string, symbols: readonly string[]): string {
  const trimmed = text.trim();
  for (const symbol of symbols) {
    if (trimmed.startsWith(symbol)) return trimmed.slice(symbol.length).trim();
    if (trimmed.endsWith(symbol)) return trimmed.slice(0, -symbol.length).trim();
  }
  return trimmed;
}
