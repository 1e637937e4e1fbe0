/**
 * Calls to Stripe, and what one that failed means.
 *
 * @module
 */
import http from 'node:http';
import https from 'node:https';
import type { Logger } from 'pino';
import Stripe from 'stripe';
import { failpoint, type CallName } from './failpoints.ts';

/** The longest that a call may take, retries included, before its outcome counts as unknown. */
const DEADLINE_MS = 12_000;

export interface StripeGateway {
  /**
   * Makes one call, with the SDK's own retries.
   *
   * A call that changes something is given an idempotency key by the caller, since the SDK's retries
   * must be told from new attempts, also by another process.
   *
   * @throws {@link StripeCallError}
   */
  call: <T>(name: CallName, perform: (stripe: Stripe) => Promise<T>) => Promise<T>;
}

/** Where and as whom Stripe is called. */
export interface StripeAccess {
  secretKey: string;
  /** Origin of the sandbox; Stripe itself when left out. */
  apiUrl?: string;
}

/**
 * A call that failed.
 *
 * - `refused`: Stripe said no, and nothing happened.
 * - `unknown`: it may have happened, or may yet; also a refusal that the same call, with the same
 *   key, may be spared later (rate limit, a lock). Only asking Stripe again can tell.
 */
export class StripeCallError extends Error {
  override readonly name = 'StripeCallError';
  readonly outcome: 'refused' | 'unknown';
  /** Stripe's error code, such as `payment_intent_unexpected_state`, or `timeout`. */
  readonly code: string | null;
  /** The parameter that Stripe objects to. */
  readonly param: string | null;
  /** Whether Stripe repeated an answer that it gave before to the same idempotency key. */
  readonly replayed: boolean;

  constructor(call: CallName, cause: unknown) {
    super(`Stripe call failed: ${call}`, { cause });
    const error = cause instanceof Stripe.errors.StripeError ? cause : undefined;
    this.outcome = error && isRefusal(error) ? 'refused' : 'unknown';
    this.code = error?.code ?? (cause instanceof TimeoutError ? 'timeout' : null);
    this.param = error?.param ?? null;
    this.replayed = error?.headers?.['idempotent-replayed'] === 'true';
  }
}

/** Statuses with which Stripe refuses for good; 409 and 429 pass, and 5xx tell nothing. */
function isRefusal({ statusCode }: Stripe.errors.StripeError): boolean {
  return statusCode !== undefined && statusCode < 500 && ![409, 429].includes(statusCode);
}

class TimeoutError extends Error {}

/** @param access is asked for each call, as the keys may be replaced while the server runs. */
export function createStripe(access: () => StripeAccess, log: Logger): StripeGateway {
  let client: { key: string; stripe: Stripe } | undefined;

  function current(): Stripe {
    const { secretKey, apiUrl } = access();
    const key = `${secretKey} ${apiUrl ?? ''}`;
    if (client?.key !== key) client = { key, stripe: connect(secretKey, apiUrl) };
    return client.stripe;
  }

  return {
    async call(name, perform) {
      const started = performance.now();
      try {
        await failpoint(`${name}:before-call`);
        const result = await within(DEADLINE_MS, perform(current()));
        await failpoint(`${name}:after-call`);
        return result;
      } catch (cause) {
        const error = new StripeCallError(name, cause);
        const { outcome, code } = error;
        const ms = Math.round(performance.now() - started);
        log.warn({ call: name, outcome, code, ms, err: cause }, 'Stripe call failed');
        throw error;
      }
    },
  };
}

function connect(secretKey: string, apiUrl?: string): Stripe {
  const agent = { keepAlive: true, maxSockets: 50 };
  const shared = {
    maxNetworkRetries: 2,
    timeout: 10_000,
    telemetry: false,
    appInfo: { name: 'Tender' },
  };
  if (apiUrl === undefined) {
    return new Stripe(secretKey, { ...shared, httpAgent: new https.Agent(agent) });
  }
  const { protocol, hostname, port } = new URL(apiUrl);
  const secure = protocol === 'https:';
  return new Stripe(secretKey, {
    ...shared,
    protocol: secure ? 'https' : 'http',
    host: hostname,
    port: port || (secure ? 443 : 80),
    httpAgent: secure ? new https.Agent(agent) : new http.Agent(agent),
  });
}

/** The SDK's own timeout is for a silent socket, and starts again with each retry. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
