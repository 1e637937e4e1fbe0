/**
 * The schema's history. Migrations run at start, under a lock, in one transaction: PostgreSQL by an
 * advisory lock, SQLite because `BEGIN IMMEDIATE` is one.
 *
 * @module
 */
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** Brings the database to the newest schema. Throws when a migration fails; nothing is changed then. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations(dialect)) },
    migrationTableName: 'tender_migration',
    migrationLockTableName: 'tender_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The database could not be migrated.', { cause: error });
}

export const migrations = (dialect: Dialect): Record<string, Migration> => ({
  '0001_payments': run(dialect, payments),
  '0002_operators': run(dialect, operators),
  '0003_attempts': run(dialect, attempts),
  '0004_search': run(dialect, search),
  '0005_refunds_and_disputes': run(dialect, refundsAndDisputes),
  '0006_totals': run(dialect, totals),
  '0007_inbox_key': run(dialect, inboxKey),
});

/** A migration written as SQL, whose `int` and `strict` are spelt as the dialect needs them. */
function run(dialect: Dialect, statements: (words: Words) => string[]): Migration {
  const words =
    dialect === 'sqlite'
      ? {
          int: 'integer',
          strict: 'strict',
          bytewise: 'collate binary',
          facts: `record -> 'facts'`,
          elements: 'json_each',
        }
      : {
          int: 'bigint',
          strict: '',
          bytewise: 'collate "C"',
          facts: `record::jsonb -> 'facts'`,
          elements: 'jsonb_array_elements',
        };
  return {
    async up(db) {
      // An index on a large table takes longer than any request may.
      if (dialect === 'postgres') await sql`set local statement_timeout = 0`.execute(db);
      for (const statement of statements(words)) await sql.raw(statement).execute(db);
    },
  };
}

interface Words {
  /** A 64-bit integer. */
  int: string;
  /** Compares text byte by byte, so that what begins alike stands together. */
  bytewise: string;
  /** Makes SQLite hold a table to its column types. */
  strict: string;
  /** A payment's facts, as JSON. */
  facts: string;
  /** Makes a row, with the column `value`, of each element of a JSON array. */
  elements: string;
}

const payments = ({ int, strict }: Words): string[] => [
  `create table payment (
    id text primary key,
    order_id text not null,
    attempt ${int} not null,
    livemode ${int} not null,
    intent_id text unique,
    client_secret text,
    method_types text,
    amount ${int} not null check (amount >= 0),
    currency text not null,
    capture_method text not null,
    method text not null,
    country text,
    fingerprint text not null,
    order_snapshot text not null,
    email text,
    record text,
    state text not null,
    capturable ${int} not null,
    captured ${int} not null,
    refunded ${int} not null,
    disputed ${int} not null,
    capture_before ${int},
    failures ${int} not null,
    version ${int} not null,
    dirty ${int} not null,
    synced ${int} not null,
    synced_at ${int},
    sync_at ${int},
    sync_attempts ${int} not null,
    lease_token ${int} not null,
    lease_until ${int},
    outbox_seq ${int} not null,
    created_at ${int} not null,
    updated_at ${int} not null,
    unique (order_id, attempt)
  ) ${strict}`,
  // At most one live payment per order, whatever any process believes.
  `create unique index payment_live on payment (order_id) where state <> 'canceled'`,
  `create index payment_due on payment (sync_at) where sync_at is not null`,
  `create index payment_newest on payment (created_at, id)`,
  `create index payment_state on payment (state, created_at, id)`,
  `create index payment_hold on payment (capture_before) where state = 'authorized'`,
  `create index payment_email on payment (email, created_at) where email is not null`,

  `create table inbox (
    id text primary key,
    type text not null,
    intent_id text not null,
    payment_ref text,
    created ${int} not null,
    received_at ${int} not null,
    payload text,
    state text not null,
    attempts ${int} not null,
    run_at ${int} not null
  ) ${strict}`,
  `create index inbox_intent on inbox (intent_id)`,
  `create index inbox_due on inbox (run_at) where state = 'pending'`,
  `create index inbox_received on inbox (received_at)`,

  `create table operation (
    id text primary key,
    payment_id text not null references payment (id),
    kind text not null,
    amount ${int},
    params text not null,
    status text not null,
    actor text not null,
    request_key text unique,
    result text,
    error_code text,
    attempts ${int} not null,
    run_at ${int},
    created_at ${int} not null,
    updated_at ${int} not null
  ) ${strict}`,
  `create index operation_payment on operation (payment_id)`,
  `create index operation_due on operation (run_at) where run_at is not null`,

  `create table outbox (
    id text primary key,
    payment_id text not null references payment (id),
    seq ${int} not null,
    kind text not null,
    dedupe_key text not null unique,
    body text not null,
    state text not null,
    attempts ${int} not null,
    run_at ${int} not null,
    last_error text,
    created_at ${int} not null,
    delivered_at ${int},
    unique (payment_id, seq)
  ) ${strict}`,
  `create index outbox_due on outbox (run_at) where state = 'pending'`,
  `create index outbox_parked on outbox (created_at) where state = 'parked'`,

  `create table alarm (
    id text primary key,
    dedupe_key text not null unique,
    kind text not null,
    payment_id text references payment (id),
    detail text not null,
    created_at ${int} not null,
    resolved_at ${int}
  ) ${strict}`,
  `create index alarm_open on alarm (created_at) where resolved_at is null`,

  `create table audit (
    id text primary key,
    actor text not null,
    action text not null,
    payment_id text references payment (id),
    operation_id text,
    detail text not null,
    created_at ${int} not null
  ) ${strict}`,
  `create index audit_payment on audit (payment_id, created_at, id)`,
  `create index audit_newest on audit (created_at, id)`,

  `create table setting (
    name text primary key,
    value text not null,
    updated_at ${int} not null
  ) ${strict}`,
];

const operators = ({ int, strict }: Words): string[] => [
  `create table operator (
    id text primary key,
    name text not null,
    scopes text not null,
    salt text not null,
    hash text not null,
    created_by text not null,
    created_at ${int} not null,
    expires_at ${int},
    revoked_at ${int}
  ) ${strict}`,

  `create table operator_session (
    id text primary key,
    operator_id text not null references operator (id),
    created_at ${int} not null,
    seen_at ${int} not null
  ) ${strict}`,
  `create index operator_session_operator on operator_session (operator_id)`,
  `create index operator_session_seen on operator_session (seen_at)`,
];

const attempts = ({ int, strict }: Words): string[] => [
  `create table attempt (
    client text not null,
    payment_id text not null references payment (id),
    seen_at ${int} not null,
    primary key (client, payment_id)
  ) ${strict}`,
  `create index attempt_seen on attempt (seen_at)`,
];

/** For each filter of the back office, alone or with another, an index that is in the order of display. */
const search = ({ bytewise }: Words): string[] => [
  `create index payment_method on payment (method, created_at, id)`,
  `create index payment_state_method on payment (state, method, created_at, id)`,
  `create index payment_failing on payment (failures) where state = 'open' and failures > 0`,
  `create index payment_refunded on payment (created_at, id) where refunded > 0`,
  `create index payment_disputed on payment (created_at, id) where disputed > 0`,
  `create index alarm_payment on alarm (payment_id)`,
  `create index payment_order on payment (order_id ${bytewise})`,
];

/** Rows of their own, and what of the facts is searched by, also for payments that were there before. */
const refundsAndDisputes = ({ int, strict, facts, elements }: Words): string[] => [
  `create table refund (
    id text primary key,
    payment_id text not null references payment (id),
    amount ${int} not null,
    status text not null,
    reason text,
    failure_reason text,
    operation_id text,
    created_at ${int} not null
  ) ${strict}`,
  `create index refund_payment on refund (payment_id)`,
  `insert into refund
    select one.value ->> 'id', payment.id, cast(one.value ->> 'amount' as ${int}),
      one.value ->> 'status', one.value ->> 'reason', one.value ->> 'failureReason',
      one.value ->> 'operation', cast(one.value ->> 'created' as ${int}) * 1000
    from payment, ${elements}(${facts} -> 'refunds') as one
    where record is not null`,

  `create table dispute (
    id text primary key,
    payment_id text not null references payment (id),
    amount ${int} not null,
    currency text not null,
    status text not null,
    reason text not null,
    created_at ${int} not null
  ) ${strict}`,
  `create index dispute_payment on dispute (payment_id)`,
  `insert into dispute
    select one.value ->> 'id', payment.id, cast(one.value ->> 'amount' as ${int}),
      one.value ->> 'currency', one.value ->> 'status', one.value ->> 'reason',
      cast(one.value ->> 'created' as ${int}) * 1000
    from payment, ${elements}(${facts} -> 'disputes') as one
    where record is not null`,

  `drop index payment_disputed`,
  `alter table payment add column contested ${int} not null default 0`,
  `alter table payment add column charge_id text`,
  `update payment
    set contested = disputed, charge_id = ${facts} ->> 'charge',
      disputed = cast(${facts} ->> 'disputed' as ${int})
    where record is not null`,
  `create index payment_contested on payment (created_at, id) where contested > 0`,
  `create index payment_charge on payment (charge_id) where charge_id is not null`,
  `create index payment_amount on payment (amount, created_at, id)`,
];

/** What a list that filters nothing comes to, kept as payments change: adding up a million takes a second. */
const totals = ({ int, strict }: Words): string[] => [
  `create table payment_total (
    state text not null,
    currency text not null,
    count ${int} not null,
    amount ${int} not null,
    capturable ${int} not null,
    captured ${int} not null,
    refunded ${int} not null,
    disputed ${int} not null,
    primary key (state, currency)
  ) ${strict}`,
  `insert into payment_total
    select state, currency, count(*), sum(amount), sum(capturable), sum(captured), sum(refunded),
      sum(disputed)
    from payment group by state, currency`,
];

/**
 * An event's id comes after its PaymentIntent's in the key, which then finds a payment's events as well:
 * one index less to write to before a delivery is answered.
 */
const inboxKey = ({ int, strict }: Words): string[] => [
  `alter table inbox rename to inbox_before`,
  `create table inbox (
    id text not null,
    type text not null,
    intent_id text not null,
    payment_ref text,
    created ${int} not null,
    received_at ${int} not null,
    payload text,
    state text not null,
    attempts ${int} not null,
    run_at ${int} not null,
    primary key (intent_id, id)
  ) ${strict}`,
  `insert into inbox
    select id, type, intent_id, payment_ref, created, received_at, payload, state, attempts, run_at
    from inbox_before`,
  `drop table inbox_before`,
  `create index inbox_due on inbox (run_at) where state = 'pending'`,
  `create index inbox_received on inbox (received_at)`,
];
