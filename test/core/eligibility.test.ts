import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import type { InvalidInputError } from '../../server/errors.ts';
import {
  eligibleExpress,
  eligibleMethods,
  reasonCodes,
  revive,
  type EligibilityContext,
  type Reason,
} from '../../server/methods/index.ts';
import { refused } from '../support/refused.ts';

type Case = EligibilityContext & { id: number; offered: string[]; hidden: string[]; why: string };

const cases = JSON.parse(
  fs.readFileSync(new URL('fixtures/eligibility-cases.json', import.meta.url), 'utf8'),
) as Case[];

/** A shop in the Netherlands, a shopper there, and an ordinary amount. */
const usual: EligibilityContext = {
  accountCountry: 'NL',
  customerCountry: 'NL',
  currency: 'eur',
  amount: 100_00,
  capture: 'automatic',
};

function offeredIn(context: Partial<EligibilityContext>): string[] {
  return eligibleMethods({ ...usual, ...context }).offered.map(({ type }) => type);
}

function reasonsFor(type: string, context: Partial<EligibilityContext>): readonly Reason[] {
  const { hidden } = eligibleMethods({ ...usual, ...context });
  return hidden.find((method) => method.type === type)?.reasons ?? [];
}

describe('what Stripe documents', () => {
  for (const { id, offered, hidden, why, ...rest } of cases) {
    const { accountCountry, customerCountry = '', currency, amount, capture } = rest;
    it(`case ${id}, ${accountCountry} to ${customerCountry}, ${amount} ${currency}, ${capture}: ${why}`, () => {
      const types = offeredIn({
        accountCountry,
        customerCountry,
        currency,
        amount,
        capture,
      } as Case);
      assert.deepEqual(
        offered.filter((type) => !types.includes(type)),
        [],
        'these are missing',
      );
      assert.deepEqual(
        hidden.filter((type) => types.includes(type)),
        [],
        'these should be hidden',
      );
    });
  }
});

describe('a hidden method', () => {
  const reasons: [string, string, Partial<EligibilityContext>, Reason[]][] = [
    [
      'switched off',
      'ideal',
      { shop: { methods: { ideal: { enabled: false } } } },
      ['disabled_by_shop'],
    ],
    ['discontinued', 'giropay', { customerCountry: 'DE' }, ['not_offerable']],
    ['in preview', 'wero', { customerCountry: 'DE' }, ['not_offerable']],
    ['for card readers', 'card_present', {}, ['not_offerable']],
    ['not active', 'ideal', { capabilities: { card_payments: 'active' } }, ['capability_inactive']],
    ['pending', 'ideal', { capabilities: { ideal_payments: 'pending' } }, ['capability_inactive']],
    ['in another currency', 'ideal', { currency: 'usd' }, ['currency_unsupported']],
    [
      'without this currency for the account',
      'alipay',
      { accountCountry: 'US', customerCountry: 'CN' },
      ['currency_unsupported'],
    ],
    ['without accounts there', 'paypal', { accountCountry: 'HU' }, ['account_country_unsupported']],
    [
      'for shoppers elsewhere',
      'ideal',
      { customerCountry: 'BE' },
      ['customer_country_unsupported'],
    ],
    [
      'for a shopper unknown',
      'ideal',
      { customerCountry: undefined },
      ['customer_country_unknown'],
    ],
    [
      'in the currency of another shopper',
      'klarna',
      { accountCountry: 'SE', customerCountry: 'DE', currency: 'sek' },
      ['currency_not_local'],
    ],
    [
      'across a border',
      'klarna',
      { accountCountry: 'AU', customerCountry: 'NZ', currency: 'nzd' },
      ['cross_border_unsupported'],
    ],
    ['below its minimum', 'alma', { amount: 49_99 }, ['amount_too_small']],
    ["below the currency's minimum", 'card', { amount: 49 }, ['amount_too_small']],
    ['for nothing', 'card', { currency: 'isk', amount: 0 }, ['amount_too_small']],
    ['above its maximum', 'klarna', { amount: 5_000_01 }, ['amount_too_large']],
    ['above the maximum of all but cards', 'link', { amount: 1_000_000_00 }, ['amount_too_large']],
    [
      "below the operator's minimum",
      'ideal',
      { shop: { methods: { ideal: { limits: { eur: { min: 100_01 } } } } } },
      ['amount_too_small'],
    ],
    [
      "above the operator's maximum",
      'ideal',
      { shop: { methods: { ideal: { limits: { eur: { max: 99_99 } } } } } },
      ['amount_too_large'],
    ],
    ['not holdable', 'ideal', { capture: 'manual' }, ['capture_unsupported']],
    ['not storable', 'eps', { customerCountry: 'AT', saving: true }, ['saving_unsupported']],
    ['for businesses', 'billie', {}, ['requires_missing']],
    ['for consumers', 'klarna', { customerType: 'business' }, ['requires_missing']],
    [
      'wrong in every way',
      'giropay',
      {
        shop: { methods: { giropay: { enabled: false } } },
        capabilities: {},
        currency: 'usd',
        amount: 1,
        capture: 'manual',
        saving: true,
      },
      [
        'disabled_by_shop',
        'not_offerable',
        'capability_inactive',
        'currency_unsupported',
        'customer_country_unsupported',
        'amount_too_small',
        'capture_unsupported',
        'saving_unsupported',
      ],
    ],
  ];
  for (const [why, type, context, expected] of reasons) {
    it(`${why}, such as ${type}, is told so: ${expected.join(', ')}`, () => {
      assert.deepEqual(reasonsFor(type, context), expected);
    });
  }

  it('has every reason tested above', () => {
    const tested = new Set(reasons.flatMap(([, , , expected]) => expected));
    assert.deepEqual(
      reasonCodes.filter((reason) => !tested.has(reason)),
      [],
    );
  });
});

describe('limits', () => {
  const offers = (type: string, context: Partial<EligibilityContext>): boolean =>
    offeredIn(context).includes(type);

  it('include both ends', () => {
    assert.equal(offers('alma', { amount: 50_00 }), true);
    assert.equal(offers('alma', { amount: 5_000_00 }), true);
    assert.equal(offers('alma', { amount: 5_000_01 }), false);
    assert.equal(offers('card', { amount: 50 }), true);
  });

  it('of Klarna are those of the shopper’s country', () => {
    const klarna = { accountCountry: 'DE', amount: 4_500_00 } as const;
    assert.equal(offers('klarna', { ...klarna, customerCountry: 'DE' }), true);
    assert.equal(offers('klarna', { ...klarna, customerCountry: 'FR' }), false);
  });

  it('of the operator count in their own currency only', () => {
    const shop = { methods: { card: { limits: { usd: { max: 1 } } } } };
    assert.equal(offers('card', { shop }), true);
    assert.equal(offers('card', { shop, currency: 'usd' }), false);
  });

  it('of the operator never widen those of Stripe', () => {
    const shop = { methods: { card: { limits: { eur: { min: 1 } } } } };
    assert.equal(offers('card', { shop, amount: 49 }), false);
  });

  it('let a card pay twelve digits', () => {
    assert.deepEqual(offeredIn({ amount: 9_999_999_999_99 }), ['card']);
    assert.deepEqual(offeredIn({ amount: 10_000_000_000_00 }), []);
  });
});

describe('the display order', () => {
  it('has local methods first, then cards, then the rest', () => {
    const types = offeredIn({});
    assert.deepEqual(types.slice(0, 2), ['ideal', 'card']);
    assert.ok(types.includes('klarna'));
  });

  it('counts Alipay and WeChat Pay as local to shoppers from China', () => {
    const types = offeredIn({ accountCountry: 'DE', customerCountry: 'CN' });
    assert.deepEqual(types.slice(0, 3), ['alipay', 'wechat_pay', 'card']);
  });

  it('does not put paying later before a card', () => {
    const types = offeredIn({ accountCountry: 'US', customerCountry: 'US', currency: 'usd' });
    assert.ok(types.indexOf('card') < types.indexOf('affirm'));
    assert.ok(types.indexOf('card') < types.indexOf('us_bank_account'));
  });

  it('is the operator’s where given, and the usual after it', () => {
    const usualOrder = offeredIn({});
    const order = ['klarna', 'giropay', 'paypal'];
    const rest = usualOrder.filter((type) => !order.includes(type));
    assert.deepEqual(offeredIn({ shop: { order } }), ['klarna', 'paypal', ...rest]);
  });
});

describe('capture', () => {
  const captureOf = (type: string, context: Partial<EligibilityContext>): string | undefined =>
    eligibleMethods({ ...usual, ...context }).offered.find((method) => method.type === type)
      ?.capture;

  it('manual_if_supported hides nothing, holds what it can and says which', () => {
    const context = { capture: 'manual_if_supported' } as const;
    assert.deepEqual(offeredIn(context), offeredIn({}));
    assert.equal(captureOf('card', context), 'manual');
    assert.equal(captureOf('ideal', context), 'automatic');
  });

  it('automatic holds nothing', () => {
    assert.equal(captureOf('card', {}), 'automatic');
  });
});

describe('an unknown country', () => {
  it('leaves what is open to every country', () => {
    assert.deepEqual(offeredIn({ customerCountry: undefined }), [
      'card',
      'link',
      'paypal',
      'amazon_pay',
      'alipay',
      'wechat_pay',
    ]);
  });
});

describe('capabilities', () => {
  it('of another name, or of several, are found', () => {
    const context = { customerCountry: 'US', currency: 'usd' } as const;
    const active = (name: string): string[] =>
      offeredIn({ ...context, capabilities: { [name]: 'active' } });
    assert.ok(active('us_bank_account_ach_payments').includes('us_bank_account'));
    assert.ok(active('us_bank_transfer_payments').includes('customer_balance'));
    assert.ok(!active('card_payments').includes('customer_balance'));
  });

  it('say nothing about methods for which an account has none', () => {
    assert.deepEqual(offeredIn({ capabilities: {} }), ['paypal', 'alipay', 'wechat_pay']);
  });
});

describe('giropay', () => {
  it('comes back for an account that is played to have it', () => {
    const context = { ...usual, customerCountry: 'DE' } as const;
    const { offered } = eligibleMethods(context, revive('giropay'));
    assert.equal(offered[0]?.type, 'giropay');
    const elsewhere = eligibleMethods(usual, revive('giropay')).hidden;
    assert.deepEqual(elsewhere.find(({ type }) => type === 'giropay')?.reasons, [
      'customer_country_unsupported',
    ]);
  });
});

describe('express buttons', () => {
  const buttons = (context: Partial<EligibilityContext>): string[] =>
    eligibleExpress({ ...usual, ...context }).offered.map(({ type }) => type);
  const reasons = (type: string, context: Partial<EligibilityContext>): readonly Reason[] =>
    eligibleExpress({ ...usual, ...context }).hidden.find((button) => button.type === type)
      ?.reasons ?? [];

  it('are those of the Express Checkout Element', () => {
    const all = ['apple_pay', 'google_pay', 'link', 'paypal', 'amazon_pay', 'klarna'];
    assert.deepEqual(buttons({}), all);
  });

  it('pay with their method, held where it can be', () => {
    const { offered } = eligibleExpress({ ...usual, capture: 'manual' });
    assert.deepEqual(offered[0], {
      type: 'apple_pay',
      label: 'Apple Pay',
      method: 'card',
      capture: 'manual',
    });
  });

  it('share the reasons of their method', () => {
    const shop = { methods: { card: { enabled: false } } };
    assert.deepEqual(reasons('google_pay', { shop }), ['disabled_by_shop']);
    assert.deepEqual(reasons('klarna', { customerCountry: 'CH' }), ['currency_not_local']);
  });

  it('can be switched off and ordered by themselves', () => {
    const shop = { methods: { apple_pay: { enabled: false } }, order: ['paypal', 'google_pay'] };
    assert.deepEqual(buttons({ shop }), ['paypal', 'google_pay', 'link', 'amazon_pay', 'klarna']);
    assert.ok(offeredIn({ shop }).includes('card'));
  });

  it('leave out Apple Pay and Google Pay in India', () => {
    const context = { customerCountry: 'IN' } as const;
    assert.deepEqual(reasons('apple_pay', context), ['customer_country_unsupported']);
    assert.deepEqual(reasons('google_pay', context), ['customer_country_unsupported']);
    assert.ok(offeredIn(context).includes('card'));
  });

  it('leave out Klarna where the method is to be stored', () => {
    assert.deepEqual(reasons('klarna', { saving: true }), ['saving_unsupported']);
    assert.ok(offeredIn({ saving: true }).includes('klarna'));
  });
});

describe('a wrong context is refused, naming the field:', () => {
  const wrong: [string, string, unknown][] = [
    ['invalid_country', 'accountCountry', 'de'],
    ['invalid_country', 'accountCountry', undefined],
    ['invalid_country', 'customerCountry', 'XX'],
    ['invalid_country', 'customerCountry', null],
    ['invalid_currency', 'currency', 'EUR'],
    ['invalid_amount', 'amount', 42.5],
    ['invalid_amount', 'amount', -1],
    ['invalid_amount', 'amount', '4200'],
    ['invalid_capture_mode', 'capture', 'later'],
    ['invalid_context', 'customerType', 'robot'],
    ['invalid_context', 'saving', 'yes'],
    ['invalid_context', 'capabilities', ['card_payments']],
    ['invalid_context', 'shop', 'all'],
  ];
  for (const [code, field, value] of wrong) {
    it(`${field} ${JSON.stringify(value)}`, () => {
      const context = { ...usual, [field]: value };
      for (const ask of [eligibleMethods, eligibleExpress]) {
        refused(() => ask(context), code as InvalidInputError['code'], field, value);
      }
    });
  }

  const wrongShop: [string, string, unknown, object][] = [
    ['invalid_method', 'shop.methods', 'klara', { methods: { klara: {} } }],
    ['invalid_method', 'shop.order[1]', 'klara', { order: ['card', 'klara'] }],
    ['invalid_context', 'shop.order', 'card', { order: 'card' }],
    ['invalid_context', 'shop.methods.card.enabled', 1, { methods: { card: { enabled: 1 } } }],
    [
      'invalid_currency',
      'shop.methods.card.limits',
      'EUR',
      { methods: { card: { limits: { EUR: {} } } } },
    ],
    [
      'invalid_amount',
      'shop.methods.card.limits.eur.max',
      0.5,
      { methods: { card: { limits: { eur: { max: 0.5 } } } } },
    ],
  ];
  for (const [code, field, value, shop] of wrongShop) {
    it(`${field} ${JSON.stringify(value)}`, () => {
      const context = { ...usual, shop };
      refused(() => eligibleMethods(context), code as InvalidInputError['code'], field, value);
    });
  }
});
