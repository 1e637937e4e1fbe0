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

/** A list shows of the orders that begin alike the first so many: whoever looks for one types on. */
const MOST_ORDERS = 100;

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
  // One more than is shown tells whether there are more.
  const slice = { before, limit: limit + 1, orders: MOST_ORDERS };
  const found = page(await selectPayments(store, filter, slice).execute(), limit);
  return { payments: found.rows.map(summary), next: found.next };
}

/** All that the filter lets through, newest first, `size` at a time. */
export async function* eachPage(
  store: Store,
  filter: PaymentFilter,
  size: number,
): AsyncGenerator<PaymentRow[]> {
  let rows: PaymentRow[];
  let before: Place | undefined;
  do {
    rows = await selectPayments(store, filter, { before, limit: size }).execute();
    if (rows.length > 0) yield rows;
    before = rows.at(-1);
  } while (rows.length === size);
}

interface Slice {
  before: Place | undefined;
  limit: number;
  /** How many of the orders that begin as the filter's `q` are looked at; all, where left out. */
  orders?: number;
}

/** The newest of the payments that the filter lets through. */
export function selectPayments(store: Store, filter: PaymentFilter, slice: Slice) {
  const { q } = filter;
  if (q === undefined) return selectSlice(store, filter, slice);
  // Each way's newest are enough to know the newest of all. `union` leaves out what is found twice.
  const found = meanings(store, q, slice)
    .map((meant) => store.db.selectFrom(meant(selectSlice(store, filter, slice)).as('way')))
    .map((way) => way.selectAll())
    .reduce((all, way) => all.union(way));
  return newestFirst(store.db.selectFrom(found.as('found')).selectAll()).limit(slice.limit);
}

type PaymentSelect = SelectQueryBuilder<Schema, 'payment', PaymentRow>;

/** What `q` may mean, whatever it looks like: each way of finding it goes over an index. */
function meanings({ db, dialect }: Store, q: string, { orders }: Slice): Meaning[] {
  const named = db
    .selectFrom('payment')
    .select('id')
    .where('id', '=', q)
    .unionAll(db.selectFrom('payment').select('id').where('intent_id', '=', q))
    .unionAll(db.selectFrom('payment').select('id').where('charge_id', '=', q))
    .unionAll(db.selectFrom('refund').select('payment_id as id').where('id', '=', q))
    .unionAll(db.selectFrom('dispute').select('payment_id as id').where('id', '=', q))
    .unionAll(db.selectFrom('operation').select('payment_id as id').where('id', '=', q));
  const order = sql<string>`order_id ${sql.raw(dialect === 'sqlite' ? 'collate binary' : 'collate "C"')}`;
  let begun = db
    .selectFrom('payment')
    .select('id')
    .where(order, '>=', q)
    .where(order, '<', `${q}\u{10ffff}`);
  if (orders !== undefined) begun = begun.orderBy(order).limit(orders);
  return [
    (rows) => rows.where('id', 'in', named),
    (rows) => rows.where('id', 'in', begun),
    (rows) => rows.where('email', '=', q),
    ...amountsMeant(q).map(
      ([amount, of]): Meaning =>
        (rows) =>
          rows.where('amount', '=', amount).where('currency', 'in', of),
    ),
  ];
}

type Meaning = (rows: PaymentSelect) => PaymentSelect;

function selectSlice(
  { db }: Store,
  { state, method, from, to, refunded, disputed }: PaymentFilter,
  { before, limit }: Slice,
): PaymentSelect {
  let rows = newestFirst(db.selectFrom('payment').select(COLUMNS)).limit(limit);
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

const newestFirst = <DB, TB extends keyof DB>(rows: SelectQueryBuilder<DB, TB, PaymentRow>) =>
  rows.orderBy(sql`created_at`, 'desc').orderBy(sql`id`, 'desc');

/** `42.00` in minor units, with the currencies that have so many of them. */
function amountsMeant(q: string): [amount: number, of: Currency[]][] {
  const [, whole, fraction = '', currency] =
    /^(\d{1,15})(?:[.,](\d{1,3}))?(?: ?([a-z]{3}))?$/i.exec(q) ?? [];
  const meant = new Map<number, Currency[]>();
  if (whole === undefined) return [];
  const decimal = fraction === '' ? whole : `${whole}.${fraction}`;
  for (const one of currencies) {
    if (currency !== undefined && currency.toLowerCase() !== one) continue;
    const amount = minorUnits(decimal, one);
    if (amount !== undefined) meant.set(amount, [...(meant.get(amount) ?? []), one]);
  }
  return [...meant];
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
