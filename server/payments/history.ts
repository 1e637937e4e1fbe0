/**
 * One payment with all that happened to it, for the back office.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import { CheckoutError } from '../checkout-error.ts';
import { readAudit } from '../operators/audit.ts';
import type { Operation, Payment, Schema } from '../store/schema.ts';
import type { OperationView, PaymentDetail } from './admin-contract.ts';
import type { PaymentRecord } from './changes.ts';
import { summary } from './search.ts';
import { viewOf } from './state.ts';

const MOST_ENTRIES = 200;

/** @throws {@link CheckoutError} `payment_not_found`. */
export async function paymentHistory(db: Kysely<Schema>, id: string): Promise<PaymentDetail> {
  const payment = await db
    .selectFrom('payment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new CheckoutError('payment_not_found'));
  const [operations, notifications, events, alarms, audit] = await Promise.all([
    db
      .selectFrom('operation')
      .selectAll()
      .where('payment_id', '=', id)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MOST_ENTRIES)
      .execute(),
    db
      .selectFrom('outbox')
      .selectAll()
      .where('payment_id', '=', id)
      .orderBy('seq', 'desc')
      .limit(MOST_ENTRIES)
      .execute(),
    db
      .selectFrom('inbox')
      .selectAll()
      .where('intent_id', '=', payment.intent_id ?? '')
      .orderBy('received_at', 'desc')
      .limit(MOST_ENTRIES)
      .execute(),
    db
      .selectFrom('alarm')
      .selectAll()
      .where('payment_id', '=', id)
      .orderBy('created_at', 'desc')
      .limit(MOST_ENTRIES)
      .execute(),
    readAudit(db, { payment: id, limit: MOST_ENTRIES }),
  ]);
  const facts = factsOf(payment);
  const view = facts && viewOf(facts);
  return {
    payment: summary(payment),
    facts: facts && { ...facts },
    can: {
      capture: view?.capturable ?? 0,
      captureAgain: view?.state === 'authorized' && (facts?.multicapture ?? false),
      void: view?.state === 'open' || (view?.release ?? null) !== null,
      refund: view?.refundable ?? 0,
    },
    syncedAt: payment.synced_at,
    stale: payment.dirty > payment.synced,
    operations: operations.map(operationView),
    notifications: notifications.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state,
      attempts: row.attempts,
      lastError: row.last_error,
      deliveredAt: row.delivered_at,
      at: row.created_at,
    })),
    events: events.map((row) => ({
      id: row.id,
      type: row.type,
      state: row.state,
      created: row.created,
      at: row.received_at,
    })),
    alarms: alarms.map((row) => ({
      id: row.id,
      kind: row.kind,
      detail: row.detail,
      resolvedAt: row.resolved_at,
      at: row.created_at,
    })),
    audit: audit.entries,
  };
}

const factsOf = ({ record }: Payment): PaymentRecord['facts'] | null =>
  record === null ? null : (JSON.parse(record) as PaymentRecord).facts;

export const operationView = (row: Operation): OperationView => ({
  id: row.id,
  kind: row.kind,
  amount: row.amount,
  status: row.status,
  actor: row.actor,
  result: row.result,
  errorCode: row.error_code,
  at: row.created_at,
});
