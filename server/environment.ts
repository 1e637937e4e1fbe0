/**
 * The options of the stand-alone server, from environment variables.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { remoteCallbacks } from './notifications/remote.ts';
import { LOG_LEVELS, type CheckoutOptions } from './options.ts';
import { remoteOrders } from './orders/remote.ts';
import { signedHttp } from './signed-http.ts';

const list = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
);
const flag = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((text) => text === 'true'),
);
const number = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'must be a number'),
    v.transform(Number),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  );
const shopUrl = v.pipe(
  v.string(),
  v.url('must be a URL'),
  v.regex(/^https?:/, 'must be http or https'),
);

/** 24 bytes or more, as the Standard Webhooks specification asks for. */
const shopSecrets = v.pipe(
  list,
  v.minLength(1, 'is empty'),
  v.everyItem(
    (secret) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret),
    'must be whsec_ and 24 random bytes or more in base64: echo whsec_$(openssl rand -base64 32) makes one',
  ),
);

const file = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return readFileSync(dataset.value, 'utf8');
    } catch {
      addIssue({ message: 'must be a file that can be read' });
      return NEVER;
    }
  }),
);

/** What a server needs that talks to a shop; a command does not. */
const shopSchema = v.object({
  ORDERS_URL: shopUrl,
  NOTIFICATIONS_URL: v.optional(shopUrl),
  SHOP_SECRET: shopSecrets,
});

const environmentSchema = v.pipe(
  v.object({
    TENDER_SECRET: list,
    TENDER_ORIGIN: v.optional(v.string()),
    TENDER_PATH: v.optional(v.string()),
    TENDER_APPLE_ASSOCIATION_FILE: v.optional(file),
    TENDER_ALLOWED_ORIGINS: v.optional(list, ''),
    TENDER_CAPTURE: v.optional(v.picklist(['automatic', 'manual', 'manual_if_supported'])),
    TENDER_TRUSTED_PROXIES: v.optional(number(0, 10), '0'),
    TENDER_PRIVATE_NETWORK: v.optional(flag, 'false'),
    STRIPE_PUBLISHABLE_KEY: v.optional(v.string()),
    STRIPE_SECRET_KEY: v.optional(v.string()),
    STRIPE_WEBHOOK_SECRET: v.optional(list, ''),
    STRIPE_API_URL: v.optional(v.string()),
    DATABASE_URL: v.optional(v.string(), 'tender.db'),
    LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS), 'info'),
    HOST: v.optional(v.string(), '127.0.0.1'),
    PORT: v.optional(number(0, 65_535), '3000'),
  }),
  v.check(
    (env) => (env.STRIPE_PUBLISHABLE_KEY === undefined) === (env.STRIPE_SECRET_KEY === undefined),
    'STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY are set together, or not at all',
  ),
);

export interface StandAlone {
  options: CheckoutOptions;
  host: string;
  port: number;
}

/** The environment can't be worked with. The message names each variable that is wrong. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

/**
 * Reads the environment. What `createCheckout` checks by itself is left to it.
 *
 * @param use a `command` works without the shop
 * @throws {@link InvalidEnvironmentError} naming every variable that is wrong; it repeats no value.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  use: 'server' | 'command' = 'server',
): StandAlone {
  const variables = withoutEmpty(env);
  const result = v.safeParse(environmentSchema, variables, { abortPipeEarly: true });
  const shop =
    use === 'server' ? v.safeParse(shopSchema, variables, { abortPipeEarly: true }) : null;
  const issues = [...(result.issues ?? []), ...(shop?.issues ?? [])];
  if (!result.success || (shop && !shop.success)) {
    const lines = issues.map((issue) => {
      const missing = issue.kind === 'schema' && issue.received === 'undefined';
      return `  ${v.getDotPath(issue) ?? ''} ${missing ? 'is missing' : wordsOf(issue)}`;
    });
    throw new InvalidEnvironmentError(`The environment has mistakes:\n${lines.join('\n')}`);
  }
  const set = result.output;
  const [secret = '', ...replaced] = set.TENDER_SECRET;
  return {
    host: set.HOST,
    port: set.PORT,
    options: {
      secret: [secret, ...replaced],
      allowedOrigins: set.TENDER_ALLOWED_ORIGINS,
      trustedProxies: set.TENDER_TRUSTED_PROXIES,
      database: set.DATABASE_URL,
      log: set.LOG_LEVEL,
      operators: 'tokens',
      ...(shop ? shopOptions(shop.output, set.TENDER_PRIVATE_NETWORK) : NO_SHOP),
      ...(set.TENDER_PATH === undefined ? {} : { path: set.TENDER_PATH }),
      ...(set.TENDER_APPLE_ASSOCIATION_FILE === undefined
        ? {}
        : { appleAssociation: set.TENDER_APPLE_ASSOCIATION_FILE }),
      ...(set.TENDER_ORIGIN === undefined ? {} : { origin: set.TENDER_ORIGIN }),
      ...(set.TENDER_CAPTURE === undefined ? {} : { capture: set.TENDER_CAPTURE }),
      ...stripeOptions(set),
    },
  };
}

type ShopOptions = Pick<CheckoutOptions, 'orders' | 'on'>;

const NO_SHOP: ShopOptions = { orders: { find: () => null } };

function shopOptions(
  { ORDERS_URL, NOTIFICATIONS_URL, SHOP_SECRET: secrets }: v.InferOutput<typeof shopSchema>,
  privateNetwork: boolean,
): ShopOptions {
  const shop = { secrets, privateNetwork };
  return {
    orders: remoteOrders(signedHttp({ ...shop, url: ORDERS_URL })),
    ...(NOTIFICATIONS_URL === undefined
      ? {}
      : { on: remoteCallbacks(signedHttp({ ...shop, url: NOTIFICATIONS_URL })) }),
  };
}

/** Without keys, they are entered in the back office; a sandbox may still stand in for Stripe. */
function stripeOptions({
  STRIPE_PUBLISHABLE_KEY: publishableKey,
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_URL: apiUrl,
}: v.InferOutput<typeof environmentSchema>): Pick<CheckoutOptions, 'stripe'> {
  return {
    stripe: {
      ...(publishableKey === undefined || secretKey === undefined
        ? {}
        : { publishableKey, secretKey }),
      webhookSecret,
      ...(apiUrl === undefined ? {} : { apiUrl }),
    },
  };
}

/** A variable that is set to nothing is not set: compose files and CI leave such behind. */
const withoutEmpty = (env: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));

const wordsOf = (issue: v.BaseIssue<unknown>): string =>
  issue.kind === 'validation' || issue.type === 'picklist' ? withoutValue(issue) : 'is not valid';

/** valibot's own words for a picklist repeat what was given. */
const withoutValue = ({ type, message, expected }: v.BaseIssue<unknown>): string =>
  type === 'picklist' && expected !== null && !message.startsWith('must')
    ? `must be one of ${expected}`
    : message;
