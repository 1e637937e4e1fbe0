/**
 * Tender's checkout server.
 *
 * ```ts
 * const checkout = createCheckout({ stripe, secret, origin, allowedOrigins, orders, on });
 * app.route('/checkout', checkout.app);
 * ```
 *
 * @module
 */
import { setMaxListeners } from 'node:events';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { countRequests, createApp } from './app.ts';
import { createBackground } from './background.ts';
import { createConfiguration, type Configuration } from './configuration.ts';
import type { Context } from './context.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createOperatorTokens, type OperatorTokens } from './operators/tokens.ts';
import { checkOptions, type CheckoutOptions, type Settings } from './options.ts';
import { createOrderTokens } from './orders/token.ts';
import { createAttempts } from './payments/attempts.ts';
import {
  capture,
  refund,
  voidPayment,
  type CaptureRequest,
  type Done,
  type RefundRequest,
  type VoidRequest,
} from './payments/operations.ts';
import { sync, type Synced } from './payments/sync.ts';
import { createPaymentTokens } from './payments/token.ts';
import { createAccount } from './settings/account.ts';
import { createCredentials } from './settings/credentials.ts';
import { createSeal } from './settings/seal.ts';
import { createSignals } from './signals.ts';
import { connectStore } from './store/store.ts';
import { statusChecks } from './status-checks.ts';
import { createStripe } from './stripe.ts';
import { createInbox } from './webhooks/inbox.ts';

export { CheckoutError, type CheckoutErrorCode } from './checkout-error.ts';
export type * from './contract.ts';
export type * from './operators/contract.ts';
export type { Authorize, Operator, Scope } from './operators/scopes.ts';
export type * from './payments/admin-contract.ts';
export type * from './settings/admin-contract.ts';
export type { Callbacks, Notification, NotificationKind } from './notifications/notification.ts';
export { InvalidOptionsError, type CheckoutOptions } from './options.ts';
export type { Address, Delivery, OrderInput, OrderSource, QuoteInput } from './orders/order.ts';

export interface Checkout {
  /** To mount in another Hono app, or to serve by itself. */
  app: Hono;
  /** For any other host that speaks in `Request` and `Response`. */
  fetch: Hono['fetch'];
  /** Resolves when the database is migrated; requests wait for it. Rejects when that can't be done. */
  ready: Promise<void>;
  /**
   * A token for the page of one order.
   *
   * @param lifetime seconds that it is good for; a day when left out
   */
  orderToken: (orderId: string, lifetime?: number) => Promise<string>;
  /** What an operator can do with a payment, for shops with a back office of their own. */
  payments: {
    /** Takes held money. */
    capture: (paymentId: string, request: CaptureRequest) => Promise<Done>;
    /** Releases what is held. */
    void: (paymentId: string, request: VoidRequest) => Promise<Done>;
    /** Returns taken money. */
    refund: (paymentId: string, request: RefundRequest) => Promise<Done>;
    /** Asks Stripe how the payment stands. */
    sync: (paymentId: string) => Promise<Synced>;
  };
  /**
   * Does background work that is due, for hosts that run code during requests only: to be called every
   * minute or so, there with `workers: false`.
   */
  tick: (options?: { budgetMs?: number }) => Promise<void>;
  /** What operators set up, for shops with a back office of their own; the command line uses it too. */
  configuration: Pick<Configuration, 'webhook' | 'domains' | 'diagnose' | 'methods'>;
  /** Tokens for the back office, where `operators` is `tokens`. */
  operators: Pick<OperatorTokens, 'create' | 'list' | 'revoke'>;
  /** Takes no more requests, finishes what is in hand, and lets go of the database. */
  close: () => Promise<void>;
}

/** Whoever sends bad signatures makes us read the secrets this often at most. */
const RELOAD_MS = 1_000;

/** The longest that `close` waits for requests that are being answered. */
const CLOSE_MS = 20_000;

/** @throws {@link InvalidOptionsError} naming every option that is wrong */
export function createCheckout(options: CheckoutOptions): Checkout {
  const settings = checkOptions(options);
  const log = logOf(settings);
  const { secrets, now } = settings;
  const stopping = new AbortController();
  // Everybody who waits for something also waits for this.
  setMaxListeners(0, stopping.signal);
  const store = connectStore(settings.database, {
    onError: (err) => log.warn({ err }, 'a database connection broke'),
  });
  const seal = createSeal(secrets);
  const keys = createCredentials({ settings, store, seal, now });
  const { apiUrl } = settings.stripe;
  const context: Context = {
    settings,
    store,
    log,
    now,
    credentials: keys.current,
    stripe: createStripe(
      () => ({ secretKey: keys.current().secretKey, ...(apiUrl === undefined ? {} : { apiUrl }) }),
      log,
    ),
    seal,
    paymentTokens: createPaymentTokens(secrets),
    signals: createSignals(),
    stopping: stopping.signal,
    wake: (queue, at) => background.wake(queue, at),
  };
  const account = createAccount(context);
  const inbox = createInbox(context);
  const configuration = createConfiguration(context, { keys, account });
  const background = createBackground(context, { account, configuration, inbox });
  const tokens = createOrderTokens(secrets, now);
  const operators = createOperatorTokens(context);
  const attempts = createAttempts(context, secrets[0], settings.limits);
  const requests = countRequests(stopping.signal);
  const ready = store.migrate().then(() => keys.load());
  ready.then(
    () => {
      if (settings.workers && !stopping.signal.aborted) background.start();
    },
    (err: unknown) => log.fatal({ err }, 'the database is not usable'),
  );
  const app = createApp(context, {
    tokens,
    account,
    configuration,
    rereadSecrets: () => keys.load(RELOAD_MS),
    inbox,
    requests,
    ready,
    metrics: createMetrics(store, now),
    attempts,
    operators,
    checks: statusChecks(context, { account, background }),
  });

  return {
    app,
    fetch: app.fetch,
    ready,
    orderToken: tokens.mint,
    operators,
    configuration,
    payments: {
      capture: (id, request) => capture(context, id, request),
      void: (id, request) => voidPayment(context, id, request),
      refund: (id, request) => refund(context, id, request),
      sync: (id) => sync(context, id),
    },
    async tick({ budgetMs = 10_000 } = {}) {
      await ready;
      await background.tick(now() + budgetMs);
    },
    async close() {
      stopping.abort();
      await requests.finished(CLOSE_MS);
      await ready.catch(() => undefined);
      await Promise.all([inbox.idle(), attempts.idle()]);
      await background.stop();
      await store.close();
    },
  };
}

function logOf({ log }: Settings): Logger {
  return typeof log === 'string' ? createLog(log) : log;
}
