import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import {
  advance,
  type Change,
  type PaymentRecord,
  type Recorded,
} from '../../../server/payments/changes.ts';
import type { PaymentFacts } from '../../../server/payments/facts.ts';
import { factsFromStripe, unreadParts } from '../../../server/payments/from-stripe.ts';
import { isFinal, paymentState } from '../../../server/payments/state.ts';
import { life, type Snapshot } from './life.ts';
import { agreeing } from './stages.ts';

fc.configureGlobal({ numRuns: 500 });

interface Reading {
  readonly facts: PaymentFacts;
  readonly asOf: number;
}

const readingsOf = (snapshots: readonly Snapshot[]): Reading[] =>
  snapshots.map((snapshot, asOf) => ({ facts: factsFromStripe(snapshot), asOf }));

function advanceThrough(readings: readonly Reading[], recorded = agreeing) {
  let record: PaymentRecord | undefined;
  const changes: Change[] = [];
  for (const reading of readings) {
    const step = advance(record, reading, recorded(reading.facts));
    record = step.next;
    changes.push(...step.changes);
  }
  assert.ok(record);
  return { record, changes };
}

/** Some of a life's readings, in order: hints were lost, or several were read as one. */
const dropped = fc.tuple(life, fc.infiniteStream(fc.boolean())).map(([snapshots, keep]) => {
  const readings = readingsOf(snapshots);
  const kept = readings.filter(() => keep.next().value);
  return kept.length > 0 ? kept : readings.slice(-1);
});

/** The same, with some twice and in any order. */
const scrambled = dropped.chain((readings) =>
  fc
    .array(fc.constantFrom(...readings), { maxLength: readings.length })
    .chain((twice) => fc.shuffledSubarray([...readings, ...twice], { minLength: readings.length })),
);

const sumOf = (changes: readonly Change[], ...kinds: Change['kind'][]) =>
  changes.reduce(
    (sum, change) => sum + (kinds.includes(change.kind) && 'delta' in change ? change.delta : 0),
    0,
  );

describe('facts from Stripe', () => {
  it('say what truly happened, whichever way Stripe shows a released hold', () => {
    fc.assert(
      fc.property(life, (snapshots) => {
        for (const { truth, ...reading } of snapshots) {
          const { authorized, captured, refunded, refundPending, disputed } =
            factsFromStripe(reading);
          assert.deepEqual({ authorized, captured, refunded, refundPending, disputed }, truth);
        }
      }),
    );
  });

  it('are the same from an event, which expands nothing, as from a full reading known before', () => {
    fc.assert(
      fc.property(life, (snapshots) => {
        for (const { paymentIntent, ...rest } of snapshots) {
          const full = factsFromStripe({ paymentIntent, ...rest });
          const { latest_charge: charge } = paymentIntent;
          const latest_charge = charge && typeof charge === 'object' ? charge.id : charge;
          const payload = { ...paymentIntent, latest_charge };
          assert.deepEqual(unreadParts(payload, full), []);
          assert.deepEqual(factsFromStripe({ paymentIntent: payload }, full), full);
        }
      }),
    );
  });

  it('are complete once the parts are read that are asked for, and those that an event names', () => {
    fc.assert(
      fc.property(life, (snapshots) => {
        let known: PaymentFacts | undefined;
        let last: Snapshot | undefined;
        for (const snapshot of snapshots) {
          const { paymentIntent, refunds, capture, disputes } = snapshot;
          const parts = unreadParts(paymentIntent, known);
          const moved = (part: 'refunds' | 'disputes') =>
            parts.includes(part) ||
            (last !== undefined && JSON.stringify(last[part]) !== JSON.stringify(snapshot[part]));
          known = factsFromStripe(
            {
              paymentIntent,
              ...(moved('refunds') && { refunds, ...(capture && { capture }) }),
              ...(moved('disputes') && { disputes }),
            },
            known,
          );
          last = snapshot;
          assert.deepEqual(known, factsFromStripe(snapshot));
        }
      }),
    );
  });
});

describe('the state of a payment', () => {
  it('never offers more than Stripe would allow', () => {
    fc.assert(
      fc.property(life, (snapshots) => {
        for (const snapshot of snapshots) {
          const facts = factsFromStripe(snapshot);
          const view = paymentState(facts);
          assert.ok(facts.captured + view.capturable <= facts.authorized);
          assert.ok(facts.refunded + facts.refundPending + view.refundable <= facts.captured);
          assert.equal(view.ending !== null, view.state === 'canceled');
          assert.equal(view.release !== null, view.capturable > 0);
          assert.equal(view.refunded === 'none', facts.refunded === 0);
        }
      }),
    );
  });

  it('holds its invariants after any readings', () => {
    fc.assert(
      fc.property(scrambled, (readings) => {
        const { facts } = advanceThrough(readings).record;
        const amounts = ['amount', 'authorized', 'capturable', 'captured', 'refunded'] as const;
        for (const name of [...amounts, 'refundPending', 'disputed'] as const) {
          assert.ok(Number.isSafeInteger(facts[name]) && facts[name] >= 0, name);
        }
        assert.ok(facts.capturable + facts.captured <= facts.authorized);
        assert.ok(facts.refunded + facts.refundPending <= facts.captured);
        assert.equal(facts.currency, 'eur');
      }),
    );
  });
});

describe('advance', () => {
  it('depends only on the newest reading, however readings are dropped, doubled and reordered', () => {
    fc.assert(
      fc.property(scrambled, (readings) => {
        const newest = readings.reduce((a, b) => (b.asOf > a.asOf ? b : a));
        const { record } = advanceThrough(readings);
        assert.deepEqual(record, { ...newest, alarms: [], told: newest.facts });
      }),
    );
  });

  it('never leaves succeeded or canceled, whatever a later reading says', () => {
    fc.assert(
      fc.property(dropped, dropped, (readings, others) => {
        const { record } = advanceThrough(readings);
        fc.pre(isFinal(record.facts.status));
        for (const { facts } of others) {
          const later = { facts, asOf: record.asOf + 1 };
          const { next, changes } = advance(record, later, agreeing(facts));
          assert.equal(next.facts.status, record.facts.status);
          if (facts.status !== record.facts.status) assert.deepEqual([next, changes], [record, []]);
        }
      }),
    );
  });

  it('has nothing to tell of a reading that says what is known', () => {
    fc.assert(
      fc.property(dropped, (readings) => {
        const { record } = advanceThrough(readings);
        for (const asOf of [record.asOf, record.asOf + 1]) {
          const again = advance(record, { facts: record.facts, asOf }, agreeing(record.facts));
          assert.deepEqual(again, { next: { ...record, asOf }, changes: [] });
        }
      }),
    );
  });

  it('never uses a key twice', () => {
    fc.assert(
      fc.property(dropped, (readings) => {
        const keys = advanceThrough(readings).changes.map(({ key }) => key);
        assert.deepEqual(keys, [...new Set(keys)]);
      }),
    );
  });

  it('tells of every movement of money once: the deltas add up to the totals', () => {
    fc.assert(
      fc.property(dropped, (readings) => {
        const { record, changes } = advanceThrough(readings);
        assert.equal(sumOf(changes, 'paid'), record.facts.captured);
        assert.equal(sumOf(changes, 'refunded', 'refund_failed'), record.facts.refunded);
        assert.equal(sumOf(changes, 'disputed', 'dispute_closed'), record.facts.disputed);
        const totals = new Map<string, number>();
        for (const change of changes) {
          if (!('delta' in change)) continue;
          const kind = change.kind.replace('_failed', 'ed').replace('dispute_closed', 'disputed');
          totals.set(kind, (totals.get(kind) ?? 0) + change.delta);
          assert.equal(change.total, totals.get(kind));
        }
      }),
    );
  });

  it('tells of every step that matters exactly once', () => {
    fc.assert(
      fc.property(dropped, (readings) => {
        let record: PaymentRecord | undefined;
        for (const { facts, asOf } of readings) {
          const before = record?.facts;
          const { next, changes } = advance(record, { facts, asOf }, agreeing(facts));
          record = next;
          assert.deepEqual(changes.map(({ kind }) => kind).sort(), stepsBetween(before, facts));
        }
      }),
    );
  });

  it('tells the shop nothing while our books say otherwise, and catches up when they agree', () => {
    const wrong = fc.constantFrom<Partial<Recorded>>(
      { order: 'order-2' },
      { payment: 'payment-2' },
      { livemode: true },
      { currency: 'usd' },
      { amount: 1 },
      { paidElsewhere: Number.MAX_SAFE_INTEGER },
    );
    fc.assert(
      fc.property(dropped, wrong, fc.nat({ max: 25 }), (readings, error, until) => {
        const { record, changes } = advanceThrough(readings, (facts) => ({
          ...agreeing(facts),
          ...(readings.findIndex((reading) => reading.facts === facts) < until && error),
        }));
        assert.equal(sumOf(changes, 'paid'), record.told?.captured ?? 0);
        assert.equal(sumOf(changes, 'refunded', 'refund_failed'), record.told?.refunded ?? 0);
        if (until < readings.length) assert.deepEqual(record.told, record.facts);

        const during = advanceThrough(readings, (facts) => ({ ...agreeing(facts), ...error }));
        const fulfilled = during.changes.filter(({ kind }) => /^(authorized|paid)$/.test(kind));
        const money = during.record.facts.captured > 0 && !('paidElsewhere' in error);
        if (money) assert.notDeepEqual(during.record.alarms, []);
        if (!('paidElsewhere' in error)) assert.deepEqual(fulfilled, []);
        else assert.ok(fulfilled.every(({ kind }) => kind === 'authorized'));
      }),
    );
  });

  it('takes a status that it does not know for "not known yet", with an alarm', () => {
    fc.assert(
      fc.property(life, fc.string({ minLength: 1 }), (snapshots, status) => {
        const known =
          /^(requires_(payment_method|confirmation|action|capture)|processing|succeeded|canceled)$/;
        fc.pre(!known.test(status));
        for (const { paymentIntent, refunds } of snapshots) {
          const facts = factsFromStripe({ paymentIntent: { ...paymentIntent, status }, refunds });
          assert.equal(paymentState(facts).state, 'processing');
          const { next, changes } = advance(undefined, { facts, asOf: 0 }, agreeing(facts));
          assert.deepEqual(
            next.alarms.map(({ about }) => about),
            ['status'],
          );
          assert.deepEqual(
            changes.map(({ kind }) => kind),
            ['alarm'],
          );
        }
      }),
    );
  });
});

/** What happened between two readings, in the words of the changes. */
function stepsBetween(before: PaymentFacts | undefined, facts: PaymentFacts): string[] {
  const steps: string[] = [];
  const became = (status: string) => facts.status === status && before?.status !== status;
  if (facts.status === 'requires_capture' && facts.authorized > (before?.authorized ?? 0))
    steps.push('authorized');
  if (facts.captured > (before?.captured ?? 0) || became('succeeded')) steps.push('paid');
  if (became('canceled') && (facts.authorized > 0 || facts.cancellationReason !== 'duplicate'))
    steps.push('canceled');
  const error = JSON.stringify(facts.lastError);
  if (/^requires_(payment|action)/.test(facts.status) && error !== 'null')
    if (error !== JSON.stringify(before?.lastError)) steps.push('failed');
  for (const { id, status } of facts.refunds) {
    const was = before?.refunds.find((refund) => refund.id === id)?.status;
    if (status === was) continue;
    if (status === 'succeeded') steps.push('refunded');
    if (status === 'failed' || status === 'canceled') steps.push('refund_failed');
  }
  for (const { id, status } of facts.disputes) {
    const was = before?.disputes.find((dispute) => dispute.id === id)?.status;
    const phase = (name = '') =>
      name.replace(/_(needs_response|under_review)$/, '').replace('under_review', 'needs_response');
    if (phase(status) === phase(was)) continue;
    steps.push(
      /^(won|lost|prevented|warning_closed)$/.test(status) ? 'dispute_closed' : 'disputed',
    );
  }
  return steps.sort();
}
