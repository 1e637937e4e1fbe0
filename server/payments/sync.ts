/**
 * `sync`: brings a payment's record up to what Stripe says. Webhooks, return pages, operators and the
 * reconciler all come here; none of them writes facts itself.
 *
 * @module
 */
import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import { InvalidInputError } from '../errors.ts';
import { commit } from '../store/commit.ts';
import type { Payment } from '../store/schema.ts';
import { StripeCallError } from '../stripe.ts';
import type { PaymentFacts } from './facts.ts';
import { unreadParts, type StripeReading } from './from-stripe.ts';
import {
  claimPayment,
  LeaseLostError,
  nextSign,
  readPayment,
  releaseLease,
  renewLease,
} from './lease.ts';
import { recordOf, writeReading } from './record.ts';
import { retryAt } from './schedule.ts';
import { disputePhase } from './state.ts';

interface PendingEvent {
  id: string;
  type: string;
  payload: string | null;
  /** Of the payment, at the moment when the events were looked for. */
  dirty: number;
}

/**
 * Says that the caller wants a reading that begins after now, and returns the number that `synced`
 * must reach. The caller sees to the sync: none is made due.
 */
export async function ask({ store }: Context, id: string): Promise<number> {
  const { dirty } = await commit('hint', () =>
    store.db
      .updateTable('payment')
      .set((eb) => ({ dirty: eb('dirty', '+', 1) }))
      .where('id', '=', id)
      .returning('dirty')
      .executeTakeFirstOrThrow(() => new CheckoutError('payment_not_found')),
  );
  return dirty;
}

export interface Synced {
  payment: Payment;
  /** Whether the record is at least as new as the call; if not, Stripe could not be asked in time. */
  fresh: boolean;
}

/**
 * Asks Stripe now. Any number of calls at once cost one reading, since each is content with any that
 * began after it.
 */
export async function sync(context: Context, id: string, waitMs = 8_000): Promise<Synced> {
  const giveUpAt = performance.now() + waitMs;
  const wanted = await ask(context, id);
  for (;;) {
    const leased = await claimPayment(context, id);
    if (leased && leased.synced < wanted) {
      const payment = await syncLeased(context, leased);
      return { payment, fresh: payment.synced >= wanted };
    }
    if (leased) await releaseLease(context, leased);
    const payment = leased ?? (await readPayment(context, id));
    const fresh = payment.synced >= wanted;
    if (fresh || performance.now() >= giveUpAt) return { payment, fresh };
    await nextSign(context, id);
  }
}

/**
 * Syncs a payment whose lease is held, and gives the lease back. A failure is not thrown: it is
 * logged, and the sync is due again later.
 *
 * @param turn awaited before Stripe is called; nobody waits for a background sync
 * @returns the payment as it is now
 */
export async function syncLeased(
  context: Context,
  leased: Payment,
  turn?: () => Promise<void>,
): Promise<Payment> {
  try {
    return await readAndWrite(context, leased, { turn, set: { lease_until: null } });
  } catch (error) {
    if (error instanceof LeaseLostError) return await readPayment(context, leased.id);
    return await postpone(context, leased, error);
  } finally {
    await releaseLease(context, leased);
  }
}

/**
 * Reads the payment at Stripe under a lease that the caller holds and keeps.
 *
 * @throws {@link StripeCallError}, {@link LeaseLostError}
 */
export async function readAndWrite(
  context: Context,
  leased: Payment,
  { turn, set = {} }: { turn?: (() => Promise<void>) | undefined; set?: Partial<Payment> } = {},
): Promise<Payment> {
  const { intent_id: intentId, dirty } = leased;
  // Not created yet, as far as we know: that is for the operation that creates it.
  if (intentId === null) return settleWithoutIntent(context, leased);
  const events = await pendingEvents(context, intentId);
  const known = recordOf(leased)?.facts;
  let reading = finalPayload(leased, events);
  if (!reading) {
    await turn?.();
    reading = await read(context, leased, known, events);
  }
  return writeReading(context, leased, reading, { dirty, set, events: events.map(({ id }) => id) });
}

async function settleWithoutIntent({ store }: Context, leased: Payment): Promise<Payment> {
  return commit('sync-postponed', () =>
    store.db
      .updateTable('payment')
      .set({ synced: leased.dirty, sync_at: null })
      .where('id', '=', leased.id)
      .where('lease_token', '=', leased.lease_token)
      .returningAll()
      .executeTakeFirstOrThrow(() => new LeaseLostError(leased.id)),
  );
}

const pendingEvents = ({ store }: Context, intentId: string): Promise<PendingEvent[]> =>
  store.db
    .selectFrom('inbox')
    .innerJoin('payment', 'payment.intent_id', 'inbox.intent_id')
    .select(['inbox.id', 'inbox.type', 'inbox.payload', 'payment.dirty'])
    .where('inbox.intent_id', '=', intentId)
    .where('inbox.state', '=', 'pending')
    .execute();

/**
 * What a PaymentIntent's last event says of it can't change any more: where such events are all that
 * is known to have happened, their payload saves the call.
 */
function finalPayload(
  { synced }: Payment,
  events: readonly PendingEvent[],
): StripeReading | undefined {
  const last = events.at(-1);
  // Hints without an event come from people who want Stripe asked. The payment that was claimed does
  // not count those that came since, so an event that did could stand in for such a hint.
  if (!last || events.length !== last.dirty - synced) return undefined;
  const { payload } = last;
  if (!payload || events.some((event) => event.payload === null)) return undefined;
  return { paymentIntent: JSON.parse(payload) as Stripe.PaymentIntent };
}

async function read(
  context: Context,
  leased: Payment,
  known: PaymentFacts | undefined,
  events: readonly PendingEvent[],
): Promise<StripeReading> {
  const { stripe } = context;
  const intentId = leased.intent_id ?? '';
  const paymentIntent = await stripe.call('read', ({ paymentIntents }) =>
    paymentIntents.retrieve(intentId, { expand: ['latest_charge'] }),
  );
  const unread = new Set(unreadParts(paymentIntent, known));
  // These move on without a trace in the PaymentIntent.
  if (events.some(isAbout('refund')) || (known && known.refundPending > 0)) unread.add('refunds');
  if (events.some(isAbout('dispute')) || known?.disputes.some(isOpen)) unread.add('disputes');

  return readParts(context, paymentIntent, unread, () => renewLease(context, leased));
}

/**
 * A reading whose unread parts are read as well.
 *
 * @param beforeCall awaited before each call to Stripe
 */
export async function readParts(
  { stripe }: Context,
  paymentIntent: Stripe.PaymentIntent,
  unread: ReadonlySet<string>,
  beforeCall: () => Promise<void>,
): Promise<StripeReading> {
  const query = { payment_intent: paymentIntent.id, limit: 100 };
  const reading: { -readonly [Part in keyof StripeReading]: StripeReading[Part] } = {
    paymentIntent,
  };
  if (unread.has('refunds')) {
    await beforeCall();
    reading.refunds = await stripe.call('read', ({ refunds }) =>
      refunds.list(query).autoPagingToArray({ limit: 1_000 }),
    );
    const capture = await partialCapture(stripe, paymentIntent, beforeCall);
    if (capture) reading.capture = capture;
  }
  if (unread.has('disputes')) {
    await beforeCall();
    reading.disputes = await stripe.call('read', ({ disputes }) =>
      disputes.list(query).autoPagingToArray({ limit: 1_000 }),
    );
  }
  return reading;
}

/** What the capture of a part moved; undefined where Stripe does not know yet, or does not tell. */
async function partialCapture(
  stripe: Context['stripe'],
  { amount, amount_received: received, latest_charge: charge }: Stripe.PaymentIntent,
  beforeCall: () => Promise<void>,
): Promise<Stripe.BalanceTransaction | undefined> {
  if (received === amount || charge === null || typeof charge === 'string') return undefined;
  const { balance_transaction: id } = charge;
  if (typeof id !== 'string') return undefined;
  await beforeCall();
  try {
    return await stripe.call('read', ({ balanceTransactions }) => balanceTransactions.retrieve(id));
  } catch (error) {
    // A restricted key may not be allowed to.
    if (error instanceof StripeCallError && error.outcome === 'refused') return undefined;
    throw error;
  }
}

const isAbout =
  (word: 'refund' | 'dispute') =>
  ({ type }: PendingEvent): boolean =>
    type.includes(word);

const isOpen = ({ status }: { status: string }): boolean =>
  !['lost', 'settled'].includes(disputePhase(status));

/** The hints stay, and the sync is due again after a while. */
async function postpone(context: Context, leased: Payment, error: unknown): Promise<Payment> {
  const { store, now, log } = context;
  const attempts = leased.sync_attempts + 1;
  // Anything but trouble with Stripe is ours, and worth more than a line in passing.
  const level = error instanceof StripeCallError ? 'warn' : 'error';
  const unreadable = error instanceof InvalidInputError;
  log[level]({ payment: leased.id, attempts, unreadable, err: error }, 'sync failed');
  await commit('sync-postponed', () =>
    store.db
      .updateTable('payment')
      .set({ sync_at: retryAt(now(), leased.sync_attempts), sync_attempts: attempts })
      .where('id', '=', leased.id)
      .where('lease_token', '=', leased.lease_token)
      .execute(),
  );
  return readPayment(context, leased.id);
}
