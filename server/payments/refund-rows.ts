/**
 * The rows that refunds and disputes have of their own: written with the payment's facts, and found by
 * their ids.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { PaymentFacts } from './facts.ts';

type Trx = Transaction<Schema>;

/** Makes the payment's refunds what the facts say, where they said something else before. */
export async function writeRefunds(
  trx: Trx,
  paymentId: string,
  before: PaymentFacts | undefined,
  { refunds }: PaymentFacts,
): Promise<void> {
  if (isSame(refunds, before?.refunds ?? [])) return;
  // A hold that was let go may have looked like a refund.
  await trx.deleteFrom('refund').where('payment_id', '=', paymentId).execute();
  if (refunds.length === 0) return;
  await trx
    .insertInto('refund')
    .values(
      refunds.map(({ id, created, amount, status, reason, failureReason, operation }) => ({
        id,
        payment_id: paymentId,
        amount,
        status,
        reason,
        failure_reason: failureReason,
        operation_id: operation,
        created_at: created * 1000,
      })),
    )
    .execute();
}

/** The same for its disputes. */
export async function writeDisputes(
  trx: Trx,
  paymentId: string,
  before: PaymentFacts | undefined,
  { disputes }: PaymentFacts,
): Promise<void> {
  if (isSame(disputes, before?.disputes ?? [])) return;
  await trx.deleteFrom('dispute').where('payment_id', '=', paymentId).execute();
  if (disputes.length === 0) return;
  await trx
    .insertInto('dispute')
    .values(
      disputes.map(({ id, created, amount, currency, status, reason }) => ({
        id,
        payment_id: paymentId,
        amount,
        currency,
        status,
        reason,
        created_at: created * 1000,
      })),
    )
    .execute();
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
