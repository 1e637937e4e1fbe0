/**
 * The inbox: where an event goes before anybody is told that it was received.
 *
 * @module
 */
import type { Context } from '../context.ts';
import { commit } from '../store/commit.ts';
import { groupCommit } from '../store/group-commit.ts';
import type { IncomingEvent } from '../store/store.ts';

/** Events of one payment come in bursts; a sync that waits this long sees most of a burst at once. */
const DEBOUNCE_MS = 300;

/** When an event that no sync has settled is looked at again: its payment may have been unknown. */
const RETRY_MS = 5_000;

export interface Inbox {
  /** Resolves once the event is on disk; an event that is already there changes nothing. */
  accept: (event: IncomingEvent) => Promise<void>;
  /** Resolves when nothing accepted is still to be written. */
  idle: () => Promise<void>;
}

export function createInbox({ store, now, wake }: Pick<Context, 'store' | 'now' | 'wake'>): Inbox {
  const { add, idle } = groupCommit<IncomingEvent>(async (events) => {
    const receivedAt = now();
    await commit('inbox', () =>
      store.insertEvents(events, {
        receivedAt,
        syncAt: receivedAt + DEBOUNCE_MS,
        retryAt: receivedAt + RETRY_MS,
      }),
    );
    wake('sync', receivedAt + DEBOUNCE_MS);
  });
  return { accept: add, idle };
}
