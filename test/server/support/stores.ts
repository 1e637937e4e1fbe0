/** Runs a suite on each of the stores: SQLite in a file, and PostgreSQL in a database of its own. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';

export interface TestDatabase {
  dialect: 'sqlite' | 'postgres';
  /** What `createCheckout` takes as `database`. */
  readonly url: string;
  /** A second, empty database of the same kind, gone with the suite. */
  another: () => Promise<string>;
}

/** `suite` is called for each store; `database.url` is there from the first hook of the suite on. */
export function onEachStore(name: string, suite: (database: TestDatabase) => void): void {
  describe(`${name} (SQLite)`, () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-store-'));
    suite({
      dialect: 'sqlite',
      url: path.join(folder, 'tender.db'),
      another: () => Promise.resolve(path.join(folder, `${randomBytes(6).toString('hex')}.db`)),
    });
    // Hooks run in the order in which they are added: the suite's own, which close the store, first.
    after(() => fs.rmSync(folder, { recursive: true, force: true }));
  });

  describe(`${name} (PostgreSQL)`, () => {
    const drops: (() => Promise<void>)[] = [];
    const create = async (): Promise<string> => {
      const { url, drop } = await createPostgresDatabase();
      drops.push(drop);
      return url;
    };
    const database = { dialect: 'postgres' as const, url: '', another: create };
    before(async () => {
      database.url = await create();
    });
    suite(database);
    after(() => Promise.all(drops.map((drop) => drop())));
  });
}

export async function createPostgresDatabase(): Promise<{
  url: string;
  drop: () => Promise<void>;
}> {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) {
    throw new Error('Run with --test-global-setup=test/support/postgres-setup.ts, as npm does.');
  }
  const name = `tender_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => query(server, `drop database ${name} with (force)`),
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
