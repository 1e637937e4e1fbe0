import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { editableAmount, parseAmount } from '../../../components/backoffice/payments/amounts.ts';

describe('an amount that an operator types', () => {
  it('is read with any decimal sign, in Arabic digits too', () => {
    for (const text of ['12.50', '12,50', ' 12.5 ', '12,5', '١٢٫٥٠', '۱۲.۵']) {
      assert.equal(parseAmount(text, 'eur'), 1250, text);
    }
  });

  it('has the decimals of its currency', () => {
    assert.equal(parseAmount('500', 'jpy'), 500);
    assert.equal(parseAmount('500.5', 'jpy'), undefined);
    assert.equal(parseAmount('1.234', 'kwd'), 1234);
    assert.equal(parseAmount('1.2345', 'kwd'), undefined);
  });

  it('is refused where it could mean two things, or nothing', () => {
    for (const text of [
      '1,234',
      '1.234,50',
      '1 000 000,00 €',
      '-5',
      '0',
      '0.00',
      '',
      'ten',
      '1e3',
    ]) {
      assert.equal(parseAmount(text, 'eur'), undefined, text);
    }
  });

  it('comes back as it was shown, in every language and currency', () => {
    const amounts = fc.integer({ min: 1, max: 99_999_999_999 });
    const currencies = fc.constantFrom('eur', 'jpy', 'kwd', 'huf', 'isk');
    const locales = fc.constantFrom('en', 'de', 'fr', 'de-CH', 'ar-EG', 'fa', 'pl');
    fc.assert(
      fc.property(amounts, currencies, locales, (amount, currency, locale) => {
        assert.equal(parseAmount(editableAmount(locale, amount, currency), currency), amount);
      }),
    );
  });
});
