/**
 * PostgreSQL through `pg`.
 *
 * @module
 */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

export interface PostgresOptions {
  /** Connections held at most. */
  connections?: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  onError?: (error: Error) => void;
}

/** A pool on the database that the URL names; it connects when it is first used. */
export function connectPostgres(url: string, options: PostgresOptions = {}): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    types,
  });
  // Without listeners, a connection that dies would end the process: the pool's is for those that
  // are idle, a client's own for those in use, whose query fails as well.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));

  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

  return {
    db,
    dialect: 'postgres',
    migrate: () => migrate(db, 'postgres'),
    lockRows: (query) => query.forUpdate(),
    skipLocked: (query) => query.forUpdate().skipLocked(),

    async insertEvents(events, { receivedAt, syncAt, retryAt }) {
      const { rows } = await pool.query<{ inserted: number }>({
        name: 'tender_insert_events',
        text: INSERT_EVENTS,
        values: [
          events.map(({ id }) => id),
          events.map(({ type }) => type),
          events.map(({ intentId }) => intentId),
          events.map(({ paymentRef }) => paymentRef),
          events.map(({ created }) => created),
          events.map(({ payload }) => payload),
          receivedAt,
          retryAt,
          syncAt,
        ],
      });
      return rows[0]?.inserted ?? 0;
    },

    close: () => db.destroy(),
  };
}

/**
 * One statement for any number of events, so that one commit serves them all. Rows are inserted and
 * locked in the order of their keys: two batches that share some can't wait for each other.
 */
const INSERT_EVENTS = `
  with incoming as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
      as event (id, type, intent_id, payment_ref, created, payload)
  ), inserted as (
    insert into inbox (id, type, intent_id, payment_ref, created, received_at, payload, state, attempts, run_at)
    select id, type, intent_id, payment_ref, created, $7, payload, 'pending', 0, $8
    from incoming order by intent_id, id
    on conflict (intent_id, id) do nothing
    returning intent_id
  ), hints as (
    select intent_id, count(*) as events from inserted group by intent_id
  ), locked as (
    select payment.id, payment.intent_id from payment
    where payment.intent_id in (select intent_id from hints)
    order by payment.id for update
  ), hinted as (
    update payment set dirty = payment.dirty + hints.events,
      sync_at = case when payment.sync_at is null or payment.sync_at > $9 then $9 else payment.sync_at end
    from locked join hints on hints.intent_id = locked.intent_id
    where payment.id = locked.id
  )
  select count(*) as inserted from inserted`;

/** Counts, money and times come as `bigint`: JavaScript's numbers hold them as far as they are safe. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond JavaScript's integers`);
  return value;
});
