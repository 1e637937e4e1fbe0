/** Named values in the database, as JSON. */
import type { Store } from '../store/store.ts';

export async function readSetting<T>(store: Store, name: string): Promise<T | undefined> {
  const row = await store.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row && (JSON.parse(row.value) as T);
}

export async function writeSetting(
  store: Store,
  name: string,
  content: unknown,
  now: number,
): Promise<void> {
  const value = JSON.stringify(content);
  await store.db
    .insertInto('setting')
    .values({ name, value, updated_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at: now }))
    .execute();
}
