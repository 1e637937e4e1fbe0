/**
 * The HTTP contract of operators: signing in, tokens, the audit trail.
 *
 * @module
 */
import * as v from 'valibot';
import { SCOPES } from './scopes.ts';

const scopes = v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1), v.maxLength(SCOPES.length));

/** `POST /admin/session` */
export const signInSchema = v.strictObject({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});

/** `GET /admin/session`. Times are milliseconds since 1970. */
export const signedInSchema = v.object({
  actor: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
});

/** `POST /admin/operators` */
export const newOperatorSchema = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  scopes,
  expiresAt: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});

export const operatorSchema = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  createdBy: v.string(),
  createdAt: v.number(),
  expiresAt: v.nullable(v.number()),
  revokedAt: v.nullable(v.number()),
});

export const operatorsSchema = v.object({ operators: v.array(operatorSchema) });

/** The only time that the token is shown. */
export const createdOperatorSchema = v.object({ token: v.string(), operator: operatorSchema });

export const auditEntrySchema = v.object({
  id: v.string(),
  actor: v.string(),
  action: v.string(),
  paymentId: v.nullable(v.string()),
  operationId: v.nullable(v.string()),
  detail: v.record(v.string(), v.unknown()),
  at: v.number(),
});

export const auditPageSchema = v.object({
  entries: v.array(auditEntrySchema),
  /** Given back as `cursor` for the entries before these; null when there are none. */
  next: v.nullable(v.string()),
});

export type NewOperator = v.InferOutput<typeof newOperatorSchema>;
export type OperatorToken = v.InferOutput<typeof operatorSchema>;
export type AuditEntryView = v.InferOutput<typeof auditEntrySchema>;
export type AuditPage = v.InferOutput<typeof auditPageSchema>;
