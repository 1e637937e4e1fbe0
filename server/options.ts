/**
 * The options of `createCheckout`, checked at start: a mistake stops the server with words that say
 * how to mend it, not the first shopper.
 *
 * @module
 */
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { Callbacks } from './notifications/notification.ts';
import type { Authorize } from './operators/scopes.ts';
import type { OrderSource } from './orders/order.ts';
import { ATTEMPT_LIMITS, type AttemptLimits } from './payments/attempts.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const PLACEHOLDER = /\.\.\.|…|x{4}|\*{3}|your|change.?me|replace|placeholder|<|>/i;

const isLoopback = (url: string): boolean => LOOPBACK.has(new URL(url).hostname);
const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value);
const isLive = (key: string): boolean => /^(pk|sk|rk)_live_/.test(key);

const real = v.check<string, string>(
  (value) => !isPlaceholder(value),
  'is still a placeholder: put the real value there',
);

const publishableKeySchema = v.pipe(
  v.string(),
  v.regex(/^pk_(test|live)_\w+$/, 'must be a publishable key, pk_test_… or pk_live_…'),
  real,
);
const secretKeySchema = v.pipe(
  v.string(),
  v.check(
    (key) => !key.startsWith('pk_'),
    'is a publishable key: the secret key, sk_… or rk_…, belongs here',
  ),
  v.regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a secret key, sk_… or rk_…'),
  real,
);
export const webhookSecretSchema = v.pipe(
  v.string(),
  v.regex(/^whsec_\S{8,}$/, 'must be a signing secret, whsec_…'),
  real,
);

const httpsUrl = v.pipe(
  v.string(),
  v.url('must be a URL'),
  v.check(
    (url) => url.startsWith('https://') || (url.startsWith('http://') && isLoopback(url)),
    'must be https; http is for loopback addresses alone',
  ),
);
const origin = v.pipe(
  httpsUrl,
  v.check(
    (url) => new URL(url).origin === url,
    'must be an origin: scheme, host and port, with nothing after them',
  ),
);

const connection = {
  webhookSecret: v.optional(v.union([webhookSecretSchema, v.array(webhookSecretSchema)]), []),
  apiUrl: v.optional(origin),
  scriptUrl: v.optional(httpsUrl),
};

/** Keys that go together, and with where they are sent. */
export const stripeKeysSchema = v.pipe(
  v.object({
    publishableKey: publishableKeySchema,
    secretKey: secretKeySchema,
    ...connection,
  }),
  v.check(
    ({ publishableKey, secretKey }) => isLive(publishableKey) === isLive(secretKey),
    'mixes live and test keys',
  ),
  v.check(
    ({ secretKey, apiUrl }) => apiUrl === undefined || !isLive(secretKey),
    'gives live keys to a sandbox: leave apiUrl out, or use test keys',
  ),
);
const keylessSchema = v.object(connection);

const stripeSchema = v.lazy((given) => {
  const { publishableKey, secretKey } = (given ?? {}) as Partial<Record<string, unknown>>;
  return publishableKey === undefined && secretKey === undefined ? keylessSchema : stripeKeysSchema;
});

const secret = v.pipe(
  v.string(),
  v.minLength(32, 'must have 32 characters or more: openssl rand -hex 32 makes one'),
  v.check(
    (value) => new Set(value).size >= 10,
    'is too easy to guess: openssl rand -hex 32 makes one',
  ),
  real,
);

/** From the most to the least that is logged. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const fn = v.function();

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const limit = v.object({ times: count, seconds: count });
const limitsSchema = v.strictObject({
  requestsPerOrder: limit,
  requestsPerAddress: limit,
  failuresPerOrder: count,
  failuresPerAddress: count,
});

const optionsSchema = v.pipe(
  v.strictObject({
    stripe: v.optional(stripeSchema),
    secret: v.union([secret, v.tupleWithRest([secret], secret)]),
    origin: v.optional(origin),
    path: v.optional(
      v.pipe(v.string(), v.regex(/^(\/[\w.~-]+)*$/, 'must be a path such as /checkout, or empty')),
      '/checkout',
    ),
    appleAssociation: v.optional(v.pipe(v.string(), v.minLength(1))),
    allowedOrigins: v.optional(v.array(origin), []),
    orders: v.object({ find: fn, quote: v.optional(fn), accept: v.optional(fn) }),
    capture: v.optional(v.picklist(['automatic', 'manual', 'manual_if_supported']), 'automatic'),
    database: v.optional(v.pipe(v.string(), v.minLength(1)), 'tender.db'),
    on: v.optional(v.record(v.string(), fn), {}),
    log: v.optional(v.union([v.picklist(LOG_LEVELS), v.looseObject({ info: fn })]), 'info'),
    workers: v.optional(v.boolean(), true),
    operators: v.optional(v.union([v.literal('tokens'), fn])),
    trustedProxies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)), 0),
    limits: v.optional(v.partial(limitsSchema), {}),
    now: v.optional(fn),
  }),
  v.forward(
    v.check(
      ({ stripe, allowedOrigins }) => stripe?.apiUrl !== undefined || allowedOrigins.length > 0,
      'must name the origins of the pages that take payments',
    ),
    ['allowedOrigins'],
  ),
);

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface CheckoutOptions {
  /** The Stripe account. Where its keys are left out, they are entered in the back office. */
  stripe?: {
    publishableKey?: string;
    /** A secret key or, better, a restricted one. Never given to a page, a log or the database. */
    secretKey?: string;
    /** Signing secret of the webhook endpoint; several while one replaces another. */
    webhookSecret?: string | string[];
    /** Where Stripe's API is, if not at Stripe: the sandbox. Plain http on loopback only. */
    apiUrl?: string;
    /** The sandbox's Stripe.js; by default `/stripe.js` on `apiUrl`. */
    scriptUrl?: string;
  };
  /**
   * Signs order tokens and seals what is stored: 32 random characters or more. To replace it, put the
   * new one before the old: what the old one signed and sealed is still accepted.
   */
  secret: string | [current: string, ...replaced: string[]];
  /** Where browsers and Stripe reach this server, such as `https://pay.shop.example`. */
  origin?: string;
  /** Where `checkout.app` is mounted there; `/checkout` when left out. */
  path?: string;
  /** Origins of the pages that may take payments. Outside the sandbox there must be one. */
  allowedOrigins?: string[];
  orders: OrderSource;
  /**
   * The file that Apple once wanted at `/.well-known/apple-developer-merchantid-domain-association`, for
   * accounts that still need it: served there, below `path`.
   */
  appleAssociation?: string;
  /**
   * `manual` holds the money until it is captured, and hides methods that can't; with
   * `manual_if_supported` those are charged at once.
   */
  capture?: 'automatic' | 'manual' | 'manual_if_supported';
  /** A file for SQLite, or a `postgres://` URL. */
  database?: string;
  /** Called when something happened, at least once each, in order per payment. */
  on?: Callbacks;
  /** A level for the log on standard output, or a pino logger. */
  log?: LogLevel | Logger;
  /**
   * Whether background work runs in this process. A host that runs code during requests only leaves
   * it out and calls `checkout.tick()` from a schedule.
   */
  workers?: boolean;
  /**
   * Mounts `/admin` for operators: with `tokens` of our own, made by `checkout.operators`, or with the
   * login that the merchant has. Left out, there is no `/admin`.
   */
  operators?: 'tokens' | Authorize;
  /**
   * How many proxies of one's own stand before this server. Without them in the count, all shoppers
   * have the proxy's address, and share its limits.
   */
  trustedProxies?: number;
  /** What keeps card testers out, where the usual limits don't fit. */
  limits?: Partial<AttemptLimits>;
  /** Whole milliseconds since 1970; for tests of what takes days. */
  now?: () => number;
}

/** The options with their defaults. */
export type Settings = Required<
  Pick<CheckoutOptions, 'orders' | 'capture' | 'database' | 'on' | 'log' | 'workers'>
> &
  Required<Pick<CheckoutOptions, 'trustedProxies'>> &
  Pick<CheckoutOptions, 'origin' | 'operators' | 'appleAssociation'> & {
    limits: AttemptLimits;
    path: string;
    secrets: readonly [current: string, ...replaced: string[]];
    stripe: StripeSettings;
    allowedOrigins: readonly string[];
    now: () => number;
  };

export interface StripeSettings {
  /** Null: they are entered in the back office. */
  keys: { publishableKey: string; secretKey: string } | null;
  webhookSecrets: readonly string[];
  apiUrl?: string;
  scriptUrl?: string;
}

/** `createCheckout` was given options that it can't work with. The message names each of them. */
export class InvalidOptionsError extends Error {
  override readonly name = 'InvalidOptionsError';
  readonly issues: readonly { readonly option: string; readonly problem: string }[];

  constructor(issues: readonly { option: string; problem: string }[]) {
    const lines = issues.map(({ option, problem }) => `  ${option} ${problem}`);
    super(`createCheckout was given options that it can't work with:\n${lines.join('\n')}`);
    this.issues = issues;
  }
}

/**
 * Checks the options and fills in their defaults.
 *
 * @throws {@link InvalidOptionsError} naming every option that is wrong; it repeats no secret.
 */
export function checkOptions(options: CheckoutOptions): Settings {
  const result = v.safeParse(optionsSchema, options, { abortPipeEarly: true });
  if (!result.success) {
    throw new InvalidOptionsError(
      result.issues.map((issue) => ({
        option: v.getDotPath(issue) ?? 'options',
        problem: problemOf(issue),
      })),
    );
  }
  const { stripe, secret, origin, path, allowedOrigins, capture, database, workers } =
    result.output;
  const { trustedProxies, appleAssociation } = result.output;
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(appleAssociation === undefined ? {} : { appleAssociation }),
    path,
    allowedOrigins,
    capture,
    database,
    workers,
    secrets: typeof secret === 'string' ? [secret] : secret,
    stripe: stripe ? stripeSettings(stripe) : { keys: null, webhookSecrets: [] },
    trustedProxies,
    limits: { ...ATTEMPT_LIMITS, ...options.limits },
    // Functions and the logger are passed on as they came: valibot would wrap them.
    orders: options.orders,
    on: options.on ?? {},
    ...(options.operators === undefined ? {} : { operators: options.operators }),
    log: options.log ?? 'info',
    now: options.now ?? Date.now,
  };
}

function stripeSettings(
  stripe: v.InferOutput<typeof stripeKeysSchema> | v.InferOutput<typeof keylessSchema>,
): StripeSettings {
  const { webhookSecret, apiUrl, scriptUrl } = stripe;
  return {
    keys: 'publishableKey' in stripe ? pick(stripe) : null,
    webhookSecrets: [webhookSecret].flat(),
    ...(apiUrl === undefined ? {} : { apiUrl, scriptUrl: scriptUrl ?? `${apiUrl}/stripe.js` }),
  };
}

const pick = ({ publishableKey, secretKey }: { publishableKey: string; secretKey: string }) => ({
  publishableKey,
  secretKey,
});

/** The issue in words that never repeat what was given: it may be a secret. */
function problemOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'validation') return issue.message;
  if (issue.received === 'undefined') return 'is missing';
  return issue.type === 'strict_object'
    ? 'is not an option'
    : `must be ${issue.expected ?? 'valid'}`;
}
