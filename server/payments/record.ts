/**
 * The one place where a payment's facts change: what was read at Stripe under the payment's lease,
 * with the notifications that the difference causes, in one transaction.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import type { NotifiedChange, NotifiedPayment } from '../notifications/notification.ts';
import { transaction } from '../store/commit.ts';
import type { Payment, Schema } from '../store/schema.ts';
import { advance, type Alarm, type PaymentRecord } from './changes.ts';
import { factsFromStripe, type StripeReading } from './from-stripe.ts';
import { holdLease } from './lease.ts';
import { writeDisputes, writeRefunds } from './refund-rows.ts';
import { nextSyncAt } from './schedule.ts';
import { viewOf } from './state.ts';
import { countChange } from './totals.ts';

export interface ReadingDetails {
  /** What `dirty` was before the reading was asked for. */
  dirty: number;
  /** Ids of the events that the reading answers. */
  events?: readonly string[];
  /** Other columns that change with it, such as what an update of the PaymentIntent brought. */
  set?: Partial<Payment>;
  /** Other rows that change with it. */
  also?: (trx: Transaction<Schema>) => Promise<void>;
}

/** The payment's record as it was last written; undefined before the first reading. */
export function recordOf({ record }: Payment): PaymentRecord | undefined {
  return record === null ? undefined : (JSON.parse(record) as PaymentRecord);
}

/**
 * Writes a reading and what follows from it, while the lease holds.
 *
 * @returns the payment as written
 * @throws {@link LeaseLostError} when the lease has passed to another; nothing is written then
 */
export async function writeReading(
  context: Context,
  leased: Payment,
  reading: StripeReading,
  details: ReadingDetails,
): Promise<Payment> {
  const { store, now, wake } = context;
  const payment = await transaction(store.db, 'facts', async (trx) => {
    const before = await holdLease(context, trx, leased);
    const written = await write(context, trx, before, reading, details);
    await details.also?.(trx);
    await countChange(trx, before, written);
    return written;
  });
  if (payment.outbox_seq > leased.outbox_seq) wake('outbox', now());
  return payment;
}

async function write(
  context: Context,
  trx: Transaction<Schema>,
  before: Payment,
  reading: StripeReading,
  { dirty, events = [], set = {} }: ReadingDetails,
): Promise<Payment> {
  const at = context.now();
  const known = recordOf(before);
  const expected = { ...before, ...set, ...(await lateUpdate(trx, before, reading)) };
  const { next, changes } = advance(
    known,
    { facts: factsFromStripe(reading, known?.facts), asOf: before.lease_token },
    {
      order: before.order_id,
      payment: before.id,
      livemode: before.livemode === 1,
      currency: expected.currency,
      amount: expected.amount,
      paidElsewhere: await paidElsewhere(trx, before),
    },
  );
  const changed = JSON.stringify(next.facts) !== JSON.stringify(known?.facts);
  const told = changes.filter((change) => change.kind !== 'alarm');
  const { facts } = next;
  const view = viewOf(facts);
  const attempts = changed ? 0 : before.sync_attempts + 1;

  const after: Payment = {
    ...expected,
    record: JSON.stringify(next),
    state: view.state,
    capturable: view.capturable,
    captured: facts.captured,
    refunded: facts.refunded,
    disputed: facts.disputed,
    contested: view.disputed ? 1 : 0,
    charge_id: facts.charge,
    capture_before: facts.captureBefore === null ? null : facts.captureBefore * 1000,
    failures: before.failures + told.filter(({ kind }) => kind === 'failed').length,
    version: before.version + (changed ? 1 : 0),
    // Hints that came since the reading was asked for keep the payment dirty.
    synced: Math.max(before.synced, dirty),
    synced_at: at,
    sync_attempts: attempts,
    sync_at: before.dirty > dirty ? at : nextSyncAt(facts, at, attempts),
    outbox_seq: before.outbox_seq + told.length,
    updated_at: changed ? at : before.updated_at,
  };
  const { id, ...columns } = after;
  await trx.updateTable('payment').set(columns).where('id', '=', id).execute();

  await writeRefunds(trx, id, known?.facts, facts);
  await writeDisputes(trx, id, known?.facts, facts);
  await notify(trx, after, told, before.outbox_seq, at);
  for (const change of changes) {
    if (change.kind === 'alarm') await alarm(context, trx, after, change.key, change.alarm, at);
  }
  if (events.length > 0) {
    await trx
      .updateTable('inbox')
      .set({ state: 'done', payload: null })
      .where('intent_id', '=', reading.paymentIntent.id)
      .where('id', 'in', events)
      .execute();
  }
  return after;
}

/**
 * An update whose answer was lost may have reached Stripe: when the PaymentIntent shows its amount, it
 * did, and our books follow.
 */
async function lateUpdate(
  trx: Transaction<Schema>,
  payment: Payment,
  { paymentIntent }: StripeReading,
): Promise<Partial<Payment>> {
  if (paymentIntent.amount === payment.amount && paymentIntent.currency === payment.currency) {
    return {};
  }
  const lost = await trx
    .selectFrom('operation')
    .select(['id', 'params'])
    .where('payment_id', '=', payment.id)
    .where('kind', '=', 'update')
    .where('status', 'in', ['pending', 'unknown'])
    .execute();
  for (const { id, params } of lost) {
    const { amount, currency } = JSON.parse(params) as { amount?: number; currency?: string };
    if (amount !== paymentIntent.amount || currency !== paymentIntent.currency) continue;
    await trx
      .updateTable('operation')
      .set({ status: 'succeeded', run_at: null })
      .where('id', '=', id)
      .execute();
    return { amount: paymentIntent.amount, currency: paymentIntent.currency };
  }
  return {};
}

async function paidElsewhere(trx: Transaction<Schema>, payment: Payment): Promise<number> {
  const earlier = await trx
    .selectFrom('payment')
    .select(['captured', 'refunded'])
    .where('order_id', '=', payment.order_id)
    .where('attempt', '<', payment.attempt)
    .where('captured', '>', 0)
    .execute();
  return earlier.reduce((total, { captured, refunded }) => total + captured - refunded, 0);
}

async function notify(
  trx: Transaction<Schema>,
  payment: Payment,
  changes: readonly NotifiedChange[],
  lastSeq: number,
  at: number,
): Promise<void> {
  if (changes.length === 0) return;
  const about = notifiedPayment(payment);
  await trx
    .insertInto('outbox')
    .values(
      changes.map(({ key, ...change }, index) => ({
        id: newId('ntf', at),
        payment_id: payment.id,
        seq: lastSeq + index + 1,
        kind: change.kind,
        dedupe_key: key,
        body: JSON.stringify({ id: key, at, payment: about, ...change }),
        state: 'pending' as const,
        attempts: 0,
        run_at: at,
        last_error: null,
        created_at: at,
        delivered_at: null,
      })),
    )
    // What happened once is told once, even if a record was restored from an older one.
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}

function notifiedPayment(payment: Payment): NotifiedPayment | undefined {
  const record = recordOf(payment);
  return (
    record && {
      id: payment.id,
      orderId: payment.order_id,
      state: payment.state,
      amount: payment.amount,
      currency: payment.currency,
      facts: record.facts,
      version: payment.version,
    }
  );
}

async function alarm(
  { log }: Context,
  trx: Transaction<Schema>,
  payment: Payment,
  key: string,
  found: Alarm,
  at: number,
): Promise<void> {
  log.error({ payment: payment.id, ...found }, 'a payment differs from the books');
  await trx
    .insertInto('alarm')
    .values({
      id: newId('alm', at),
      dedupe_key: key,
      kind: found.about,
      payment_id: payment.id,
      detail: JSON.stringify(found),
      created_at: at,
      resolved_at: null,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}
