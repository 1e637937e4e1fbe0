/**
 * Commits by name, with the failpoints before and after them.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
import { failpoint, type CommitName } from '../failpoints.ts';
import type { Schema } from './schema.ts';

/** A write that is a transaction by itself. */
export async function commit<T>(name: CommitName, write: () => Promise<T>): Promise<T> {
  await failpoint(`${name}:before-commit`);
  const written = await write();
  await failpoint(`${name}:after-commit`);
  return written;
}

/** All that `work` writes, or nothing. */
export async function transaction<T>(
  db: Kysely<Schema>,
  name: CommitName,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  const written = await db.transaction().execute(async (trx) => {
    const result = await work(trx);
    await failpoint(`${name}:before-commit`);
    return result;
  });
  await failpoint(`${name}:after-commit`);
  return written;
}
