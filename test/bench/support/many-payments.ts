/** A database with as many payments as a shop has after years. */
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../server/store/store.ts';

/** Of the first payment; one a minute follows. */
export const FIRST_AT = Date.parse('2024-11-01T00:00:00Z');

/** Payment `n` has the order `order-n` and the PaymentIntent `pi_n`; one in a hundred is still open. */
export async function storePayments(file: string, count: number): Promise<void> {
  await (await openStore(file)).close();
  const db = new DatabaseSync(file);
  // Nobody minds if this is lost.
  db.exec('pragma synchronous = off');
  db.exec(`
    with recursive payments (n) as (select 0 union all select n + 1 from payments where n + 1 < ${count})
    insert into payment (id, order_id, attempt, livemode, intent_id, amount, currency,
      capture_method, method, country, fingerprint, order_snapshot, email, state, capturable,
      captured, refunded, disputed, failures, version, dirty, synced, synced_at, sync_attempts,
      lease_token, outbox_seq, created_at, updated_at)
    select 'pay_' || n, 'order-' || n, 1, 0, 'pi_' || n, 4200, 'eur', 'automatic',
      case n % 5 when 0 then 'ideal' when 1 then 'bancontact' else 'card' end, 'BE',
      'fingerprint-of-the-page', '{"id":"order-' || n || '","amount":4200,"currency":"eur","status":"open"}',
      'shopper' || n || '@mail.example', case n % 100 when 0 then 'open' else 'paid' end, 0,
      case n % 100 when 0 then 0 else 4200 end, case n % 50 when 1 then 100 else 0 end, 0, 0, 3, 3, 3,
      ${FIRST_AT} + n * 60000, 0, 3, 1, ${FIRST_AT} + n * 60000, ${FIRST_AT} + n * 60000
    from payments`);
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
}
