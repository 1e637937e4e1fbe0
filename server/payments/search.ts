/**
 * Finds payments for the back office. Every filter goes over an index, so that a page costs the same
 * whether a thousand payments are stored or a million.
 *
 * @module
 */
import { sql, type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely';
import { page, readCursor } from '../store/page.ts';
import type { Payment, Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { PaymentPage, PaymentQuery, PaymentSummary } from './admin-contract.ts';

/** How many orders are looked through when only the beginning of an id is known. */
const MOST_ORDERS = 1_000;

const COLUMNS = [
  'id',
  'order_id',
  'intent_id',
  'livemode',
  'state',
  'amount',
  'currency',
  'captured',
  'refunded',
  'capturable',
  'disputed',
  'method',
  'email',
  'capture_method',
  'capture_before',
  'failures',
  'version',
  'created_at',
  'updated_at',
] as const;

/** @throws {@link CheckoutError} `invalid_request` when the cursor is none. */
export async function searchPayments(store: Store, query: PaymentQuery): Promise<PaymentPage> {
  const found = page(await selectPayments(store, query).execute(), query.limit);
  return { payments: found.rows.map(summary), next: found.next };
}

/** One row more than a page shows. */
export function selectPayments(store: Store, query: PaymentQuery) {
  const { state, method, from, to, refunded, disputed, q, cursor, limit } = query;
  let rows = store.db
    .selectFrom('payment')
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (state !== undefined) rows = rows.where('state', '=', state);
  if (method !== undefined) rows = rows.where('method', '=', method);
  if (from !== undefined) rows = rows.where('created_at', '>=', from);
  if (to !== undefined) rows = rows.where('created_at', '<', to);
  // The number stands in the text: the planner takes a partial index only when it sees it.
  if (refunded !== undefined) rows = rows.where('refunded', refunded ? '>' : '=', sql.lit(0));
  if (disputed !== undefined) rows = rows.where('disputed', disputed ? '>' : '=', sql.lit(0));
  if (q !== undefined) rows = rows.where(matches(store, q));
  if (cursor !== undefined) {
    const { created_at, id } = readCursor(cursor);
    rows = rows.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(created_at, id)));
  }
  return rows;
}

type Match = (
  eb: ExpressionBuilder<Schema, 'payment'>,
) => ExpressionWrapper<Schema, 'payment', SqlBool>;

function matches({ dialect }: Store, q: string): Match {
  if (/^pay_\w+$/.test(q)) return (eb) => eb('id', '=', q);
  if (/^pi_\w+$/.test(q)) return (eb) => eb('intent_id', '=', q);
  if (q.includes('@')) return (eb) => eb('email', '=', q);
  const order = sql<string>`order_id ${sql.raw(dialect === 'sqlite' ? 'collate binary' : 'collate "C"')}`;
  return (eb) =>
    eb(
      'id',
      'in',
      eb
        .selectFrom('payment')
        .select('id')
        .where(order, '>=', q)
        .where(order, '<', `${q}\u{10ffff}`)
        .orderBy(order)
        .limit(MOST_ORDERS),
    );
}

/** A payment as it is listed. */
export const summary = (row: Pick<Payment, (typeof COLUMNS)[number]>): PaymentSummary => ({
  id: row.id,
  orderId: row.order_id,
  intentId: row.intent_id,
  livemode: row.livemode === 1,
  state: row.state,
  amount: row.amount,
  currency: row.currency,
  captured: row.captured,
  refunded: row.refunded,
  capturable: row.capturable,
  disputed: row.disputed,
  method: row.method,
  email: row.email,
  captureMethod: row.capture_method,
  captureBefore: row.capture_before,
  failures: row.failures,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
