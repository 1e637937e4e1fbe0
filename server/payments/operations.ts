/**
 * Capture, void and refund: what an operator does with a payment's money.
 *
 * Each works under the payment's lease, so that two operators take turns, and counts what is still
 * under way against what is left. What has been done already counts as done, not as a mistake.
 *
 * @module
 */
import Stripe from 'stripe';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import type { Operation, Payment } from '../store/schema.ts';
import { StripeCallError } from '../stripe.ts';
import type { PaymentFacts } from './facts.ts';
import { LeaseLostError, readPayment, withLease } from './lease.ts';
import { send, start, type OperationRequest } from './operation.ts';
import { recordOf } from './record.ts';
import { viewOf } from './state.ts';
import { readAndWrite } from './sync.ts';

/** The longest that an operator's request waits for another one on the same payment. */
const PATIENCE_MS = 20_000;

export interface Asked {
  /** Who asks: it is written to the audit trail. */
  actor: string;
  /** The caller's idempotency key: a repeat of the request is not a second request. */
  requestKey?: string;
}

export interface CaptureRequest extends Asked {
  /** Minor units; all that is held when left out. */
  amount?: number;
  /** False keeps the rest held, where the card allows it. */
  final?: boolean;
}

export interface VoidRequest extends Asked {
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer' | 'abandoned';
}

export interface RefundRequest extends Asked {
  /** Minor units; all that is left when left out. */
  amount?: number;
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer';
}

export interface Done {
  payment: Payment;
  /** Null when there was nothing left to do. Its status may be `unknown`: see `janitor.ts`. */
  operation: Operation | null;
}

/** What to do, or null when it is done already. Throws when it can't be. */
type Plan = (facts: PaymentFacts, unresolved: readonly Operation[]) => OperationRequest | null;

/**
 * Takes held money: all of it, or `amount`, the rest being released unless `final` is false.
 *
 * @throws {@link CheckoutError} `payment_not_found`, `invalid_state`, `amount_too_large`,
 * `operation_pending`, `operation_refused`, `idempotency_conflict` or `busy`
 */
export function capture(
  context: Context,
  paymentId: string,
  { amount, final = true, ...asked }: CaptureRequest,
): Promise<Done> {
  return operate(context, paymentId, asked, 'capture', amount ?? null, (facts, unresolved) => {
    const { state, capturable } = viewOf(facts);
    if (state === 'paid' && (amount === undefined || amount === facts.captured)) return null;
    if (state !== 'authorized') throw new CheckoutError('invalid_state');
    refuseWhilePending(unresolved, ['capture', 'void']);
    if (amount !== undefined && amount > capturable) throw new CheckoutError('amount_too_large');
    if (!final && !facts.multicapture) {
      throw new CheckoutError('invalid_state', { message: 'This hold can be captured once only.' });
    }
    return {
      kind: 'capture',
      amount: amount ?? capturable,
      params: {
        amount_to_capture: amount ?? capturable,
        ...(final ? {} : { final_capture: false }),
      },
      ...asked,
    };
  });
}

/**
 * Releases what is held, or gives up a payment that was never made.
 *
 * @throws {@link CheckoutError} as {@link capture}
 */
export function voidPayment(
  context: Context,
  paymentId: string,
  { reason = 'requested_by_customer', ...asked }: VoidRequest,
): Promise<Done> {
  return operate(context, paymentId, asked, 'void', null, (facts, unresolved) => {
    const { state, release } = viewOf(facts);
    if (state === 'canceled') return null;
    if (state === 'paid' || state === 'processing') throw new CheckoutError('invalid_state');
    refuseWhilePending(unresolved, ['capture', 'void']);
    // Once a part was taken, the rest goes back by saying that no more will be.
    return release === 'final_capture'
      ? {
          kind: 'capture',
          amount: 0,
          params: { amount_to_capture: 0, final_capture: true },
          ...asked,
        }
      : { kind: 'void', amount: null, params: { cancellation_reason: reason }, ...asked };
  });
}

/**
 * Returns taken money: all that is left, or `amount`. Two refunds of the same amount are two refunds,
 * unless they share a `requestKey`.
 *
 * @throws {@link CheckoutError} as {@link capture}
 */
export function refund(
  context: Context,
  paymentId: string,
  { amount, reason, ...asked }: RefundRequest,
): Promise<Done> {
  return operate(context, paymentId, asked, 'refund', amount ?? null, (facts, unresolved) => {
    if (facts.captured === 0) throw new CheckoutError('invalid_state');
    const left = viewOf(facts).refundable - underWay(facts, unresolved);
    if (left <= 0 || (amount !== undefined && amount > left)) {
      throw new CheckoutError('amount_too_large');
    }
    return {
      kind: 'refund',
      amount: amount ?? left,
      params: { payment_intent: facts.id, amount: amount ?? left, ...(reason ? { reason } : {}) },
      ...asked,
    };
  });
}

async function operate(
  context: Context,
  paymentId: string,
  asked: Asked,
  kind: Operation['kind'],
  amount: number | null,
  plan: Plan,
): Promise<Done> {
  return withLease(context, paymentId, PATIENCE_MS, async (leased) => {
    const earlier = await repeated(context, leased, asked, kind, amount);
    if (earlier) return { payment: leased, operation: earlier };
    const facts = recordOf(leased)?.facts;
    if (!facts) throw new CheckoutError('invalid_state');
    const request = plan(facts, await unresolvedOf(context, leased));
    if (!request) return { payment: leased, operation: null };

    const started = await start(context, leased, request);
    try {
      const { operation, payment, error } = await send(context, leased, started);
      if (operation.status === 'unknown') return { payment, operation };
      const current = await readAgain(context, payment);
      if (!error) return { payment: current, operation };
      // Somebody did it in Stripe's dashboard, unseen until now.
      if (isUnexpectedState(error) && isDone(plan, current)) {
        return { payment: current, operation: null };
      }
      throw refusal(error);
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
      // This took too long, and the payment is another's. The janitor sees to what was started.
      return asItStands(context, started);
    }
  });
}

async function asItStands(context: Context, { id, payment_id }: Operation): Promise<Done> {
  const operation = await context.store.db
    .selectFrom('operation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { payment: await readPayment(context, payment_id), operation };
}

const unresolvedOf = ({ store }: Context, { id }: Payment): Promise<Operation[]> =>
  store.db
    .selectFrom('operation')
    .selectAll()
    .where('payment_id', '=', id)
    .where('status', 'in', ['pending', 'unknown'])
    .execute();

async function repeated(
  { store }: Context,
  payment: Payment,
  { requestKey }: Asked,
  kind: Operation['kind'],
  amount: number | null,
): Promise<Operation | undefined> {
  if (requestKey === undefined) return undefined;
  const earlier = await store.db
    .selectFrom('operation')
    .selectAll()
    .where('request_key', '=', requestKey)
    .executeTakeFirst();
  if (!earlier) return undefined;
  const same =
    earlier.payment_id === payment.id &&
    earlier.kind === kind &&
    (amount === null || earlier.amount === amount);
  if (!same) throw new CheckoutError('idempotency_conflict');
  return earlier;
}

function refuseWhilePending(
  unresolved: readonly Operation[],
  kinds: readonly Operation['kind'][],
): void {
  if (unresolved.some(({ kind }) => kinds.includes(kind))) {
    throw new CheckoutError('operation_pending');
  }
}

/** Refunds that were sent, and of which Stripe's facts don't tell yet. */
const underWay = (facts: PaymentFacts, unresolved: readonly Operation[]): number =>
  unresolved
    .filter(({ kind }) => kind === 'refund')
    .filter(({ id }) => !facts.refunds.some(({ operation }) => operation === id))
    .reduce((total, { amount }) => total + (amount ?? 0), 0);

/** The record as it is after the operation; should Stripe not answer, a worker follows it up. */
async function readAgain(context: Context, payment: Payment): Promise<Payment> {
  if (payment.synced === payment.dirty) return payment;
  try {
    return await readAndWrite(context, payment);
  } catch (error) {
    if (error instanceof StripeCallError) return payment;
    throw error;
  }
}

const isUnexpectedState = ({ code }: StripeCallError): boolean =>
  code === 'payment_intent_unexpected_state';

function isDone(plan: Plan, payment: Payment): boolean {
  const facts = recordOf(payment)?.facts;
  try {
    return facts !== undefined && plan(facts, []) === null;
  } catch {
    return false;
  }
}

/** In Stripe's own words: the operator can do something about them. */
function refusal(error: StripeCallError): CheckoutError {
  const { cause, code } = error;
  const message = cause instanceof Stripe.errors.StripeError ? cause.message : undefined;
  return new CheckoutError('operation_refused', {
    cause: error,
    ...(message ? { message } : {}),
    extra: { stripeCode: code },
  });
}
