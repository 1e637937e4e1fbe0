/** A database with as many payments as a shop has after years. */
import { sql } from 'kysely';
import { openStore } from '../../../server/store/store.ts';

/** Of the first payment; one a minute follows. */
export const FIRST_AT = Date.parse('2024-11-01T00:00:00Z');

/** As in a shop with twenty prices. */
export const amountOf = (n: number): number => 1_000 + (n % 20) * 100;

/**
 * Payment `n` has the order `order-n` and the PaymentIntent `pi_n`, with the operation that made it, the
 * event that said it was paid and the notification of it; one in a hundred is still open.
 */
export async function storePayments(database: string, count: number): Promise<void> {
  const store = await openStore(database);
  await store.db.connection().execute(async (db) => {
    const run = (text: string) => sql.raw(text).execute(db);
    // Nobody minds if this is lost.
    if (store.dialect === 'sqlite') await run('pragma synchronous = off');
    else await run('set session_replication_role = replica; set statement_timeout = 0');
    for (const statement of fill(count)) await run(statement);
    // What happens by itself, sooner or later; on disk before anything is measured.
    const settle = {
      sqlite: ['pragma synchronous = full', 'pragma wal_checkpoint(truncate)'],
      postgres: ['vacuum analyze', 'checkpoint'],
    };
    for (const statement of settle[store.dialect]) await run(statement);
  });
  await store.close();
}

const fill = (count: number): string[] => [
  `with recursive numbers (n) as
      (select cast(0 as bigint) union all select n + 1 from numbers where n + 1 < ${count}),
    payments as (select n, 1000 + n % 20 * 100 as amount, ${FIRST_AT} + n * 60000 as at,
      case n % 100 when 0 then 'open' else 'paid' end as state from numbers)
    insert into payment (id, order_id, attempt, livemode, intent_id, charge_id, amount, currency,
      capture_method, method, country, fingerprint, order_snapshot, email, state, capturable,
      captured, refunded, disputed, failures, version, dirty, synced, synced_at, sync_attempts,
      lease_token, outbox_seq, created_at, updated_at)
    select 'pay_' || n, 'order-' || n, 1, 0, 'pi_' || n, 'ch_' || n, amount, 'eur', 'automatic',
      case n % 5 when 0 then 'ideal' when 1 then 'bancontact' else 'card' end, 'BE',
      'fingerprint-of-the-page',
      '{"id":"order-' || n || '","amount":' || amount || ',"currency":"eur","status":"open"}',
      'shopper' || n || '@mail.example', state, 0, case state when 'paid' then amount else 0 end,
      case n % 50 when 1 then 100 else 0 end, 0, 0, 3, 3, 3, at, 0, 3, 1, at, at
    from payments`,
  `insert into operation (id, payment_id, kind, amount, params, status, actor, result, attempts,
      created_at, updated_at)
    select 'op_' || id, id, 'create', amount, '{}', 'succeeded', 'shopper', intent_id, 1, created_at,
      created_at
    from payment`,
  `insert into inbox (id, type, intent_id, payment_ref, created, received_at, state, attempts, run_at)
    select 'evt_' || id, 'payment_intent.succeeded', intent_id, id, created_at, created_at, 'done', 0,
      created_at
    from payment`,
  `insert into outbox (id, payment_id, seq, kind, dedupe_key, body, state, attempts, run_at,
      created_at, delivered_at)
    select 'ntf_' || id, id, 1, 'paid', 'paid:' || id, '{}', 'delivered', 1, created_at, created_at,
      created_at
    from payment`,
  `insert into payment_total
    select state, currency, count(*), sum(amount), sum(capturable), sum(captured), sum(refunded),
      sum(disputed)
    from payment group by state, currency`,
];
