/**
 * Finds out what became of operations whose answer was lost, or whose process died.
 *
 * While Stripe remembers the idempotency key, the same request is sent again: it is answered with what
 * happened, or done now. After that, or when Stripe repeats a stored server error, Stripe's objects
 * are searched for the operation's id. A fresh key is never used: it could do the thing twice.
 *
 * @module
 */
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import { commit, transaction } from '../store/commit.ts';
import type { Operation, Payment } from '../store/schema.ts';
import { StripeCallError } from '../stripe.ts';
import { METADATA } from './from-stripe.ts';
import { LeaseLostError, withLease } from './lease.ts';
import { giveUpAttempt, resolved, send, updateOperation } from './operation.ts';
import { readAndWrite } from './sync.ts';

/** Stripe keeps idempotency keys for 24 hours at least. */
const KEY_LIFETIME_MS = 23 * 60 * 60 * 1000;

/** How long a request that is still on its way may take to have its effect at Stripe. */
const SETTLING_MS = 60_000;

/** While an operation is looked after, no other process takes it up. */
const CLAIM_MS = 30_000;

/** Takes operations that should have been resolved by now. */
export async function claimUnresolved({ store, now }: Context, most: number): Promise<Operation[]> {
  const at = now();
  return commit('operation-claimed', () =>
    store.db
      .updateTable('operation')
      .set({ run_at: at + CLAIM_MS })
      .where('id', 'in', (eb) =>
        store.skipLocked(
          eb
            .selectFrom('operation')
            .select('id')
            .where('run_at', '<=', at)
            .orderBy('run_at')
            .limit(most),
        ),
      )
      .returningAll()
      .execute(),
  );
}

/** Resolves one operation, or leaves it for later. */
export async function resolve(context: Context, { id, payment_id }: Operation): Promise<void> {
  try {
    await withLease(context, payment_id, CLAIM_MS / 2, async (leased) => {
      const operation = await context.store.db
        .selectFrom('operation')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      // Somebody else has resolved it while this waited for the lease.
      if (operation.run_at === null) return;
      await resolveLeased(context, leased, operation);
    });
  } catch (error) {
    const passing =
      error instanceof StripeCallError ||
      error instanceof LeaseLostError ||
      (error instanceof CheckoutError && error.code === 'busy');
    if (!passing) throw error;
  }
}

/**
 * Resolves an operation of a payment whose lease the caller holds and keeps.
 *
 * @returns Stripe's refusal, or why the operation is still unresolved
 */
export async function resolveLeased(
  context: Context,
  leased: Payment,
  operation: Operation,
): Promise<StripeCallError | undefined> {
  const age = context.now() - operation.created_at;
  if (age < KEY_LIFETIME_MS) {
    const { error } = await send(context, leased, operation);
    // A stored server error would be repeated for ever, whatever really happened.
    if (error?.outcome !== 'unknown' || !error.replayed || age < SETTLING_MS) return error;
  }
  const result = await search(context, leased, operation);
  await transaction(context.store.db, 'operation-settled', async (trx) => {
    const how =
      result === null
        ? ({ status: 'failed', error_code: 'not_executed' } as const)
        : ({ status: 'succeeded', result } as const);
    await updateOperation(trx, resolved(context, operation, how));
    if (result === null && operation.kind === 'create') await giveUpAttempt(trx, leased);
  });
  if (leased.intent_id !== null) await readAndWrite(context, leased);
  return undefined;
}

/** The id of the Stripe object that the operation made or changed; null when there is none. */
async function search(
  { stripe }: Context,
  { intent_id: intentId }: Payment,
  { id, kind }: Operation,
): Promise<string | null> {
  // A PaymentIntent that we have no id of was never handed to a page: nobody can have paid it.
  if (intentId === null) return null;
  if (kind === 'refund') {
    const refunds = await stripe.call('read', (client) =>
      client.refunds
        .list({ payment_intent: intentId, limit: 100 })
        .autoPagingToArray({ limit: 1_000 }),
    );
    return refunds.find(({ metadata }) => metadata?.[METADATA.operation] === id)?.id ?? null;
  }
  const intent = await stripe.call('read', (client) => client.paymentIntents.retrieve(intentId));
  const happened =
    kind === 'void' ? intent.status === 'canceled' : intent.metadata[METADATA.operation] === id;
  return happened ? intent.id : null;
}
