import { alarmsOf, checkRecorded, type Alarm, type Recorded } from './alarms.ts';
import {
  checkFacts,
  type DisputeFacts,
  type PaymentError,
  type PaymentFacts,
  type RefundFacts,
} from './facts.ts';
import { fieldsOf, invalid } from './fields.ts';
import {
  disputePhase,
  disputeTakes,
  isFinal,
  refundOutcome,
  viewOf,
  type Ending,
} from './state.ts';

export type { Alarm, Recorded };

/** What is kept of a payment between two readings. */
export interface PaymentRecord {
  readonly facts: PaymentFacts;
  /** The reading that the facts come from. */
  readonly asOf: number;
  /** What differs from our own books now. While there is any, the shop is told nothing. */
  readonly alarms: readonly Alarm[];
  /** What the shop was last told of: the facts, or older ones while an alarm stands. */
  readonly told: PaymentFacts | null;
}

/**
 * One thing that the shop or the operator is to be told.
 *
 * `key` is unique to what happened: storing it makes at-least-once delivery effectively once.
 * `delta` and `total` are minor units; over all changes of a payment the deltas add up to the total.
 * An earlier kind may never come (`paid` without `authorized`): history collapses between readings.
 */
export type Change = { readonly key: string } & (
  | { readonly kind: 'authorized'; readonly delta: number; readonly total: number }
  /** `final`: nothing more can be captured. A hold that ends after a part has a delta of 0. */
  | {
      readonly kind: 'paid';
      readonly delta: number;
      readonly total: number;
      readonly final: boolean;
    }
  | { readonly kind: 'failed'; readonly error: PaymentError }
  | { readonly kind: 'canceled'; readonly ending: Ending }
  | RefundChange
  | DisputeChange
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
);

interface RefundChange {
  /** A refund that fails after it succeeded has a negative delta: the money is the shop's again. */
  readonly kind: 'refunded' | 'refund_failed';
  readonly refund: RefundFacts;
  readonly delta: number;
  readonly total: number;
}

interface DisputeChange {
  /** `disputed` for each new phase: an inquiry, a chargeback, an appeal. */
  readonly kind: 'disputed' | 'dispute_closed';
  readonly dispute: DisputeFacts;
  /** What this took from the balance, or gave back to it when negative. */
  readonly delta: number;
  readonly total: number;
}

/**
 * The next record of a payment and the changes to notify, from facts that were just read.
 *
 * `asOf` orders readings: any number that grows with each, such as the fencing token of the lease
 * under which it was made. Facts replace what is recorded, except that
 * - a reading older than the recorded one changes nothing, so the record depends only on the newest;
 * - `succeeded` and `canceled` are never left, whatever a later reading says.
 *
 * A terminal event's payload may stand in for a reading made now, because what it says of the
 * PaymentIntent can't change any more and what it leaves out stays as known.
 *
 * @throws {@link InvalidInputError} `invalid_payment_intent`
 */
export function advance(
  current: PaymentRecord | undefined,
  reading: { readonly facts: PaymentFacts; readonly asOf: number },
  recorded: Recorded,
): { next: PaymentRecord; changes: Change[] } {
  const { facts, asOf } = checkReading(reading);
  const before = current === undefined ? undefined : checkRecord(current);
  checkRecorded(recorded);
  if (before && before.facts.id !== facts.id) throw invalid('id', facts.id, before.facts.id);

  const late = before && asOf < before.asOf;
  const regressed = before && isFinal(before.facts.status) && facts.status !== before.facts.status;
  if (current && (late || regressed)) return { next: current, changes: [] };

  const alarms = alarmsOf(facts, recorded);
  const told = before?.told ?? null;
  return {
    next: { facts, asOf, alarms, told: alarms.length > 0 ? told : facts },
    changes: [
      ...newAlarms(before?.alarms ?? [], alarms, `${facts.id}:${asOf}`),
      ...(alarms.length > 0 ? [] : changesSince(told, facts, asOf)),
    ],
  };
}

function newAlarms(before: readonly Alarm[], now: readonly Alarm[], reading: string): Change[] {
  return now
    .filter(({ about, found }) => !before.some((b) => b.about === about && b.found === found))
    .map((alarm) => ({ kind: 'alarm', key: `alarm:${reading}:${alarm.about}`, alarm }));
}

function changesSince(before: PaymentFacts | null, facts: PaymentFacts, asOf: number): Change[] {
  return [
    ...authorizedSince(before, facts),
    ...paidSince(before, facts),
    ...failedSince(before, facts, asOf),
    ...canceledSince(before, facts),
    ...refundsSince(before, facts),
    ...disputesSince(before, facts),
  ];
}

function authorizedSince(before: PaymentFacts | null, facts: PaymentFacts): Change[] {
  const delta = facts.authorized - (before?.authorized ?? 0);
  if (viewOf(facts).state !== 'authorized' || delta <= 0) return [];
  const total = facts.authorized;
  return [{ kind: 'authorized', key: `authorized:${facts.id}:${total}`, delta, total }];
}

function paidSince(before: PaymentFacts | null, facts: PaymentFacts): Change[] {
  const { id, captured: total } = facts;
  const delta = total - (before?.captured ?? 0);
  const final = facts.status === 'succeeded';
  if (delta > 0) return [{ kind: 'paid', key: `paid:${id}:${total}`, delta, total, final }];
  return final && before?.status !== 'succeeded'
    ? [{ kind: 'paid', key: `paid:${id}:${total}:final`, delta: 0, total, final }]
    : [];
}

function failedSince(before: PaymentFacts | null, facts: PaymentFacts, asOf: number): Change[] {
  const error = facts.lastError;
  if (error === null || viewOf(facts).state !== 'open' || isSame(error, before?.lastError))
    return [];
  // Without a charge nothing at Stripe names the attempt, but the reading that found it does.
  return [{ kind: 'failed', key: `failed:${error.charge ?? `${facts.id}:${asOf}`}`, error }];
}

function canceledSince(before: PaymentFacts | null, facts: PaymentFacts): Change[] {
  const { ending } = viewOf(facts);
  // The order goes on with the attempt that replaced this one.
  if (ending === null || ending === 'replaced' || before?.status === 'canceled') return [];
  return [{ kind: 'canceled', key: `canceled:${facts.id}`, ending }];
}

function refundsSince(before: PaymentFacts | null, facts: PaymentFacts): Change[] {
  const changes: Change[] = [];
  let total = before?.refunded ?? 0;
  for (const refund of facts.refunds) {
    const known = before?.refunds.find(({ id }) => id === refund.id);
    const was = known && refundOutcome(known);
    const outcome = refundOutcome(refund);
    if (outcome === was || outcome === 'pending') continue;
    const delta =
      outcome === 'succeeded' ? refund.amount : was === 'succeeded' ? -refund.amount : 0;
    total += delta;
    const kind = outcome === 'succeeded' ? 'refunded' : 'refund_failed';
    changes.push({ kind, key: `${kind}:${refund.id}`, refund, delta, total });
  }
  return changes;
}

function disputesSince(before: PaymentFacts | null, facts: PaymentFacts): Change[] {
  const changes: Change[] = [];
  let total = before?.disputed ?? 0;
  for (const dispute of facts.disputes) {
    const known = before?.disputes.find(({ id }) => id === dispute.id);
    const was = known && disputePhase(known.status);
    const phase = disputePhase(dispute.status);
    const taken = disputeTakes(dispute, facts.currency);
    const delta = taken - (known ? disputeTakes(known, facts.currency) : 0);
    const closed = phase === 'lost' || phase === 'settled';
    if (delta === 0 && (closed ? dispute.status === known?.status : phase === was)) continue;
    total += delta;
    const kind = closed ? 'dispute_closed' : 'disputed';
    // What an appeal decides is news even when it is what was decided before.
    const outcome = was === 'appeal' ? `appeal:${dispute.status}` : dispute.status;
    const key = `${kind}:${dispute.id}:${closed ? outcome : phase}:${taken}`;
    changes.push({ kind, key, dispute, delta, total });
  }
  return changes;
}

const isSame = (a: PaymentError, b: PaymentError | null | undefined) =>
  JSON.stringify(a) === JSON.stringify(b);

function checkReading(reading: { facts: PaymentFacts; asOf: number }) {
  const from = fieldsOf(reading, 'reading', '');
  return { facts: checkFacts(reading.facts), asOf: from.count('asOf') };
}

function checkRecord(record: PaymentRecord): PaymentRecord {
  const { facts, asOf } = checkReading(record);
  for (const alarm of fieldsOf(record, 'current').list('alarms')) {
    alarm.text('about');
    alarm.text('found');
  }
  const told = record.told === null ? null : checkFacts(record.told);
  return { facts, asOf, alarms: record.alarms, told };
}
