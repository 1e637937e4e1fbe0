/**
 * A payment is worked on by one at a time, in any process: by him who holds its lease.
 *
 * A lease ends by itself, so that a process that died holds nothing up for long. One who slept past
 * the end of his may still act; the fencing token keeps him from writing what he found.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import { commit } from '../store/commit.ts';
import type { Payment, Schema } from '../store/schema.ts';

/** A call to Stripe is given up before, and what came of it can still be written. */
const LONGEST_CALL_MS = 13_000;

/** Time for one call to Stripe, and for what comes before and after it. */
export const LEASE_MS = 15_000;

/** How often one who waits for a lease looks whether it is free. */
const LOOK_MS = 100;

/** The lease has passed to another: what was found under it must not be written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** @throws {@link CheckoutError} `payment_not_found` */
export async function readPayment({ store }: Context, id: string): Promise<Payment> {
  return store.db
    .selectFrom('payment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new CheckoutError('payment_not_found'));
}

/** Takes the lease of one payment, if it is free. */
export async function claimPayment(
  { store, now }: Context,
  id: string,
): Promise<Payment | undefined> {
  const at = now();
  return commit('lease', () =>
    store.db
      .updateTable('payment')
      .set((eb) => ({ lease_token: eb('lease_token', '+', 1), lease_until: at + LEASE_MS }))
      .where('id', '=', id)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', at)]))
      .returningAll()
      .executeTakeFirst(),
  );
}

/** Takes the leases of payments whose sync is due, the longest overdue first. */
export async function claimDuePayments({ store, now }: Context, most: number): Promise<Payment[]> {
  const at = now();
  return commit('lease', () =>
    store.db
      .updateTable('payment')
      .set((eb) => ({ lease_token: eb('lease_token', '+', 1), lease_until: at + LEASE_MS }))
      .where('id', 'in', (eb) =>
        store.skipLocked(
          eb
            .selectFrom('payment')
            .select('id')
            .where('sync_at', '<=', at)
            .where((due) => due.or([due('lease_until', 'is', null), due('lease_until', '<=', at)]))
            .orderBy('sync_at')
            .limit(most),
        ),
      )
      .returningAll()
      .execute(),
  );
}

/** The payment's row as it is now, locked until the transaction ends, if the lease still holds. */
export async function holdLease(
  { store }: Context,
  trx: Transaction<Schema>,
  { id, lease_token }: Payment,
): Promise<Payment> {
  const row = await store
    .lockRows(trx.selectFrom('payment').selectAll().where('id', '=', id))
    .executeTakeFirst();
  if (row?.lease_token !== lease_token) throw new LeaseLostError(id);
  return row;
}

/** Makes the lease last for another call to Stripe, if it would not by itself. */
export async function renewLease({ store, now }: Context, payment: Payment): Promise<void> {
  if ((payment.lease_until ?? 0) - now() > LONGEST_CALL_MS) return;
  const { numUpdatedRows } = await commit('lease', () =>
    store.db
      .updateTable('payment')
      .set({ lease_until: now() + LEASE_MS })
      .where('id', '=', payment.id)
      .where('lease_token', '=', payment.lease_token)
      .executeTakeFirst(),
  );
  if (numUpdatedRows === 0n) throw new LeaseLostError(payment.id);
}

/**
 * Gives the lease back; nothing happens when it has passed to another. Whoever waits for the payment
 * is told now, and not when it was written: woken while the lease is held, one could wait for ever.
 */
export async function releaseLease({ store, signals }: Context, payment: Payment): Promise<void> {
  await commit('lease', () =>
    store.db
      .updateTable('payment')
      .set({ lease_until: null })
      .where('id', '=', payment.id)
      .where('lease_token', '=', payment.lease_token)
      // It may have been given back with what was written last, which saves a commit.
      .where('lease_until', 'is not', null)
      .execute(),
  );
  signals.changed(payment.id);
}

/**
 * Takes the payment's lease, waiting for whoever holds it, and gives it back when `work` is done.
 *
 * @throws {@link CheckoutError} `payment_not_found`; `busy` when it is not free within `waitMs`.
 */
export async function withLease<T>(
  context: Context,
  id: string,
  waitMs: number,
  work: (payment: Payment) => Promise<T>,
): Promise<T> {
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    const payment = await claimPayment(context, id);
    if (payment) {
      try {
        return await work(payment);
      } finally {
        await releaseLease(context, payment);
      }
    }
    await assertExists(context, id);
    if (performance.now() >= giveUpAt) throw new CheckoutError('busy');
    await nextSign(context, id);
  }
}

async function assertExists({ store }: Context, id: string): Promise<void> {
  await store.db
    .selectFrom('payment')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new CheckoutError('payment_not_found'));
}

/** Resolves when this process changes the payment, or it is time to look what another one did. */
export function nextSign({ signals }: Context, id: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      off();
      resolve();
    };
    const timer = setTimeout(done, LOOK_MS);
    const off = signals.onChange(id, done);
  });
}
