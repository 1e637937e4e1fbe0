/**
 * What operators may do.
 *
 * @module
 */

/**
 * `view`: read payments, notifications, the audit trail. `operate`: capture, void, refund, send again.
 * `configure`: keys, webhook, methods, and who the operators are.
 */
export const SCOPES = ['view', 'operate', 'configure'] as const;

export type Scope = (typeof SCOPES)[number];

/** Who makes a request of the back office, and what they may do. */
export interface Operator {
  /** Written to the audit trail: a token's id, or whatever the merchant's own login calls them. */
  actor: string;
  scopes: readonly Scope[];
}

/** The merchant's own login: who sends the request, or nothing when it is no operator. */
export type Authorize = (
  request: Request,
) => Operator | null | undefined | Promise<Operator | null | undefined>;

/** Whether the scopes cover what is needed. Whoever may do anything may see. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.includes(needed) || (needed === 'view' && scopes.length > 0);
}
