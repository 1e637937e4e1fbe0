/**
 * What the features of one checkout share. Made once, by `createCheckout`.
 *
 * @module
 */
import type { Logger } from 'pino';
import type { Settings } from './options.ts';
import type { PaymentTokens } from './payments/token.ts';
import type { Credentials } from './settings/credentials.ts';
import type { Seal } from './settings/seal.ts';
import type { Signals } from './signals.ts';
import type { Store } from './store/store.ts';
import type { StripeGateway } from './stripe.ts';

/** The background queues. */
export type QueueName = 'sync' | 'outbox' | 'operations';

export interface Context {
  settings: Settings;
  store: Store;
  stripe: StripeGateway;
  log: Logger;
  seal: Seal;
  signals: Signals;
  paymentTokens: PaymentTokens;
  /** Aborted when the server stops: what waits, ends. */
  stopping: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The keys in force; they may change while the server runs. */
  credentials: () => Credentials;
  /** Tells a queue's worker that there is work at the given time, sooner than it would look. */
  wake: (queue: QueueName, at: number) => void;
}
