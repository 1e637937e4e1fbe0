/** Named values in the database, as JSON. */
import type { Kysely } from 'kysely';
import { CheckoutError } from '../checkout-error.ts';
import { commit } from '../store/commit.ts';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

export async function readSetting<T>(store: Store, name: string): Promise<T | undefined> {
  const row = await store.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row && (JSON.parse(row.value) as T);
}

/** Writes what the server keeps for itself, whatever was there. */
export const writeSetting = (
  { db }: Pick<Store, 'db'>,
  name: string,
  content: unknown,
  now: number,
): Promise<void> => commit('setting', () => putSetting(db, name, content, now));

/** The same, within a transaction. */
export async function putSetting(
  db: Kysely<Schema>,
  name: string,
  content: unknown,
  now: number,
): Promise<void> {
  const value = JSON.stringify(content);
  await db
    .insertInto('setting')
    .values({ name, value, updated_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at: now }))
    .execute();
}

/** What operators change: its version grows with every change, and is 0 where nothing was ever set. */
export interface Versioned<T> {
  content: T | undefined;
  version: number;
}

export async function readVersioned<T>(store: Store, name: string): Promise<Versioned<T>> {
  const row = await store.db
    .selectFrom('setting')
    .select(['value', 'updated_at'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row
    ? { content: JSON.parse(row.value) as T, version: row.updated_at }
    : { content: undefined, version: 0 };
}

/**
 * Changes what the operator has looked at, and nothing that was changed since.
 *
 * @param db pass the transaction that also records who did it
 * @throws {@link CheckoutError} `settings_changed` when `version` is not the newest.
 */
export async function changeSetting(
  db: Kysely<Schema>,
  name: string,
  content: unknown,
  { version, now }: { version: number; now: number },
): Promise<void> {
  const value = JSON.stringify(content);
  // The time of the change serves as version: two within a millisecond must still differ.
  const updated_at = Math.max(now, version + 1);
  const changed =
    version === 0
      ? await db
          .insertInto('setting')
          .values({ name, value, updated_at })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .returning('name')
          .execute()
      : await db
          .updateTable('setting')
          .set({ value, updated_at })
          .where('name', '=', name)
          .where('updated_at', '=', version)
          .returning('name')
          .execute();
  if (changed.length === 0) throw new CheckoutError('settings_changed');
}
