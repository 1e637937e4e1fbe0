/**
 * The audit trail: who did what. Rows are only ever added.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import { newId } from '../ids.ts';
import { page, readCursor } from '../store/page.ts';
import type { AuditRow, Schema } from '../store/schema.ts';
import type { AuditEntryView, AuditPage } from './contract.ts';

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

interface AuditQuery {
  payment?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** The trail, newest first; of one payment where it is named. */
export async function readAudit(
  db: Kysely<Schema>,
  { payment, cursor, limit }: AuditQuery,
): Promise<AuditPage> {
  let query = db
    .selectFrom('audit')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (payment !== undefined) query = query.where('payment_id', '=', payment);
  if (cursor !== undefined) {
    const { created_at, id } = readCursor(cursor);
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(created_at, id)));
  }
  const { rows, next } = page(await query.execute(), limit);
  return { entries: rows.map(auditEntry), next };
}

const auditEntry = (row: AuditRow): AuditEntryView => ({
  id: row.id,
  actor: row.actor,
  action: row.action,
  paymentId: row.payment_id,
  operationId: row.operation_id,
  detail: JSON.parse(row.detail) as Record<string, unknown>,
  at: row.created_at,
});
