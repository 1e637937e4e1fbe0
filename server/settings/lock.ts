/** One operator at a time, over all processes: for work at Stripe that must not be done twice at once. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { commit } from '../store/commit.ts';

/** Longer than the work takes with all of its calls at their deadline; a dead holder loses it then. */
const LASTS_MS = 120_000;
const PATIENCE_MS = 30_000;
const LOOK_MS = 100;

/** @throws {@link CheckoutError} `busy` when somebody else has it for too long. */
export async function withLock<T>(
  context: Pick<Context, 'store' | 'now'>,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const holder = randomUUID();
  const setting = `lock.${name}`;
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await take(context, setting, holder))) {
    if (performance.now() > giveUpAt) throw new CheckoutError('busy');
    await setTimeout(LOOK_MS);
  }
  try {
    return await work();
  } finally {
    await commit('lock', () =>
      context.store.db
        .deleteFrom('setting')
        .where('name', '=', setting)
        .where('value', '=', holder)
        .execute(),
    );
  }
}

/** The setting's time is when the lock ends by itself. */
async function take(
  { store, now }: Pick<Context, 'store' | 'now'>,
  name: string,
  holder: string,
): Promise<boolean> {
  const at = now();
  const mine = { value: holder, updated_at: at + LASTS_MS };
  const taken = await commit('lock', () =>
    store.db
      .insertInto('setting')
      .values({ name, ...mine })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet(mine).where('setting.updated_at', '<=', at),
      )
      .returning('name')
      .execute(),
  );
  return taken.length > 0;
}
