/** Rows for tests of what reads them. */
import { newId } from '../../../server/ids.ts';
import type { NewPayment } from '../../../server/store/schema.ts';

let orders = 0;

/** An open payment of 42 €, of an order of its own. */
export const aPayment = (fields: Partial<NewPayment> = {}): NewPayment & { id: string } => ({
  id: newId('pay', Date.now()),
  order_id: `order-of-row-${(orders += 1)}`,
  attempt: 1,
  livemode: 0,
  amount: 4200,
  currency: 'eur',
  capture_method: 'automatic',
  method: 'card',
  fingerprint: 'f',
  order_snapshot: '{}',
  state: 'open',
  capturable: 0,
  captured: 0,
  refunded: 0,
  disputed: 0,
  failures: 0,
  version: 0,
  dirty: 0,
  synced: 0,
  sync_attempts: 0,
  lease_token: 0,
  outbox_seq: 0,
  created_at: 1,
  updated_at: 1,
  ...fields,
});
