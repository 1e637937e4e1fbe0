/**
 * Adds payments up, by state and currency.
 *
 * @module
 */
import type { Store } from '../store/store.ts';
import type { PaymentFilter, PaymentTotals } from './admin-contract.ts';
import { eachPage, type PaymentRow } from './search.ts';

type Total = PaymentTotals['totals'][number];

/** More are not added up: the operator narrows the time, or is content with the newest. */
const MOST_ADDED = 100_000;

/** Small enough that nobody else waits for long while one is read. */
const PAGE = 2_000;

export async function paymentTotals(
  store: Store,
  filter: PaymentFilter,
  most = MOST_ADDED,
): Promise<PaymentTotals> {
  const totals = new Map<string, Total>();
  let added = 0;
  for await (const rows of eachPage(store, filter, Math.min(PAGE, most + 1))) {
    for (const row of rows.slice(0, most - added)) add(totals, row);
    added += rows.length;
    if (added > most) break;
  }
  return {
    totals: [...totals.values()].sort((a, b) => b.count - a.count),
    complete: added <= most,
  };
}

function add(totals: Map<string, Total>, row: PaymentRow): void {
  const { state, currency } = row;
  const key = `${state} ${currency}`;
  const total = totals.get(key) ?? {
    ...{ state, currency, count: 0, amount: 0 },
    ...{ capturable: 0, captured: 0, refunded: 0, disputed: 0 },
  };
  total.count += 1;
  for (const sum of ['amount', 'capturable', 'captured', 'refunded', 'disputed'] as const) {
    total[sum] += row[sum];
  }
  totals.set(key, total);
}
