/**
 * What the features of one checkout share. Made once, by `createCheckout`.
 *
 * @module
 */
import type { Logger } from 'pino';
import type { Credentials } from './settings/credentials.ts';
import type { Store } from './store/store.ts';

/** The background queues. */
export type Queue = 'sync' | 'outbox' | 'operations';

export interface Context {
  store: Store;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The keys in force; they may change while the server runs. */
  credentials: () => Credentials;
  /** Tells a queue's worker that there is work at the given time, sooner than it would look. */
  wake: (queue: Queue, at: number) => void;
}
