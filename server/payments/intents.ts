/**
 * One PaymentIntent per order.
 *
 * The database allows an order one live payment; that payment's lease lets one request at a time, in
 * any process, talk to Stripe about it; and the create call's idempotency key belongs to the payment's
 * row. So two tabs, a double click and a retry after a crash all end with the same PaymentIntent.
 *
 * @module
 */
import type { Context } from '../context.ts';
import { CheckoutError, type CheckoutErrorCode } from '../checkout-error.ts';
import type { ElementsConfig, Intent } from '../contract.ts';
import { failpoint } from '../failpoints.ts';
import { newId } from '../ids.ts';
import type { Delivery, Order } from '../orders/order.ts';
import type { NewPayment, Operation, Payment } from '../store/schema.ts';
import { StripeCallError } from '../stripe.ts';
import { intentParams } from './intent-params.ts';
import { resolveLeased } from './janitor.ts';
import {
  LEASE_MS,
  LeaseLostError,
  readPayment,
  releaseLease,
  renewLease,
  withLease,
} from './lease.ts';
import { clientSecretLabel, newOperation, perform, send, writeDown } from './operation.ts';
import { recordOf } from './record.ts';
import { statusOf } from './status.ts';
import { ask, readAndWrite } from './sync.ts';
import { countChange } from './totals.ts';

/** The longest that a shopper's request waits for another one on the same order. */
const PATIENCE_MS = 20_000;

/** What the shopper wants to pay with, as the server has decided that he may. */
export interface IntentWish {
  order: Order;
  /** What he chose, such as `ideal` or `apple_pay`. */
  method: string;
  /** The payment method type that pays it: `card` for `apple_pay`. */
  type: string;
  country: string | null;
  elements: ElementsConfig;
  fingerprint: string;
  delivery?: Delivery;
}

/**
 * The order's PaymentIntent, made, reused, updated or replaced so that it is what the shopper wants.
 *
 * @throws {@link CheckoutError} `already_paid` with the `payment`, `method_unavailable`, `busy`,
 * `stripe_refused` or `stripe_unavailable`; after the last, nothing is charged and a repeat goes on
 * where this stopped
 */
export async function openIntent(context: Context, wish: IntentWish): Promise<Intent> {
  try {
    for (;;) {
      const live = await liveAttempt(context, wish.order.id);
      const opened = live ? await takeUp(context, live.id, wish) : await begin(context, wish);
      if (opened) return opened;
    }
  } catch (error) {
    if (error instanceof LeaseLostError) throw new CheckoutError('busy', { cause: error });
    if (!(error instanceof StripeCallError)) throw error;
    throw new CheckoutError(codeOf(error), { cause: error });
  }
}

function codeOf({ outcome, param }: StripeCallError): CheckoutErrorCode {
  if (outcome === 'unknown') return 'stripe_unavailable';
  // None of the methods that were asked for fits the order.
  return param === 'allowed_payment_method_types' ? 'method_unavailable' : 'stripe_refused';
}

const liveAttempt = ({ store }: Context, orderId: string): Promise<{ id: string } | undefined> =>
  store.db
    .selectFrom('payment')
    .select('id')
    .where('order_id', '=', orderId)
    .where('state', '<>', 'canceled')
    .executeTakeFirst();

/** Makes the order's first attempt, or the next one; nothing when another request has just done so. */
async function begin(context: Context, wish: IntentWish): Promise<Intent | undefined> {
  const reserved = await reserve(context, wish);
  if (!reserved) return undefined;
  try {
    await failpoint('attempt:after-commit');
    const released = { lease_until: null };
    const { payment, error } = await send(context, reserved.payment, reserved.operation, released);
    if (error) throw error;
    return handOut(context, payment, wish);
  } finally {
    await releaseLease(context, reserved.payment);
  }
}

/** Writes down the attempt and its create operation, leased to the caller, before Stripe hears of it. */
async function reserve(
  context: Context,
  wish: IntentWish,
): Promise<{ payment: Payment; operation: Operation } | undefined> {
  const { store, now } = context;
  const id = newId('pay', now());
  const operation = newOperation(
    context,
    { id },
    {
      kind: 'create',
      amount: wish.elements.amount,
      params: { ...intentParams(id, wish) },
      actor: 'shopper',
    },
  );
  const payment = await store.db.transaction().execute(async (trx) => {
    const last = await trx
      .selectFrom('payment')
      .select(({ fn }) => fn.max('attempt').as('attempt'))
      .where('order_id', '=', wish.order.id)
      .executeTakeFirst();
    const row = await trx
      .insertInto('payment')
      .values(newPayment(context, id, (last?.attempt ?? 0) + 1, wish))
      // Another request was here first.
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) {
      await writeDown(trx, operation);
      await countChange(trx, undefined, row);
    }
    await failpoint('attempt:before-commit');
    return row;
  });
  return payment && { payment, operation };
}

/** Goes on with the order's live attempt; nothing when it ended, and the next one can begin. */
async function takeUp(context: Context, id: string, wish: IntentWish): Promise<Intent | undefined> {
  // Requests that come together are content with one reading, if it begins after they asked.
  const wanted = await ask(context, id);
  return withLease(context, id, PATIENCE_MS, async (leased) => {
    if (leased.state === 'canceled') return undefined;
    const created = leased.intent_id === null ? await finishCreate(context, leased) : leased;
    if (!created) return undefined;
    const fresh = created.synced >= wanted ? created : await readAndWrite(context, created);
    return adapt(context, fresh, wish);
  });
}

/**
 * An attempt whose creator died, or lost Stripe's answer: what came of it. Nothing when it came to
 * nothing, and the next attempt can begin.
 */
async function finishCreate(context: Context, leased: Payment): Promise<Payment | undefined> {
  const operation = await context.store.db
    .selectFrom('operation')
    .selectAll()
    .where('payment_id', '=', leased.id)
    .where('kind', '=', 'create')
    .executeTakeFirstOrThrow();
  const error = await resolveLeased(context, leased, operation);
  if (error?.outcome === 'unknown') throw error;
  const payment = await readPayment(context, leased.id);
  return payment.intent_id === null ? undefined : payment;
}

/** Makes a PaymentIntent that exists what the shopper wants now. */
async function adapt(
  context: Context,
  payment: Payment,
  wish: IntentWish,
): Promise<Intent | undefined> {
  const status = recordOf(payment)?.facts.status;
  switch (status) {
    case 'requires_payment_method':
    case 'requires_confirmation':
      if (await hasLostUpdate(context, payment)) return replace(context, payment);
      return payment.fingerprint === wish.fingerprint && payment.method === wish.method
        ? handOut(context, payment, wish)
        : update(context, payment, wish);
    case 'requires_action':
      // The shopper has turned back from a bank or a voucher, where this one could still be paid.
      return replace(context, payment);
    case 'canceled':
      return undefined;
    default:
      throw alreadyPaid(context, payment);
  }
}

async function update(
  context: Context,
  payment: Payment,
  wish: IntentWish,
): Promise<Intent | undefined> {
  await renewLease(context, payment);
  const outcome = await perform(
    context,
    payment,
    {
      kind: 'update',
      amount: wish.elements.amount,
      params: intentParams(payment.id, wish),
      actor: 'shopper',
    },
    wishColumns(wish),
  );
  if (!outcome.error) return handOut(context, outcome.payment, wish);
  // The shopper paid in another tab, between our reading and now: look again.
  if (outcome.error.code === 'payment_intent_unexpected_state') {
    return adapt(context, await readAndWrite(context, outcome.payment), wish);
  }
  throw outcome.error;
}

/**
 * An update whose answer was lost may still arrive, and change what a later one has set. A canceled
 * PaymentIntent can't be changed, so that one is given up.
 */
async function hasLostUpdate({ store }: Context, { id }: Payment): Promise<boolean> {
  const lost = await store.db
    .selectFrom('operation')
    .select('id')
    .where('payment_id', '=', id)
    .where('kind', '=', 'update')
    .where('status', 'in', ['pending', 'unknown'])
    .executeTakeFirst();
  return lost !== undefined;
}

/** Cancels the PaymentIntent at Stripe; only then may the order have another one. */
async function replace(context: Context, payment: Payment): Promise<undefined> {
  await renewLease(context, payment);
  const { error } = await perform(context, payment, {
    kind: 'void',
    amount: null,
    params: { cancellation_reason: 'duplicate' },
    actor: 'shopper',
  });
  // It was paid or canceled meanwhile: the next round reads which.
  if (error && error.code !== 'payment_intent_unexpected_state') throw error;
}

/** The order has a payment that is done or under way: the page shows that one. */
export const alreadyPaid = ({ paymentTokens }: Context, payment: Payment): CheckoutError =>
  new CheckoutError('already_paid', { extra: { payment: statusOf(payment, paymentTokens) } });

/** The client secret leaves the server only with a PaymentIntent that the chosen method can pay. */
function handOut(
  { seal, log, paymentTokens }: Context,
  payment: Payment,
  { type }: IntentWish,
): Intent {
  const { id, client_secret: sealed, method_types: types } = payment;
  if (sealed === null || types === null) throw new TypeError(`${id} has no PaymentIntent`);
  if (!(JSON.parse(types) as string[]).includes(type)) {
    log.warn({ payment: id, type, types }, 'Stripe left out the method that was asked for');
    throw new CheckoutError('method_unavailable');
  }
  return {
    clientSecret: seal.open(sealed, clientSecretLabel(id)),
    paymentId: id,
    paymentToken: paymentTokens.mint(id),
  };
}

const wishColumns = ({ order, method, country, fingerprint }: IntentWish) => ({
  method,
  country,
  fingerprint,
  order_snapshot: JSON.stringify(order),
  email: order.customer?.email ?? null,
});

function newPayment(
  { credentials, now }: Context,
  id: string,
  attempt: number,
  wish: IntentWish,
): NewPayment {
  const at = now();
  const { amount, currency, captureMethod } = wish.elements;
  return {
    id,
    order_id: wish.order.id,
    attempt,
    livemode: credentials().livemode ? 1 : 0,
    intent_id: null,
    client_secret: null,
    method_types: null,
    amount,
    currency,
    capture_method: captureMethod,
    ...wishColumns(wish),
    record: null,
    state: 'open',
    capturable: 0,
    captured: 0,
    refunded: 0,
    disputed: 0,
    capture_before: null,
    failures: 0,
    version: 0,
    dirty: 0,
    synced: 0,
    synced_at: null,
    sync_at: null,
    sync_attempts: 0,
    lease_token: 1,
    lease_until: at + LEASE_MS,
    outbox_seq: 0,
    created_at: at,
    updated_at: at,
  };
}
