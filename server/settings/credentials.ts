/**
 * The keys of the shop's Stripe account: from where the server runs, or entered in the back office and
 * sealed in the database. Read from memory, since every request needs them; what another process
 * changed is read anew every few seconds, and as soon as a signature does not fit.
 *
 * @module
 */
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { readSealed, type OpenedSetting } from './sealed.ts';

export interface Credentials {
  publishableKey: string;
  /** `sk_…` or a restricted `rk_…`. */
  secretKey: string;
  /** Signing secrets that a delivery may carry: more than one while an endpoint is being replaced. */
  webhookSecrets: readonly string[];
  /** Whether the keys move real money. */
  livemode: boolean;
}

/** The sealed setting of the keys that were entered. */
export const KEYS_SETTING = 'stripe.credentials';
/** The sealed setting of the endpoint that was made. */
export const WEBHOOK_SETTING = 'stripe.webhook';

export interface ReplacedSecret {
  secret: string;
  /** When it stops being accepted. */
  until: number;
}

export interface StoredKeys {
  keys: { publishableKey: string; secretKey: string } | null;
  /** Of an endpoint that was made by hand. */
  webhookSecret: string | null;
  replaced: readonly ReplacedSecret[];
}

/** The endpoint that we made at Stripe, and its secret, which Stripe tells once. */
export interface StoredEndpoint {
  id: string;
  secret: string;
}

export interface StoredWebhook {
  endpoint: StoredEndpoint | null;
  replaced: readonly ReplacedSecret[];
  /** The creation of an endpoint whose answer we have not got: made again with the same key. */
  creation: { key: string; params: string; at: number } | null;
}

export const NO_KEYS: StoredKeys = { keys: null, webhookSecret: null, replaced: [] };
export const NO_WEBHOOK: StoredWebhook = { endpoint: null, replaced: [], creation: null };

/** Stripe retries a delivery for three days: as long, the secret that it was signed with is good. */
const OVERLAP_MS = 3 * 24 * 60 * 60 * 1000;

/** The secrets that are still accepted, and this one among them. */
export const withReplaced = (
  replaced: readonly ReplacedSecret[],
  secret: string | null | undefined,
  now: number,
): ReplacedSecret[] => [
  ...replaced.filter(({ until }) => until > now),
  ...(secret ? [{ secret, until: now + OVERLAP_MS }] : []),
];

export interface WebhookSecret {
  secret: string;
  source: 'environment' | 'entered' | 'generated' | 'replaced';
  until: number | null;
}

export interface CredentialStore {
  /** @throws {@link CheckoutError} `not_configured` where there are no keys. */
  current: () => Credentials;
  source: () => 'environment' | 'stored' | 'none';
  /** Every signing secret that is accepted, and where it comes from. */
  webhookSecrets: () => WebhookSecret[];
  /** What was entered and made, as last read. */
  stored: () => { keys: OpenedSetting<StoredKeys>; webhook: OpenedSetting<StoredWebhook> };
  /** Reads what is stored; when it was read less than `maxAge` milliseconds ago, it is good enough. */
  load: (maxAge?: number) => Promise<void>;
}

export function createCredentials({
  settings,
  store,
  seal,
  now,
}: Pick<Context, 'settings' | 'store' | 'seal' | 'now'>): CredentialStore {
  const { stripe } = settings;
  const nothing = { content: undefined, version: 0, unreadable: false };
  let stored: ReturnType<CredentialStore['stored']> = { keys: nothing, webhook: nothing };
  let loadedAt = -Infinity;
  let loading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const at = performance.now();
    const [keys, webhook] = await Promise.all([
      readSealed<StoredKeys>({ store, seal }, KEYS_SETTING),
      readSealed<StoredWebhook>({ store, seal }, WEBHOOK_SETTING),
    ]);
    stored = { keys, webhook };
    loadedAt = at;
  }

  const entered = (): StoredKeys => stored.keys.content ?? NO_KEYS;

  function webhookSecrets(): WebhookSecret[] {
    const at = now();
    const { webhookSecret, replaced } = entered();
    const { endpoint, replaced: formerly } = stored.webhook.content ?? NO_WEBHOOK;
    const lasting = (source: WebhookSecret['source'], secret: string | undefined | null) =>
      secret ? [{ secret, source, until: null }] : [];
    return [
      ...stripe.webhookSecrets.flatMap((secret) => lasting('environment', secret)),
      ...lasting('entered', webhookSecret),
      ...lasting('generated', endpoint?.secret),
      ...[...replaced, ...formerly]
        .filter(({ until }) => until > at)
        .map(({ secret, until }) => ({ secret, source: 'replaced' as const, until })),
    ];
  }

  return {
    webhookSecrets,
    stored: () => stored,
    source: () => (stripe.keys ? 'environment' : entered().keys ? 'stored' : 'none'),
    current() {
      const keys = stripe.keys ?? entered().keys;
      if (!keys) throw new CheckoutError('not_configured');
      return {
        ...keys,
        webhookSecrets: webhookSecrets().map(({ secret }) => secret),
        livemode: isLivemode(keys.secretKey),
      };
    },
    async load(maxAge = 0) {
      if (performance.now() - loadedAt < maxAge) return;
      // A reading that began before the caller's write may not see it: then another one follows.
      const before = loading;
      if (before && maxAge > 0) return before;
      await before?.catch(() => undefined);
      loading = read().finally(() => {
        loading = undefined;
      });
      await loading;
    },
  };
}

export const isLivemode = (secretKey: string): boolean => secretKey.includes('_live_');

/** `sk_test_51Hq…` → `sk_test_…9xYz`: enough to tell one from another, and no more. */
export const masked = (secret: string): string => {
  const [prefix = ''] = /^(?:(?:sk|rk|pk)_(?:test|live)_|whsec_)?/.exec(secret) ?? [];
  return `${prefix}…${secret.slice(prefix.length).slice(-4)}`;
};
