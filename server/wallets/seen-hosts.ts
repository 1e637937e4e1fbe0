/**
 * The hosts on which elements ran: where a page asked for an order, so that a new one is noticed.
 *
 * @module
 */
import type { Context } from '../context.ts';
import { writeSetting } from '../settings/setting.ts';

const PREFIX = 'wallet.seen.';

/** A host that is seen all the time is written down once in a while. */
const EVERY_MS = 60 * 60 * 1000;

/** In the sandbox any page of this machine is let in; nobody has more names than this for it. */
const MOST = 50;

export interface SeenHosts {
  /** Takes note of a page's `Origin`, one that is allowed. */
  note: (origin: string) => void;
  /** When each was seen last. */
  hosts: () => Promise<Map<string, number>>;
  /** Writes down what was noted, for the other processes. */
  keep: () => Promise<void>;
}

export function createSeenHosts({ store, now }: Pick<Context, 'store' | 'now'>): SeenHosts {
  const noted = new Map<string, number>();
  const kept = new Map<string, number>();

  async function keep(): Promise<void> {
    for (const [host, at] of noted) {
      if (at - (kept.get(host) ?? -Infinity) < EVERY_MS) continue;
      await writeSetting(store, `${PREFIX}${host}`, host, at);
      kept.set(host, at);
    }
  }

  return {
    keep,
    note(origin) {
      const host = URL.parse(origin)?.hostname;
      if (host && (noted.has(host) || noted.size < MOST)) noted.set(host, now());
    },
    async hosts() {
      await keep();
      const rows = await store.db
        .selectFrom('setting')
        .select(['name', 'updated_at'])
        .where('name', 'like', `${PREFIX}%`)
        .execute();
      return new Map(
        rows.map(({ name, updated_at: at }) => [name.slice(PREFIX.length), at] as const),
      );
    },
  };
}
