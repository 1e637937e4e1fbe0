/**
 * Payments as a file for spreadsheets, however many: they are read and sent a page at a time.
 *
 * @module
 */
import { isCurrency, toDecimal } from '../money/index.ts';
import type { Store } from '../store/store.ts';
import type { PaymentFilter } from './admin-contract.ts';
import { eachPage, type PaymentRow } from './search.ts';

const PAGE = 500;

const COLUMNS: Record<string, (row: PaymentRow) => string | null> = {
  payment: ({ id }) => id,
  order: ({ order_id }) => order_id,
  payment_intent: ({ intent_id }) => intent_id,
  charge: ({ charge_id }) => charge_id,
  created: ({ created_at }) => new Date(created_at).toISOString(),
  state: ({ state }) => state,
  currency: ({ currency }) => currency,
  amount: (row) => decimal(row.amount, row),
  captured: (row) => decimal(row.captured, row),
  refunded: (row) => decimal(row.refunded, row),
  disputed: ({ contested }) => (contested === 1 ? 'yes' : 'no'),
  method: ({ method }) => method,
  email: ({ email }) => email,
  live: ({ livemode }) => (livemode === 1 ? 'yes' : 'no'),
};

/** CSV as RFC 4180 has it, with a header line; amounts in major units, times in UTC. */
export async function* paymentsAsCsv(
  store: Store,
  filter: PaymentFilter,
  pageSize = PAGE,
): AsyncGenerator<string, undefined> {
  yield line(Object.keys(COLUMNS));
  const columns = Object.values(COLUMNS);
  for await (const rows of eachPage(store, filter, pageSize)) {
    yield rows.map((row) => line(columns.map((column) => column(row)))).join('');
  }
}

const decimal = (amount: number, { currency }: PaymentRow): string =>
  isCurrency(currency) ? toDecimal(amount, currency) : String(amount);

const line = (cells: readonly (string | null)[]): string =>
  `${cells.map((text) => cell(text ?? '')).join(',')}\r\n`;

/**
 * Shops, and through them shoppers, choose ids and addresses: one that a spreadsheet would run as a
 * formula is made text by an apostrophe.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(text: string): string {
  const inert = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
