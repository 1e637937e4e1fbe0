/**
 * The life of one operation: written down, sent to Stripe under its own id as idempotency key, and
 * settled. A process may die between any two of these; the row is where another one goes on.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { failpoint } from '../failpoints.ts';
import { newId } from '../ids.ts';
import { transaction } from '../store/commit.ts';
import type { Operation, Payment, Schema } from '../store/schema.ts';
import { StripeCallError } from '../stripe.ts';
import { renewLease } from './lease.ts';
import { writeReading } from './record.ts';
import { countChange } from './totals.ts';

/** Any longer and the process that began an operation is taken for dead. */
const ABANDONED_MS = 30_000;

/** After a lost answer, how soon the same request is sent again. */
const FIRST_REPEAT_MS = 2_000;

export type OperationKind = Operation['kind'];

export interface OperationRequest {
  kind: OperationKind;
  /** Minor units; null where the operation moves no stated amount. */
  amount: number | null;
  /** What Stripe is sent. `metadata.tender_operation` is added where Stripe takes metadata. */
  params: Record<string, unknown>;
  actor: string;
  requestKey?: string;
}

export interface Outcome {
  operation: Operation;
  payment: Payment;
  /** Why it is not `succeeded`. */
  error?: StripeCallError;
}

/** Columns of the payment that follow from an operation that succeeded. */
export type Consequences = Partial<Payment>;

type Request = (
  stripe: Stripe,
  intentId: string,
  params: never,
  options: Stripe.RequestOptions,
) => Promise<Stripe.PaymentIntent | Stripe.Refund>;

const requests: Record<OperationKind, Request> = {
  create: ({ paymentIntents }, _, params, options) => paymentIntents.create(params, options),
  update: ({ paymentIntents }, id, params, options) => paymentIntents.update(id, params, options),
  capture: ({ paymentIntents }, id, params, options) => paymentIntents.capture(id, params, options),
  void: ({ paymentIntents }, id, params, options) => paymentIntents.cancel(id, params, options),
  refund: ({ refunds }, _, params, options) => refunds.create(params, options),
};

/**
 * Performs an operation on a payment whose lease the caller holds and keeps. What Stripe answers is
 * recorded before this returns; a failed call is part of the outcome.
 *
 * @param consequences columns that change when it succeeds, besides the facts
 */
export async function perform(
  context: Context,
  leased: Payment,
  request: OperationRequest,
  consequences: Consequences = {},
): Promise<Outcome> {
  const operation = await start(context, leased, request);
  return send(context, leased, operation, consequences);
}

/** Writes an operation down that is to be sent next. */
export async function start(
  context: Context,
  leased: Payment,
  request: OperationRequest,
): Promise<Operation> {
  const operation = newOperation(context, leased, request);
  await transaction(context.store.db, 'operation-started', (trx) => writeDown(trx, operation));
  return operation;
}

/** The row of an operation that is about to begin. */
export function newOperation(
  { now }: Context,
  payment: Pick<Payment, 'id'>,
  { kind, amount, params, actor, requestKey }: OperationRequest,
): Operation {
  const at = now();
  const id = newId('op', at);
  return {
    id,
    payment_id: payment.id,
    kind,
    amount,
    params: JSON.stringify(stamped(kind, id, params)),
    status: 'pending',
    actor,
    request_key: requestKey ?? null,
    result: null,
    error_code: null,
    attempts: 0,
    run_at: at + ABANDONED_MS,
    created_at: at,
    updated_at: at,
  };
}

/** The operation's id is put where it can be found again when the key has been forgotten. */
function stamped(
  kind: OperationKind,
  id: string,
  params: Record<string, unknown>,
): Record<string, unknown> {
  const withCharge = kind === 'refund' ? params : { ...params, expand: ['latest_charge'] };
  if (kind === 'void') return withCharge;
  return { ...withCharge, metadata: { ...(params.metadata as object), tender_operation: id } };
}

/** Adds the operation, and to the audit trail who asked for it. */
export async function writeDown(trx: Transaction<Schema>, operation: Operation): Promise<void> {
  const { id, payment_id, kind, amount, actor, created_at } = operation;
  await trx.insertInto('operation').values(operation).execute();
  if (actor === 'shopper') return;
  await trx
    .insertInto('audit')
    .values({
      id: newId('aud', created_at),
      actor,
      action: kind,
      payment_id,
      operation_id: id,
      detail: JSON.stringify({ amount }),
      created_at,
    })
    .execute();
}

/** Sends an operation that is written down, for the first time or again, and records the answer. */
export async function send(
  context: Context,
  leased: Payment,
  operation: Operation,
  consequences: Consequences = {},
): Promise<Outcome> {
  await renewLease(context, leased);
  const { id, kind } = operation;
  let answer: Stripe.PaymentIntent | Stripe.Refund;
  try {
    answer = await context.stripe.call(kind, (stripe) =>
      requests[kind](stripe, leased.intent_id ?? '', JSON.parse(operation.params) as never, {
        idempotencyKey: id,
      }),
    );
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    const settled = await settleFailure(context, leased, operation, error);
    return { ...settled, error };
  }
  return settleSuccess(context, leased, operation, answer, consequences);
}

async function settleSuccess(
  context: Context,
  leased: Payment,
  operation: Operation,
  answer: Stripe.PaymentIntent | Stripe.Refund,
  consequences: Consequences,
): Promise<Outcome> {
  const settled = resolved(context, operation, { status: 'succeeded', result: answer.id });
  const write = (trx: Transaction<Schema>): Promise<void> => updateOperation(trx, settled);
  if (answer.object === 'refund') {
    return { operation: settled, payment: await settleWithHint(context, leased, write) };
  }
  const payment = await writeReading(
    context,
    leased,
    { paymentIntent: answer },
    {
      dirty: leased.dirty,
      set: { ...consequencesOf(context, operation, answer), ...consequences },
      async also(trx) {
        await write(trx);
        await failpoint('operation-settled:before-commit');
      },
    },
  );
  await failpoint('operation-settled:after-commit');
  return { operation: settled, payment };
}

/** What any process can tell from the operation and its answer alone. */
function consequencesOf(
  { seal }: Context,
  { kind, payment_id }: Operation,
  intent: Stripe.PaymentIntent,
): Consequences {
  const methodTypes = JSON.stringify(intent.payment_method_types);
  if (kind === 'create') {
    const secret = intent.client_secret ?? '';
    return {
      intent_id: intent.id,
      client_secret: seal.close(secret, clientSecretLabel(payment_id)),
      method_types: methodTypes,
    };
  }
  if (kind === 'update') {
    return {
      amount: intent.amount,
      currency: intent.currency,
      capture_method: intent.capture_method === 'manual' ? 'manual' : 'automatic',
      method_types: methodTypes,
    };
  }
  return {};
}

/** What a payment's sealed client secret is bound to. */
export const clientSecretLabel = (paymentId: string): string => `client_secret:${paymentId}`;

async function settleFailure(
  context: Context,
  leased: Payment,
  operation: Operation,
  error: StripeCallError,
): Promise<Outcome> {
  const refused = error.outcome === 'refused';
  const settled = refused
    ? resolved(context, operation, { status: 'failed', error_code: error.code ?? 'refused' })
    : {
        ...operation,
        status: 'unknown' as const,
        error_code: error.code,
        attempts: operation.attempts + 1,
        run_at: context.now() + FIRST_REPEAT_MS * 4 ** Math.min(operation.attempts, 6),
        updated_at: context.now(),
      };
  const payment = await settleWithHint(context, leased, async (trx) => {
    await updateOperation(trx, settled);
    if (refused && operation.kind === 'create') await giveUpAttempt(trx, leased);
  });
  if (settled.run_at !== null) context.wake('operations', settled.run_at);
  return { operation: settled, payment };
}

/** An attempt without a PaymentIntent: the order is free for another one. */
export async function giveUpAttempt(trx: Transaction<Schema>, { id }: Payment): Promise<void> {
  const canceled = await trx
    .updateTable('payment')
    .set({ state: 'canceled', sync_at: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('intent_id', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (canceled) await countChange(trx, { ...canceled, state: 'open' }, canceled);
}

/** An operation that is over. */
export function resolved(
  { now }: Context,
  operation: Operation,
  how: { status: 'succeeded' | 'failed'; result?: string; error_code?: string },
): Operation {
  return {
    ...operation,
    error_code: null,
    ...how,
    attempts: operation.attempts + 1,
    run_at: null,
    updated_at: now(),
  };
}

export async function updateOperation(
  trx: Transaction<Schema>,
  { id, status, result, error_code, attempts, run_at, updated_at }: Operation,
): Promise<void> {
  await trx
    .updateTable('operation')
    .set({ status, result, error_code, attempts, run_at, updated_at })
    .where('id', '=', id)
    .execute();
}

/** Settles it, and has the payment read: whatever the answer, Stripe may now say something else of it. */
async function settleWithHint(
  { store, now, wake }: Context,
  { id }: Payment,
  settle: (trx: Transaction<Schema>) => Promise<void>,
): Promise<Payment> {
  const at = now();
  const payment = await transaction(store.db, 'operation-settled', async (trx) => {
    await trx
      .updateTable('payment')
      .set((eb) => ({ dirty: eb('dirty', '+', 1), sync_at: at }))
      .where('id', '=', id)
      .execute();
    await settle(trx);
    return trx.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  });
  wake('sync', at);
  return payment;
}
