/** Lets everything that is still under way come to its end, in a fraction of the time that it takes. */
import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './world.ts';

/** Real time: machines differ, and this one may be busy. */
const PATIENCE_MS = 240_000;

/** What is due within so long of the soonest is done together with it. */
const STRIDE_MS = 30_000;

const LOOK_MS = 100;

/** So many looks without a change, and nobody is at work: a notification that is being sent soon is. */
const STILL = 8;

interface Unfinished {
  what: string;
  /** Milliseconds since 1970. */
  due: number;
}

/**
 * Resolves when nothing is unfinished: events, syncs, operations, notifications, webhooks on their way.
 * When all that is left is due later, and nobody is at work on a payment, the clock moves there. Past
 * his lease he would lose his work, and on a slow machine so would each who came after him.
 */
export async function settle(world: World): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let last = '';
  let still = 0;
  for (;;) {
    let left = await unfinished(world);
    if (left.length === 0) {
      // A webhook that is being sent is on nobody's list.
      await world.sandbox.webhooks.idle();
      left = await unfinished(world);
      if (left.length === 0) return;
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`still unfinished: ${JSON.stringify(left.slice(0, 20))} of ${left.length}`);
    }
    const soonest = Math.min(...left.map(({ due }) => due));
    const seen = JSON.stringify(left);
    still = seen === last ? still + 1 : 0;
    last = seen;
    if (still >= STILL && soonest > world.now() && !(await isLeased(world))) {
      world.advance(soonest - world.now() + STRIDE_MS);
      still = 0;
    }
    await wait(LOOK_MS);
  }
}

async function isLeased({ store: { db }, now }: World): Promise<boolean> {
  const leased = await db
    .selectFrom('payment')
    .select('id')
    .where('lease_until', '>', now())
    .limit(1)
    .executeTakeFirst();
  return leased !== undefined;
}

async function unfinished({ store: { db }, sandbox }: World): Promise<Unfinished[]> {
  const syncs = await db
    .selectFrom('payment')
    .select(['id', 'sync_at'])
    .whereRef('synced', '<', 'dirty')
    // Who asked for a reading that failed was told so; nobody waits for it any more.
    .where('sync_at', 'is not', null)
    .execute();
  const operations = await db
    .selectFrom('operation')
    .select(['id', 'kind', 'run_at'])
    .where('status', 'in', ['pending', 'unknown'])
    .execute();
  const pending = await db
    .selectFrom('outbox')
    .select(['id', 'payment_id', 'run_at'])
    .where('state', '=', 'pending')
    .orderBy('seq', 'desc')
    .execute();
  // A payment's later ones wait for its first, however long they have been due.
  const notifications = new Map(pending.map((row) => [row.payment_id, row])).values();
  const events = await db
    .selectFrom('inbox')
    .select(['id', 'type', 'run_at'])
    .where('state', '=', 'pending')
    .execute();
  return [
    ...syncs.map(({ id, sync_at }) => ({ what: `sync of ${id}`, due: sync_at ?? 0 })),
    ...operations.map(({ id, kind, run_at }) => ({ what: `${kind} ${id}`, due: run_at ?? 0 })),
    ...[...notifications].map(({ id, run_at }) => ({ what: id, due: run_at })),
    ...events.map(({ id, type, run_at }) => ({ what: `${type} ${id}`, due: run_at })),
    ...sandbox.clock
      .pending()
      .filter(({ kind }) => kind === 'webhook.deliver')
      .map(({ id, due }) => ({ what: `webhook ${id}`, due })),
  ];
}
