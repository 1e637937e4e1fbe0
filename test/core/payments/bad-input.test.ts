import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { InvalidInputError } from '../../../server/errors.ts';
import { advance } from '../../../server/payments/changes.ts';
import type { PaymentFacts } from '../../../server/payments/facts.ts';
import { factsFromStripe, unreadParts } from '../../../server/payments/from-stripe.ts';
import { paymentState } from '../../../server/payments/state.ts';
import { refused } from '../../support/refused.ts';
import { dispute, paymentIntent, refund } from '../../support/stripe-objects.ts';
import { life } from './life.ts';
import { agreeing, BOOKS, PAID, factsOf, readingOf } from './stages.ts';

fc.configureGlobal({ numRuns: 500 });

describe('bad input', () => {
  const code = 'invalid_payment_intent';
  const bad = (changes: object, field: string, ...value: [unknown?]) => {
    const reading = { ...readingOf(PAID), ...changes };
    refused(() => factsFromStripe(reading), code, field, ...value);
  };
  const badIntent = (changes: object, field: string, ...value: [unknown?]) =>
    bad(
      { paymentIntent: { ...paymentIntent(PAID.intent), ...changes } },
      `paymentIntent.${field}`,
      ...value,
    );

  it('is refused with the name of the field and its value', () => {
    refused(() => factsFromStripe(undefined as never), code, 'reading', undefined);
    bad({ paymentIntent: null }, 'paymentIntent', null);
    bad({ refunds: {} }, 'refunds', {});
    bad({ refunds: [refund(), 7] }, 'refunds[1]', 7);
    bad({ refunds: new Array(1) }, 'refunds[0]', undefined);
    bad({ refunds: [{ ...refund(), amount: -1 }] }, 'refunds[0].amount', -1);
    bad(
      { refunds: [{ ...refund(), metadata: { tender_operation: 7 } }] },
      'refunds[0].metadata.tender_operation',
      7,
    );
    bad(
      { disputes: [{ ...dispute(), is_charge_refundable: 'yes' }] },
      'disputes[0].is_charge_refundable',
      'yes',
    );
    badIntent({ id: '' }, 'id', '');
    badIntent({ object: 'charge' }, 'object', 'charge');
    badIntent({ status: undefined }, 'status', undefined);
    badIntent({ livemode: 'false' }, 'livemode', 'false');
    badIntent({ latest_charge: 7 }, 'latest_charge', 7);
    badIntent({ latest_charge: {} }, 'latest_charge.id', undefined);
    badIntent(
      { last_payment_error: { type: 'card_error', code: 7 } },
      'last_payment_error.code',
      7,
    );
    for (const amount of [1.5, -1, -0, NaN, Infinity, 2 ** 53, '1000', null, undefined, 1000n]) {
      badIntent({ amount_received: amount }, 'amount_received', amount);
    }
  });

  it('is refused when the parts of a reading do not belong together', () => {
    bad({ refunds: [refund({ payment_intent: 'pi_2' })] }, 'refunds[0].payment_intent', 'pi_2');
    bad({ refunds: [refund({ currency: 'usd' })] }, 'refunds[0].currency', 'usd');
    bad({ disputes: [dispute({ payment_intent: 'pi_2' })] }, 'disputes[0].payment_intent', 'pi_2');
    bad({ refunds: [refund({ amount: 1001 })] }, 'refunds', 1001);
  });

  it('is refused when another payment is known', () => {
    const known = { ...factsOf({}), id: 'pi_2' };
    refused(() => factsFromStripe(readingOf(PAID), known), code, 'paymentIntent.id', 'pi_1');
    const { next } = advance(undefined, { facts: known, asOf: 0 }, BOOKS);
    refused(() => advance(next, { facts: factsOf({}), asOf: 1 }, BOOKS), code, 'id', 'pi_1');
  });

  it('is refused in stored facts and in our own books', () => {
    const facts = factsOf(PAID);
    refused(() => paymentState({ ...facts, captured: NaN }), code, 'captured', NaN);
    refused(() => paymentState({ ...facts, captured: 1001 }), code, 'captured', 1001);
    refused(() => paymentState({ ...facts, refundPending: 1001 }), code, 'refunds', 1001);
    refused(() => paymentState(null as never), code, 'facts', null);
    refused(() => advance(undefined, { facts, asOf: 1.5 }, BOOKS), code, 'asOf', 1.5);
    const { next } = advance(undefined, { facts, asOf: 1 }, BOOKS);
    for (const told of ['', 0, undefined]) {
      const stored = { ...next, told: told as never };
      refused(() => advance(stored, { facts, asOf: 2 }, BOOKS), code, 'facts', told);
    }
    const none = null as never;
    refused(() => advance(none, { facts, asOf: 2 }, BOOKS), code, 'reading', null);
    const books = { ...BOOKS, amount: -1 };
    refused(() => advance(undefined, { facts, asOf: 1 }, books), code, 'recorded.amount', -1);
  });

  const isRefused = (call: () => unknown) => {
    try {
      assert.doesNotMatch(JSON.stringify(call()), /NaN/);
      return false;
    } catch (error) {
      assert.ok(error instanceof InvalidInputError, String(error));
      assert.equal(error.code, 'invalid_payment_intent');
      assert.notEqual(error.field, '');
      return true;
    }
  };
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  });
  const as = (value: unknown) => value as never;

  it('of any kind is refused with a typed error', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        assert.ok(isRefused(() => factsFromStripe(as(a), as(b))));
        assert.ok(isRefused(() => unreadParts(as(a), as(b))));
        assert.ok(isRefused(() => paymentState(as(a))));
        assert.ok(isRefused(() => advance(as(a), as(b), as(c))));
      }),
    );
  });

  it('in one field is refused with the name of that field, or is harmless', () => {
    fc.assert(
      fc.property(life, fc.nat(), anything, (snapshots, nth, value) => {
        const reading = structuredClone(snapshots.at(-1) ?? snapshots[0]);
        const { parent, name } = pick(leavesOf(reading), nth);
        parent[name] = value;
        isRefused(() => {
          const facts = factsFromStripe(reading);
          paymentState(facts);
          return advance(undefined, { facts, asOf: 0 }, agreeing(facts));
        });
      }),
    );
  });

  it('in one stored field is refused, or is harmless', () => {
    fc.assert(
      fc.property(life, fc.nat(), anything, (snapshots, nth, value) => {
        const facts = snapshots.map((snapshot) => factsFromStripe(snapshot)).at(-1);
        assert.ok(facts);
        const input = structuredClone({
          record: advance(undefined, { facts, asOf: 0 }, agreeing(facts)).next,
          reading: { facts, asOf: 1 },
          recorded: agreeing(facts),
        });
        const { parent, name } = pick(leavesOf(input), nth);
        parent[name] = value;
        // The field may have been the reading itself.
        const { facts: stored } = Object(input.reading) as { facts?: PaymentFacts };
        isRefused(() => paymentState(as(stored)));
        isRefused(() => advance(input.record, input.reading, input.recorded));
      }),
    );
  });
});

interface Leaf {
  readonly parent: Record<string, unknown>;
  readonly name: string;
}

function leavesOf(value: object): Leaf[] {
  const parent = value as Record<string, unknown>;
  return Object.entries(parent).flatMap(([name, child]) => [
    { parent, name },
    ...(typeof child === 'object' && child !== null ? leavesOf(child) : []),
  ]);
}

function pick<T>(list: readonly T[], nth: number): T {
  const found = list[nth % list.length];
  assert.ok(found !== undefined);
  return found;
}
