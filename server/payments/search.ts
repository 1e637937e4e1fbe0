/**
 * Finds payments for the back office. Every filter goes over an index, so that a page costs the same
 * whether a thousand payments are stored or a million.
 *
 * @module
 */
import { sql, type SelectQueryBuilder } from 'kysely';
import { InvalidInputError } from '../errors.ts';
import { currencies, toMinorUnits, type Currency } from '../money/index.ts';
import { page, readCursor, type Place } from '../store/page.ts';
import type { Payment, Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { PaymentFilter, PaymentPage, PaymentQuery, PaymentSummary } from './admin-contract.ts';

/** How many payments are looked through of those that an email, an amount or an order id's beginning fits. */
const MOST_FOUND = 1_000;

const COLUMNS = [
  'id',
  'order_id',
  'intent_id',
  'charge_id',
  'livemode',
  'state',
  'amount',
  'currency',
  'captured',
  'refunded',
  'capturable',
  'disputed',
  'contested',
  'method',
  'email',
  'capture_method',
  'capture_before',
  'failures',
  'version',
  'created_at',
  'updated_at',
] as const;

export type PaymentRow = Pick<Payment, (typeof COLUMNS)[number]>;

/** @throws {@link CheckoutError} `invalid_request` when the cursor is none. */
export async function searchPayments(
  store: Store,
  { cursor, limit, ...filter }: PaymentQuery,
): Promise<PaymentPage> {
  const before = cursor === undefined ? undefined : readCursor(cursor);
  const ids = await idsMeant(store, filter);
  // One more than is shown tells whether there are more.
  const rows = await selectPayments(store, filter, { ids, before, limit: limit + 1 }).execute();
  const found = page(rows, limit);
  return { payments: found.rows.map(summary), next: found.next };
}

/** All that the filter lets through, newest first, `size` at a time. */
export async function* eachPage(
  store: Store,
  filter: PaymentFilter,
  size: number,
): AsyncGenerator<PaymentRow[]> {
  const ids = await idsMeant(store, filter);
  let rows: PaymentRow[];
  let before: Place | undefined;
  do {
    rows = await selectPayments(store, filter, { ids, before, limit: size }).execute();
    if (rows.length > 0) yield rows;
    before = rows.at(-1);
  } while (rows.length === size);
}

interface Slice {
  /** The payments that the filter's `q` may mean; undefined where it has none. */
  ids: readonly string[] | undefined;
  before: Place | undefined;
  limit: number;
}

export function selectPayments(
  { db }: Store,
  { state, method, from, to, refunded, disputed }: PaymentFilter,
  { ids, before, limit }: Slice,
) {
  let rows = db
    .selectFrom('payment')
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (ids !== undefined) rows = rows.where('id', 'in', ids.length > 0 ? ids : ['']);
  if (state !== undefined) rows = rows.where('state', '=', state);
  if (method !== undefined) rows = rows.where('method', '=', method);
  if (from !== undefined) rows = rows.where('created_at', '>=', from);
  if (to !== undefined) rows = rows.where('created_at', '<', to);
  // The number stands in the text: the planner takes a partial index only when it sees it.
  if (refunded !== undefined) rows = rows.where('refunded', refunded ? '>' : '=', sql.lit(0));
  if (disputed !== undefined) rows = rows.where('contested', disputed ? '>' : '=', sql.lit(0));
  if (before !== undefined) {
    const { created_at, id } = before;
    rows = rows.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(created_at, id)));
  }
  return rows;
}

async function idsMeant(store: Store, { q }: PaymentFilter): Promise<string[] | undefined> {
  if (q === undefined) return undefined;
  const rows = await selectMeant(store, q).execute();
  return [...new Set(rows.map(({ id }) => id))];
}

/** The payments that `q` is an id of, or part of, whatever it looks like: each way is an index. */
export function selectMeant({ db, dialect }: Store, q: string) {
  const payments = db.selectFrom('payment').select('payment.id');
  const some = (query: SelectQueryBuilder<Schema, 'payment', { id: string }>) =>
    db.selectFrom(query.limit(MOST_FOUND).as('some')).select('some.id');
  const order = sql<string>`order_id ${sql.raw(dialect === 'sqlite' ? 'collate binary' : 'collate "C"')}`;
  const newest = payments.orderBy('created_at', 'desc').orderBy('id', 'desc');

  let found = payments
    .where('id', '=', q)
    .unionAll(payments.where('intent_id', '=', q))
    .unionAll(payments.where('charge_id', '=', q))
    .unionAll(db.selectFrom('refund').select('payment_id as id').where('id', '=', q))
    .unionAll(db.selectFrom('dispute').select('payment_id as id').where('id', '=', q))
    .unionAll(db.selectFrom('operation').select('payment_id as id').where('id', '=', q))
    .unionAll(some(newest.where('email', '=', q)))
    .unionAll(
      some(payments.where(order, '>=', q).where(order, '<', `${q}\u{10ffff}`).orderBy(order)),
    );
  for (const [amount, of] of amountsMeant(q)) {
    found = found.unionAll(some(newest.where('amount', '=', amount).where('currency', 'in', of)));
  }
  return found;
}

/** `42.00` in minor units, with the currencies that have so many of them. */
function amountsMeant(q: string): Map<number, Currency[]> {
  const [, whole, fraction = '', currency] =
    /^(\d{1,15})(?:[.,](\d{1,3}))?(?: ?([a-z]{3}))?$/i.exec(q) ?? [];
  const meant = new Map<number, Currency[]>();
  if (whole === undefined) return meant;
  const decimal = fraction === '' ? whole : `${whole}.${fraction}`;
  for (const one of currencies) {
    if (currency !== undefined && currency.toLowerCase() !== one) continue;
    const amount = minorUnits(decimal, one);
    if (amount !== undefined) meant.set(amount, [...(meant.get(amount) ?? []), one]);
  }
  return meant;
}

function minorUnits(decimal: string, currency: Currency): number | undefined {
  try {
    return toMinorUnits(decimal, currency);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

/** A payment as it is listed. */
export const summary = (row: PaymentRow): PaymentSummary => ({
  id: row.id,
  orderId: row.order_id,
  intentId: row.intent_id,
  chargeId: row.charge_id,
  livemode: row.livemode === 1,
  state: row.state,
  amount: row.amount,
  currency: row.currency,
  captured: row.captured,
  refunded: row.refunded,
  capturable: row.capturable,
  disputed: row.disputed,
  contested: row.contested === 1,
  method: row.method,
  email: row.email,
  captureMethod: row.capture_method,
  captureBefore: row.capture_before,
  failures: row.failures,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
