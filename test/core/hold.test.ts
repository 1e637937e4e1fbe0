import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hold, type Hold, type HoldContext } from '../../server/methods/index.ts';
import { refused } from '../support/refused.ts';

const germany: HoldContext = { accountCountry: 'DE', currency: 'eur' };
const japan: HoldContext = { accountCountry: 'JP', currency: 'jpy' };

describe('a hold', () => {
  const holds: [string, string, HoldContext, Hold][] = [
    ['on a card', 'card', germany, { days: 7, partial: true, several: true }],
    [
      'on a Visa card in Japan',
      'card',
      { ...japan, cardBrand: 'visa' },
      { days: 30, partial: true, several: true },
    ],
    [
      'on a JCB card in Japan',
      'card',
      { ...japan, cardBrand: 'jcb' },
      { days: 30, partial: true, several: false },
    ],
    [
      'on an American Express card in Japan',
      'card',
      { ...japan, cardBrand: 'amex' },
      { days: 7, partial: true, several: true },
    ],
    ['on any card in Japan', 'card', japan, { days: 7, partial: true, several: true }],
    [
      'on a Visa card in Japan, in dollars',
      'card',
      { ...japan, currency: 'usd', cardBrand: 'visa' },
      { days: 7, partial: true, several: true },
    ],
    ['by Klarna', 'klarna', germany, { days: 28, several: false }],
    ['by PayPal', 'paypal', germany, { days: 10, extendedDays: 20, several: false }],
    ['by Afterpay', 'afterpay_clearpay', germany, { days: 13, partial: true, several: false }],
    ['by Affirm', 'affirm', germany, { days: 30, partial: false, several: false }],
    ['by Revolut Pay, not documented', 'revolut_pay', germany, { several: false }],
    ['by Kakao Pay', 'kakao_pay', germany, { partial: false, several: false }],
  ];
  for (const [what, type, context, expected] of holds) {
    it(`${what} is ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(hold(type, context), expected);
    });
  }

  it('does not exist for iDEAL', () => {
    assert.equal(hold('ideal', germany), undefined);
  });

  it('is refused for what is not a payment method, or without account and currency', () => {
    refused(() => hold('apple_pay', germany), 'invalid_method', 'type', 'apple_pay');
    const wrong = (context: object) => () => hold('card', { ...germany, ...context });
    refused(wrong({ accountCountry: 'de' }), 'invalid_country', 'accountCountry', 'de');
    refused(wrong({ currency: 'EUR' }), 'invalid_currency', 'currency', 'EUR');
    refused(wrong({ cardBrand: 4 }), 'invalid_context', 'cardBrand', 4);
  });
});
