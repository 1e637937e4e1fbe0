/**
 * Adds payments up, by state and currency.
 *
 * What all of them come to is kept, and changes in the transaction that changes a payment: it costs the
 * same however many there are. What a filter lets through is added up when it is asked for.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Payment, PaymentTotal, Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { PaymentFilter, PaymentTotals } from './admin-contract.ts';
import { eachPage } from './search.ts';

const SUMS = ['amount', 'capturable', 'captured', 'refunded', 'disputed'] as const;
const FIGURES = ['count', ...SUMS] as const;

/** What is counted of a payment. */
type Counted = Pick<Payment, 'state' | 'currency' | (typeof SUMS)[number]>;

/** More are not added up: the operator narrows the time, or is content with the newest. */
const MOST_ADDED = 100_000;

/** Small enough that nobody else waits for long while one is read. */
const PAGE = 2_000;

export async function paymentTotals(
  store: Store,
  { state, ...others }: PaymentFilter,
  most = MOST_ADDED,
): Promise<PaymentTotals> {
  const all = Object.values(others).every((value) => value === undefined);
  if (all) return { totals: mostFirst(await keptTotals(store, state)), complete: true };
  const totals: Totals = new Map();
  let added = 0;
  for await (const rows of eachPage(store, { state, ...others }, Math.min(PAGE, most + 1))) {
    for (const row of rows.slice(0, most - added)) add(totals, row, 1);
    added += rows.length;
    if (added > most) break;
  }
  return { totals: mostFirst([...totals.values()]), complete: added <= most };
}

function keptTotals({ db }: Store, state: Payment['state'] | undefined): Promise<PaymentTotal[]> {
  const kept = db.selectFrom('payment_total').selectAll().where('count', '>', 0);
  return (state === undefined ? kept : kept.where('state', '=', state)).execute();
}

const mostFirst = (totals: readonly PaymentTotal[]) => totals.toSorted((a, b) => b.count - a.count);

/**
 * Keeps the totals in step with a payment that is written. To be called last in the transaction: others
 * that write payments wait for its end from here on.
 *
 * @param before as the transaction found it; undefined where it is new
 */
export async function countChange(
  trx: Transaction<Schema>,
  before: Counted | undefined,
  after: Counted,
): Promise<void> {
  const changes: Totals = new Map();
  if (before) add(changes, before, -1);
  add(changes, after, 1);
  // In one order everywhere, so that no two transactions wait for each other.
  for (const [, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (FIGURES.every((figure) => change[figure] === 0)) continue;
    await trx
      .insertInto('payment_total')
      .values(change)
      .onConflict((conflict) =>
        conflict
          .columns(['state', 'currency'])
          .doUpdateSet((eb) =>
            Object.fromEntries(
              FIGURES.map((figure) => [
                figure,
                eb(`payment_total.${figure}`, '+', eb.ref(`excluded.${figure}`)),
              ]),
            ),
          ),
      )
      .execute();
  }
}

/** By state and currency. */
type Totals = Map<string, PaymentTotal>;

function add(totals: Totals, payment: Counted, times: 1 | -1): void {
  const { state, currency } = payment;
  const key = `${state} ${currency}`;
  const total = totals.get(key) ?? {
    ...{ state, currency, count: 0, amount: 0 },
    ...{ capturable: 0, captured: 0, refunded: 0, disputed: 0 },
  };
  total.count += times;
  for (const sum of SUMS) total[sum] += times * payment[sum];
  totals.set(key, total);
}
