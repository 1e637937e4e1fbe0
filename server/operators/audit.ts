/**
 * The audit trail: who did what. Rows are only ever added.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import { newId } from '../ids.ts';
import type { Schema } from '../store/schema.ts';

export interface AuditEntry {
  actor: string;
  /** What was done, such as `refund` or `operator_created`. */
  action: string;
  payment?: string;
  operation?: string;
  /** What else is worth knowing, such as the amount. Never a secret. */
  detail?: Record<string, unknown>;
}

/** @param db pass the transaction that does what is recorded, so that neither is there without the other. */
export async function recordAudit(
  db: Kysely<Schema>,
  { actor, action, payment, operation, detail = {} }: AuditEntry,
  now: number,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: newId('aud', now),
      actor,
      action,
      payment_id: payment ?? null,
      operation_id: operation ?? null,
      detail: JSON.stringify(detail),
      created_at: now,
    })
    .execute();
}
