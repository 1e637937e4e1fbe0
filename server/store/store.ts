/**
 * The store: one schema and one set of queries on SQLite (a file) or PostgreSQL (a URL).
 *
 * @module
 */
import type { Kysely, SelectQueryBuilder } from 'kysely';
import { connectPostgres, type PostgresOptions } from './postgres.ts';
import type { Dialect } from './migrations.ts';
import type { Schema } from './schema.ts';
import { connectSqlite } from './sqlite.ts';

/** What the inbox keeps of a webhook event or of one found by the reconciler. */
export interface IncomingEvent {
  id: string;
  type: string;
  /** The PaymentIntent that it is about. */
  intentId: string;
  /** `metadata.tender_payment`, where the event's object carries it. */
  paymentRef: string | null;
  /** Milliseconds since 1970, by Stripe's clock. */
  created: number;
  /** The PaymentIntent of a final event (JSON), where it may save a call to Stripe. */
  payload: string | null;
}

export interface Store {
  db: Kysely<Schema>;
  dialect: Dialect;

  /** Brings the database to the newest schema. */
  migrate: () => Promise<void>;

  /**
   * Stores events, all or none, and raises `dirty` of the payments they are about. Events already
   * stored are left alone. Resolves after the commit, with how many were new.
   */
  insertEvents(
    events: readonly IncomingEvent[],
    times: { receivedAt: number; syncAt: number; retryAt: number },
  ): Promise<number>;

  /** Locks the rows that the query reads until the transaction ends. SQLite has one writer anyway. */
  lockRows: RowLock;
  /** The same, passing over rows that another process has locked. */
  skipLocked: RowLock;

  close: () => Promise<void>;
}

type RowLock = <DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
) => SelectQueryBuilder<DB, TB, O>;

/** The store that `database` names: a `postgres://` URL, or a file for SQLite. Migrate it before use. */
export function connectStore(database: string, options: PostgresOptions = {}): Store {
  return /^postgres(ql)?:\/\//.test(database)
    ? connectPostgres(database, options)
    : connectSqlite(database);
}

/** Connects and migrates. */
export async function openStore(database: string, options: PostgresOptions = {}): Promise<Store> {
  const store = connectStore(database, options);
  try {
    await store.migrate();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
