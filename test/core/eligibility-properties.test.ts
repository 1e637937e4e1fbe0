/** What holds of eligibility in every context, and for every input that is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { InvalidInputError } from '../../server/errors.ts';
import {
  eligibleExpress,
  eligibleMethods,
  explain,
  findMethod,
  hold,
  paymentMethods,
  reasonCodes,
  revive,
  type EligibilityContext,
  type PaymentMethod,
} from '../../server/methods/index.ts';
import { chargeLimits } from '../../server/money/index.ts';
import { contexts, methodTypes } from '../support/contexts.ts';

describe('in any context', () => {
  it('offered and hidden share out the catalogue', () => {
    fc.assert(
      fc.property(contexts, (context) => {
        const { offered, hidden } = eligibleMethods(context);
        const types = [...offered, ...hidden].map(({ type }) => type);
        assert.deepEqual(types.sort(), [...paymentMethods.keys()].sort());
      }),
    );
  });

  it('hidden methods have reasons, each once and in order, and each can be put in words', () => {
    fc.assert(
      fc.property(contexts, (context) => {
        for (const { type, reasons } of [
          ...eligibleMethods(context).hidden,
          ...eligibleExpress(context).hidden,
        ]) {
          assert.ok(reasons.length > 0, type);
          assert.deepEqual(
            reasons,
            reasonCodes.filter((reason) => reasons.includes(reason)),
          );
          for (const reason of reasons) {
            const words = explain(type, reason, context);
            assert.ok(!/undefined|NaN|Infinity| {2}|in ,/.test(words), `${type}: ${words}`);
          }
        }
      }),
    );
  });

  it('a method is offered exactly where one of its markets has room', () => {
    fc.assert(
      fc.property(
        contexts,
        ({ accountCountry, customerCountry, currency, amount, customerType }) => {
          const { minimum = 1, maximum, cardMaximum } = chargeLimits(currency);
          const hasRoom = (method: PaymentMethod): boolean =>
            method.unavailable === undefined &&
            (method.buyers ?? customerType ?? 'consumer') === (customerType ?? 'consumer') &&
            amount >= (method.belowMinimum ? 1 : minimum) &&
            amount <= (method.type === 'card' ? cardMaximum : maximum) &&
            (!method.crossBorder ||
              customerCountry === accountCountry ||
              [customerCountry, accountCountry].every(
                (country) => country && method.crossBorder?.has(country),
              )) &&
            method.markets.some(
              ({ accounts, shoppers, currencies, min, max }) =>
                (accounts?.has(accountCountry) ?? true) &&
                (!shoppers || (customerCountry !== undefined && shoppers.has(customerCountry))) &&
                (currencies?.has(currency) ?? true) &&
                amount >= min &&
                amount <= max,
            );
          const context = { accountCountry, customerCountry, currency, amount, customerType };
          const { offered } = eligibleMethods({ ...context, capture: 'automatic' });
          assert.deepEqual(
            offered.map(({ type }) => type).sort(),
            [...paymentMethods.values()]
              .filter(hasRoom)
              .map(({ type }) => type)
              .sort(),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('nothing that cannot be held is offered in manual', () => {
    fc.assert(
      fc.property(contexts, (context) => {
        for (const { type, capture } of eligibleMethods({ ...context, capture: 'manual' })
          .offered) {
          assert.equal(capture, 'manual');
          assert.ok(hold(type, context), type);
        }
      }),
    );
  });

  it('a further restriction never adds a method or a button', () => {
    const restrict: ((context: EligibilityContext, type: string) => EligibilityContext)[] = [
      (context, type) => ({
        ...context,
        shop: {
          ...context.shop,
          methods: { ...context.shop?.methods, [type]: { enabled: false } },
        },
      }),
      (context, type) => ({
        ...context,
        shop: {
          ...context.shop,
          methods: {
            ...context.shop?.methods,
            [type]: {
              enabled: context.shop?.methods?.[type]?.enabled,
              limits: { [context.currency]: { min: context.amount, max: 0 } },
            },
          },
        },
      }),
      (context, type) => ({
        ...context,
        capabilities: { ...(context.capabilities ?? {}), [`${type}_payments`]: 'inactive' },
      }),
      (context) => ({ ...context, capture: 'manual' }),
      (context) => ({ ...context, saving: true }),
      (context) => ({ ...context, customerCountry: undefined }),
    ];
    const types = (context: EligibilityContext): string[] =>
      [...eligibleMethods(context).offered, ...eligibleExpress(context).offered]
        .map(({ type }) => type)
        .sort();

    fc.assert(
      fc.property(
        contexts,
        fc.constantFrom(...restrict),
        fc.constantFrom(...methodTypes),
        (context, add, type) => {
          // Buttons that Stripe keeps from one country are back once the country is not known.
          const before = new Set(types(context));
          const after = types(add(context, type)).filter(
            (name) => context.customerCountry !== 'IN' || !/^(apple|google)_pay$/.test(name),
          );
          assert.deepEqual(
            after.filter((name) => !before.has(name)),
            [],
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the same context gives the same answer, and is left as it was', () => {
    fc.assert(
      fc.property(contexts, (context) => {
        const before = structuredClone(context);
        const first = eligibleMethods(context);
        assert.deepEqual(eligibleMethods(structuredClone(context)), first);
        assert.deepEqual(context, before);
      }),
    );
  });

  it('the operator’s order moves methods and changes nothing else', () => {
    fc.assert(
      fc.property(contexts, fc.shuffledSubarray(methodTypes), (context, order) => {
        const { order: _, ...shop } = context.shop ?? {};
        const plain = eligibleMethods({ ...context, shop });
        const ordered = eligibleMethods({ ...context, shop: { ...shop, order } });
        assert.deepEqual(ordered.hidden, plain.hidden);
        const types = ordered.offered.map(({ type }) => type);
        const named = order.filter((type) => types.includes(type));
        assert.deepEqual(types, [
          ...named,
          ...plain.offered.map(({ type }) => type).filter((type) => !named.includes(type)),
        ]);
      }),
    );
  });
});

const CONTEXT_FIELDS = [
  ...[
    'accountCountry',
    'customerCountry',
    'currency',
    'amount',
    'capture',
    'customerType',
    'saving',
  ],
  ...['capabilities', 'shop'],
];

describe('whatever it is given', () => {
  const anything = fc.anything({ withMap: true, withNullPrototype: true });
  /** A good context with a few fields replaced by whatever. */
  const damaged = fc
    .tuple(contexts, fc.dictionary(fc.constantFrom(...CONTEXT_FIELDS), anything))
    .map(([context, damage]) => ({ ...context, ...damage }));
  const calls: Record<string, (...given: never[]) => unknown> = {
    eligibleMethods: (context: never, catalogue: never) => eligibleMethods(context, catalogue),
    eligibleExpress: (context: never, catalogue: never) => eligibleExpress(context, catalogue),
    hold: (context: never, catalogue: never, type: never) => hold(type, context, catalogue),
    explain: (context: never, catalogue: never, type: never, reason: never) =>
      explain(type, reason, context, catalogue),
    findMethod: (_: never, catalogue: never, type: never) => findMethod(type, catalogue),
    revive: (type: never) => revive(type),
  };

  for (const [name, call] of Object.entries(calls)) {
    it(`${name} answers, or throws InvalidInputError with field and value`, () => {
      fc.assert(
        fc.property(
          fc.oneof(anything, damaged),
          fc.oneof(anything, fc.constant(paymentMethods), fc.constant(undefined)),
          fc.oneof(anything, fc.constantFrom(...methodTypes)),
          fc.oneof(anything, fc.constantFrom(...reasonCodes)),
          (...given) => {
            try {
              call(...(given as unknown as never[]));
            } catch (error) {
              assert.ok(error instanceof InvalidInputError, String(error));
              assert.match(error.message, /^\S+ must be .+, got ./s);
            }
          },
        ),
        { numRuns: 300 },
      );
    });
  }
});
