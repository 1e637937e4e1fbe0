/**
 * SQLite through Node's own `node:sqlite`.
 *
 * @module
 */
import fs from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDatabase } from 'kysely';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';
import type { IncomingEvent, Store } from './store.ts';

/**
 * Opens (or makes) the database file, readable by its owner alone.
 *
 * Every commit reaches the disk before it is reported: write-ahead log with `synchronous=FULL`.
 * Throws when SQLite won't promise that.
 */
export function connectSqlite(file: string): Store {
  if (file !== ':memory:') fs.closeSync(fs.openSync(file, 'a', 0o600));
  const raw = new DatabaseSync(file);
  raw.exec('pragma busy_timeout = 5000');
  raw.exec('pragma journal_mode = wal');
  raw.exec('pragma synchronous = full');
  raw.exec('pragma foreign_keys = on');
  assertDurable(raw, file);

  const db = new Kysely<Schema>({
    dialect: new TransactionalSqliteDialect({ database: adapt(raw) }),
  });
  let statements: Record<'insert' | 'hint', StatementSync> | undefined;
  const prepared = () => (statements ??= { insert: raw.prepare(INSERT), hint: raw.prepare(HINT) });

  return {
    db,
    dialect: 'sqlite',
    migrate: () => migrate(db, 'sqlite'),
    lockRows: (query) => query,
    skipLocked: (query) => query,

    /** All in one transaction, so that one write to the disk serves them all. */
    insertEvents(events, { receivedAt, syncAt, retryAt }) {
      // The connection is taken through Kysely, whose own transactions may be under way on it.
      return db.connection().execute(() => {
        const { insert, hint } = prepared();
        raw.exec('begin immediate');
        try {
          let inserted = 0;
          for (const event of events) {
            const { changes } = insert.run(...columns(event, receivedAt, retryAt));
            if (changes === 0) continue;
            inserted += 1;
            hint.run(syncAt, event.intentId);
          }
          raw.exec('commit');
          return Promise.resolve(inserted);
        } catch (error) {
          raw.exec('rollback');
          throw error;
        }
      });
    },

    close: () => db.destroy(),
  };
}

const INSERT = `
  insert into inbox (id, type, intent_id, payment_ref, created, received_at, payload, state, attempts, run_at)
  values (?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?) on conflict (intent_id, id) do nothing`;

const HINT = `
  update payment set dirty = dirty + 1,
    sync_at = case when sync_at is null or sync_at > ?1 then ?1 else sync_at end
  where intent_id = ?2`;

const columns = (event: IncomingEvent, receivedAt: number, retryAt: number): SQLInputValue[] => [
  event.id,
  event.type,
  event.intentId,
  event.paymentRef,
  event.created,
  receivedAt,
  event.payload,
  retryAt,
];

function assertDurable(raw: DatabaseSync, file: string): void {
  const { journal_mode } = raw.prepare('pragma journal_mode').get() ?? {};
  const { synchronous } = raw.prepare('pragma synchronous').get() ?? {};
  const journals = file === ':memory:' ? ['memory'] : ['wal'];
  if (synchronous !== 2 || !journals.includes(String(journal_mode))) {
    throw new Error(
      `SQLite refuses a durable mode for ${file}: journal_mode=${String(journal_mode)}, synchronous=${String(synchronous)}; use a local file system.`,
    );
  }
}

/**
 * SQLite does run DDL in transactions, and `BEGIN IMMEDIATE` keeps a second process out meanwhile;
 * Kysely's own adapter doesn't count on it.
 */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true;
      }
    })();
  }
}

/** `node:sqlite` in the shape of better-sqlite3, which Kysely's dialect expects. */
function adapt(raw: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, StatementSync>();

  /** Kysely compiles a query to the same text each time, so a statement is prepared once. */
  function prepared(text: string): StatementSync {
    const known = statements.get(text);
    if (known) return known;
    const statement = raw.prepare(text);
    if (statements.size >= 500) statements.clear(); // Lists of varying length make new texts.
    statements.set(text, statement);
    return statement;
  }

  return {
    close: () => raw.close(),
    prepare(text) {
      // A deferred transaction that turns into a writing one fails at once with SQLITE_BUSY.
      const statement = prepared(text === 'begin' ? 'begin immediate' : text);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        // Rows are pulled while other queries run, so the iterator has a statement to itself.
        iterate: (parameters) => raw.prepare(text).iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}
