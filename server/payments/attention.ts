/**
 * What waits for an operator: notifications that were given up, and alarms.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { Attention } from './admin-contract.ts';

/** Of each kind: whoever has more has one cause behind them all. */
const MOST = 100;

/** The oldest first. */
export async function needingAttention({ store: { db } }: Context): Promise<Attention> {
  const [parked, alarms] = await Promise.all([
    db
      .selectFrom('outbox')
      .innerJoin('payment', 'payment.id', 'outbox.payment_id')
      .select([
        'outbox.id',
        'outbox.kind',
        'outbox.attempts',
        'outbox.last_error as lastError',
        'outbox.created_at as at',
        'outbox.payment_id as paymentId',
        'payment.order_id as orderId',
      ])
      .where('outbox.state', '=', 'parked')
      .orderBy('outbox.created_at')
      .limit(MOST)
      .execute(),
    db
      .selectFrom('alarm')
      .leftJoin('payment', 'payment.id', 'alarm.payment_id')
      .select([
        'alarm.id',
        'alarm.kind',
        'alarm.detail',
        'alarm.created_at as at',
        'alarm.payment_id as paymentId',
        'payment.order_id as orderId',
      ])
      .where('alarm.resolved_at', 'is', null)
      .orderBy('alarm.created_at')
      .limit(MOST)
      .execute(),
  ]);
  return { parked, alarms };
}
