/**
 * Delivers notifications: at least once each, in order for each payment, payments side by side.
 *
 * @module
 */
import { setTimeout } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import { failpoint } from '../failpoints.ts';
import { recordAudit } from '../operators/audit.ts';
import { commit, transaction } from '../store/commit.ts';
import type { OutboxRow } from '../store/schema.ts';
import { jittered } from '../payments/schedule.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Callbacks, Notification, NotificationKind } from './notification.ts';

/** The longest that a callback may take. */
const PATIENCE_MS = 15_000;

/** While a delivery runs no other process repeats it; after a crash, it is repeated this late. */
const CLAIM_MS = 2 * PATIENCE_MS;

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Gaps between attempts: three days in all, as long as Stripe itself tries. */
const GAPS = [
  5 * SECOND,
  30 * SECOND,
  120 * SECOND,
  600 * SECOND,
  HOUR,
  3 * HOUR,
  ...Array<number>(11).fill(6 * HOUR),
];

const callbackNames = {
  authorized: 'authorized',
  paid: 'paid',
  failed: 'failed',
  canceled: 'canceled',
  refunded: 'refunded',
  refund_failed: 'refundFailed',
  disputed: 'disputed',
  dispute_closed: 'disputeClosed',
} as const satisfies Record<NotificationKind, keyof Callbacks>;

/**
 * Takes notifications that are due. One of a payment waits until those before it are delivered or
 * parked.
 */
export async function claimNotifications(
  { store, now }: Context,
  most: number,
): Promise<OutboxRow[]> {
  const at = now();
  return commit('notification-claimed', () =>
    store.db
      .updateTable('outbox')
      .set((eb) => ({ run_at: at + CLAIM_MS, attempts: eb('attempts', '+', 1) }))
      .where('id', 'in', (eb) =>
        store.skipLocked(
          eb
            .selectFrom('outbox as due')
            .select('due.id')
            .where('due.state', '=', 'pending')
            .where('due.run_at', '<=', at)
            .where((expression) =>
              expression.not(
                expression.exists(
                  expression
                    .selectFrom('outbox as earlier')
                    .select('earlier.id')
                    .whereRef('earlier.payment_id', '=', 'due.payment_id')
                    .whereRef('earlier.seq', '<', 'due.seq')
                    .where('earlier.state', '=', 'pending'),
                ),
              ),
            )
            .orderBy('due.run_at')
            .limit(most),
        ),
      )
      .returningAll()
      .execute(),
  );
}

/** Calls the shop's callback, and records whether it took the notification. */
export async function deliver(context: Context, row: OutboxRow): Promise<void> {
  try {
    await failpoint('notification:before-delivery');
    await call(context.settings.on, JSON.parse(row.body) as Notification);
    await failpoint('notification:after-delivery');
  } catch (error) {
    await postpone(context, row, error);
    return;
  }
  const at = context.now();
  await commit('notification-settled', () =>
    context.store.db
      .updateTable('outbox')
      .set({ state: 'delivered', delivered_at: at, last_error: null })
      .where('id', '=', row.id)
      .execute(),
  );
  // The payment's next one may go now.
  context.wake('outbox', at);
}

async function call(callbacks: Callbacks, notification: Notification): Promise<void> {
  const callback = callbacks[callbackNames[notification.kind]] as
    ((notification: Notification) => void | Promise<void>) | undefined;
  if (!callback) return;
  const waiting = new AbortController();
  try {
    await Promise.race([
      callback(notification),
      setTimeout(PATIENCE_MS, undefined, { signal: waiting.signal }).then(() => {
        throw new Error(`the callback took more than ${PATIENCE_MS} ms`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}

const TRY_AGAIN = { final: false, retryAfterMs: 0 };

/** Tries again later; after the last gap it is parked, and lets the payment's next ones pass. */
async function postpone(context: Context, row: OutboxRow, error: unknown): Promise<void> {
  const { store, now, log } = context;
  const { id, payment_id: payment, kind, attempts } = row;
  const { final, retryAfterMs } = error instanceof DeliveryError ? error : TRY_AGAIN;
  const gap = final ? undefined : GAPS[attempts - 1];
  const level = gap === undefined ? 'error' : 'warn';
  log[level]({ notification: id, payment, kind, attempts, err: error }, 'notification failed');
  const at = now();
  const later = gap === undefined ? at : at + Math.max(jittered(gap), retryAfterMs);
  await commit('notification-settled', () =>
    store.db
      .updateTable('outbox')
      .set({
        state: gap === undefined ? 'parked' : 'pending',
        run_at: later,
        last_error: String(error instanceof Error ? error.message : error).slice(0, 500),
      })
      .where('id', '=', id)
      .execute(),
  );
  context.wake('outbox', later);
}

/**
 * Delivers a notification again, soon: one that was parked, or one that the shop has lost.
 *
 * @throws {@link CheckoutError} `not_found`
 */
export async function resend(
  { store, now, wake }: Context,
  id: string,
  actor: string,
): Promise<void> {
  const at = now();
  await transaction(store.db, 'notification-resent', async (trx) => {
    const { payment_id: payment } = await trx
      .updateTable('outbox')
      .set({ state: 'pending', attempts: 0, run_at: at, delivered_at: null })
      .where('id', '=', id)
      .returning('payment_id')
      .executeTakeFirstOrThrow(() => new CheckoutError('not_found'));
    const detail = { notification: id };
    await recordAudit(trx, { actor, action: 'notification_resent', payment, detail }, at);
  });
  wake('outbox', at);
}
