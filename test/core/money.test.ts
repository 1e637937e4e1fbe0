import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { InvalidInputError } from '../../server/errors.ts';
import {
  assertAmount,
  assertCurrency,
  chargeLimits,
  currencies,
  currencyRules,
  formatAmount,
  isCurrency,
  parseAmount,
  toDecimal,
  toMinorUnits,
  type Currency,
} from '../../server/money/index.ts';
import { refused } from '../support/refused.ts';

/** Any currency with any amount that it can represent. */
const amountIn = fc.constantFrom(...currencies).chain((currency) => {
  const { chargeStep } = currencyRules(currency);
  const most = Math.floor(Number.MAX_SAFE_INTEGER / chargeStep);
  return fc
    .oneof(
      fc.nat(),
      fc.maxSafeNat().map((n) => n % (most + 1)),
      fc.constantFrom(0, 1, most),
    )
    .map((steps) => ({ currency, amount: steps * chargeStep }));
});

/** Locales whose conventions differ: separators, digits, grouping, direction, place of the symbol. */
const LOCALES = [
  ...['en', 'en-IN', 'en-ZA', 'de', 'de-AT', 'de-CH', 'fr', 'fr-CH', 'it-CH', 'es', 'pt-PT', 'pl'],
  ...['da', 'sv', 'fi', 'lv', 'bg', 'tr', 'ar', 'ar-EG', 'he', 'fa', 'ur', 'ckb', 'ps', 'hi', 'mr'],
  ...['hi-u-nu-deva', 'ne', 'bn', 'my', 'dz', 'km', 'ta-u-nu-taml', 'th-u-nu-thai', 'ja', 'zh-TW'],
  ...['ko', 'zh-u-nu-hanidec', 'ff-Adlm', 'ccp', 'sat', 'gsw', 'rm', 'uz', 'ka', 'is'],
];

describe('currencies', () => {
  it('are those that Stripe lists', () => {
    assert.equal(currencies.length, 139);
    assert.deepEqual([...currencies], currencies.toSorted());
  });

  const decimals: [string, number, string][] = [
    ['eur', 2, 'two decimals'],
    ['jpy', 0, 'no decimals'],
    ['mga', 0, 'no decimals, though ISO 4217 gives it two'],
    ['kwd', 3, 'three decimals'],
    ['isk', 2, 'two decimals in the API, though it has none'],
    ['ugx', 2, 'two decimals in the API, though it has none'],
    ['huf', 2, 'two decimals when charged'],
    ['twd', 2, 'two decimals when charged'],
  ];
  for (const [currency, expected, why] of decimals) {
    it(`${currency} has ${why}`, () => {
      assert.equal(currencyRules(currency as Currency).decimals, expected);
    });
  }

  it('counts isk and ugx in hundreds, three-decimal currencies in tens', () => {
    const stepped = currencies.filter((currency) => currencyRules(currency).chargeStep > 1);
    assert.deepEqual(stepped, ['bhd', 'isk', 'jod', 'kwd', 'omr', 'tnd', 'ugx']);
  });

  it('pays out huf and twd in whole units only', () => {
    for (const currency of ['huf', 'twd', 'isk', 'ugx'] as const) {
      assert.equal(currencyRules(currency).payoutStep, 100);
    }
    assert.equal(currencyRules('eur').payoutStep, 1);
  });

  it('has limits in minor units, and none invented', () => {
    assert.deepEqual(chargeLimits('eur'), {
      minimum: 50,
      maximum: 99_999_999,
      cardMaximum: 999_999_999_999,
    });
    assert.equal(chargeLimits('huf').minimum, 17_500);
    assert.equal(chargeLimits('jpy').minimum, 50);
    assert.equal(chargeLimits('idr').maximum, 999_999_999_999);
    assert.equal('minimum' in chargeLimits('isk'), false);
    for (const currency of currencies) {
      const { minimum = 0, maximum, cardMaximum } = chargeLimits(currency);
      for (const limit of [minimum, maximum, cardMaximum]) assertAmount(limit, currency);
      assert.ok(minimum < maximum && maximum <= cardMaximum, currency);
    }
  });
});

describe('decimal strings', () => {
  it('come back unchanged from minor units', () => {
    fc.assert(
      fc.property(amountIn, ({ amount, currency }) => {
        const decimal = toDecimal(amount, currency);
        assert.equal(toMinorUnits(decimal, currency), amount);
        assert.equal(toDecimal(toMinorUnits(decimal, currency), currency), decimal);
      }),
      { numRuns: 2000 },
    );
  });

  const readings: [string, Currency, number][] = [
    ['12.34', 'eur', 1234],
    ['12.5', 'eur', 1250],
    ['12', 'eur', 1200],
    ['0.07', 'eur', 7],
    ['12.5000', 'eur', 1250],
    ['1.15', 'usd', 115],
    ['500', 'jpy', 500],
    ['500.00', 'jpy', 500],
    ['5.12', 'kwd', 5120],
    ['5', 'isk', 500],
    ['90071992547409.91', 'eur', Number.MAX_SAFE_INTEGER],
  ];
  for (const [decimal, currency, amount] of readings) {
    it(`${decimal} ${currency} is ${amount}`, () => {
      assert.equal(toMinorUnits(decimal, currency), amount);
    });
  }

  const unreadable: [unknown, Currency, string][] = [
    ['12.345', 'eur', 'more decimals than the currency has'],
    ['0.5', 'jpy', 'a fraction of a currency without decimals'],
    ['5.124', 'kwd', 'a last digit that card networks do not know'],
    ['5.50', 'isk', 'a fraction of a króna'],
    ['90071992547409.92', 'eur', 'more than a safe integer'],
    ['-1', 'eur', 'a sign'],
    ['1e3', 'eur', 'an exponent'],
    ['1,50', 'eur', 'a comma'],
    ['1 000', 'eur', 'grouping'],
    ['.5', 'eur', 'no whole part'],
    ['5.', 'eur', 'no fraction after the point'],
    ['', 'eur', 'nothing'],
    ['٣', 'eur', 'digits of another script'],
    [12.5, 'eur', 'a number'],
    [null, 'eur', 'null'],
  ];
  for (const [decimal, currency, why] of unreadable) {
    it(`refuses ${JSON.stringify(decimal)} ${currency}: ${why}`, () => {
      refused(() => toMinorUnits(decimal as string, currency), 'invalid_amount', 'amount', decimal);
    });
  }
});

describe('amounts', () => {
  const wrong: [unknown, Currency][] = [
    [-1, 'eur'],
    [0.5, 'eur'],
    [NaN, 'eur'],
    [Infinity, 'eur'],
    [2 ** 53, 'eur'],
    ['100', 'eur'],
    [100n, 'eur'],
    [undefined, 'eur'],
    [150, 'isk'],
    [5124, 'kwd'],
  ];
  for (const [amount, currency] of wrong) {
    it(`refuses ${typeof amount} ${String(amount)} in ${currency}`, () => {
      refused(() => assertAmount(amount, currency), 'invalid_amount', 'amount', amount);
      refused(() => toDecimal(amount as number, currency), 'invalid_amount', 'amount', amount);
    });
  }

  it('names the field that the caller gives', () => {
    refused(() => assertAmount(-1, 'eur', 'lines[2].amount'), 'invalid_amount', 'lines[2].amount');
  });

  for (const currency of [
    'EUR',
    'xyz',
    '',
    'eur ',
    'toString',
    '__proto__',
    null,
    undefined,
    978,
  ]) {
    it(`refuses ${JSON.stringify(currency)} as a currency`, () => {
      refused(() => assertCurrency(currency), 'invalid_currency', 'currency', currency);
      assert.equal(isCurrency(currency), false);
    });
  }
});

describe('amounts in a locale', () => {
  /** Spaces, apostrophes and direction marks differ between versions of ICU's data. */
  const visible = (text: string): string =>
    text
      .replace(/\p{Cf}/gu, '')
      .replace(/\s/g, ' ')
      .replace('’', "'");

  const written: [number, Currency, string, string][] = [
    [123450, 'eur', 'de', '1.234,50 €'],
    [123450, 'eur', 'en', '€1,234.50'],
    [123450, 'eur', 'fr', '1 234,50 €'],
    [123450, 'chf', 'de-CH', "CHF 1'234.50"],
    [12345670, 'inr', 'en-IN', '₹1,23,456.70'],
    [123450, 'eur', 'ar-EG', '١٬٢٣٤٫٥٠ €'],
    [500, 'jpy', 'en', '¥500'],
    [500, 'isk', 'en', 'ISK 5'],
    [5120, 'kwd', 'en', 'KWD 5.120'],
    [500, 'mga', 'en', 'MGA 500'],
    [Number.MAX_SAFE_INTEGER, 'eur', 'en', '€90,071,992,547,409.91'],
  ];
  for (const [amount, currency, locale, text] of written) {
    it(`${amount} ${currency} in ${locale} reads ${text}`, () => {
      assert.equal(visible(formatAmount(amount, currency, locale)), text);
    });
  }

  it('are read back as they were written, in every currency and script', () => {
    fc.assert(
      fc.property(amountIn, fc.constantFrom(...LOCALES), ({ amount, currency }, locale) => {
        assert.equal(parseAmount(formatAmount(amount, currency, locale), currency, locale), amount);
      }),
      { numRuns: 1000 },
    );
  });

  const typed: [string, Currency, string, number][] = [
    ['1234,5', 'eur', 'de', 123450],
    ['1.234', 'eur', 'de', 123400],
    ['  1 234,50 ', 'eur', 'fr', 123450],
    ["1'234.50", 'chf', 'de-CH', 123450],
    ['EUR 7', 'eur', 'en', 700],
    ['kr. 12,50', 'dkk', 'da', 1250],
    ['1,23,456.70', 'inr', 'en-IN', 12345670],
    ['1.234,50', 'eur', 'es', 123450],
    ['٣٫٥', 'eur', 'ar-EG', 350],
    ['3٫5', 'eur', 'ar-EG', 350],
    ['1,000.00', 'jpy', 'en', 1000],
  ];
  for (const [text, currency, locale, amount] of typed) {
    it(`"${text}" typed in ${locale} is ${amount} ${currency}`, () => {
      assert.equal(parseAmount(text, currency, locale), amount);
    });
  }

  const ambiguous: [unknown, Currency, string, string][] = [
    ['1.23', 'eur', 'de', 'a group of two digits'],
    ['12.34,56', 'eur', 'de', 'a group of two digits'],
    ['1,234,5', 'eur', 'de', 'two decimal commas'],
    ['0.123', 'eur', 'de', 'a group of a number below a thousand'],
    ['12 34', 'eur', 'en', 'a space inside'],
    ['$5', 'eur', 'en', 'the symbol of another currency'],
    ['-5', 'eur', 'en', 'a sign'],
    ['five', 'eur', 'en', 'a word'],
    ['€', 'eur', 'en', 'no digits'],
    ['', 'eur', 'en', 'nothing'],
    ['1,234', 'eur', 'de', 'three decimals'],
    ['9'.repeat(101), 'eur', 'en', 'more text than any amount needs'],
    [5, 'eur', 'en', 'a number'],
  ];
  for (const [text, currency, locale, why] of ambiguous) {
    it(`refuses ${JSON.stringify(text)} typed in ${locale}: ${why}`, () => {
      refused(
        () => parseAmount(text as string, currency, locale),
        'invalid_amount',
        'amount',
        text,
      );
    });
  }

  for (const locale of ['', 'de_DE', 'x', null, undefined, ['de']]) {
    it(`refuses ${JSON.stringify(locale)} as a locale`, () => {
      refused(() => formatAmount(1, 'eur', locale as string), 'invalid_locale', 'locale', locale);
      refused(() => parseAmount('1', 'eur', locale as string), 'invalid_locale', 'locale', locale);
    });
  }
});

describe('whatever it is given', () => {
  const calls: Record<string, (value: never, currency: never) => unknown> = {
    assertAmount: (value, currency) => assertAmount(value, currency),
    assertCurrency: (value) => assertCurrency(value),
    chargeLimits: (_, currency) => chargeLimits(currency),
    currencyRules: (_, currency) => currencyRules(currency),
    formatAmount: (value, currency) => formatAmount(value, currency, 'de'),
    'formatAmount in any locale': (value) => formatAmount(100, 'eur', value),
    isCurrency: (value) => isCurrency(value),
    parseAmount: (value, currency) => parseAmount(value, currency, 'ar-EG'),
    'parseAmount in any locale': (value) => parseAmount('1', 'eur', value),
    toDecimal: (value, currency) => toDecimal(value, currency),
    toMinorUnits: (value, currency) => toMinorUnits(value, currency),
  };
  const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
  const currency = fc.oneof(anything, fc.constantFrom(...currencies));

  for (const [name, call] of Object.entries(calls)) {
    it(`${name} answers, or throws InvalidInputError with field and value`, () => {
      fc.assert(
        fc.property(anything, currency, (...given) => {
          let answer: unknown;
          try {
            answer = call(...(given as [never, never]));
          } catch (error) {
            assert.ok(error instanceof InvalidInputError, String(error));
            assert.match(error.message, /^(amount|currency|locale) must be .+, got ./s);
            assert.ok([...given, 100, '1'].includes(error.value), 'the value is the one given');
          }
          assert.ok(!Number.isNaN(answer));
        }),
      );
    });
  }
});
