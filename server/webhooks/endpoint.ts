/**
 * The webhook endpoint at Stripe: what state it is in.
 *
 * An endpoint that was made here carries our stamp in its metadata; any other is left alone.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import type { Context } from '../context.ts';
import type { Note, Problem, WebhookView } from '../settings/admin-contract.ts';
import { NO_WEBHOOK, type CredentialStore } from '../settings/credentials.ts';
import { error, isPermissionMissing, stripeWords, warning } from '../settings/problems.ts';
import { readSetting } from '../settings/setting.ts';
import { commit } from '../store/commit.ts';
import { missedDeliveries } from './deliveries.ts';
import { HANDLED_EVENTS } from './events.ts';

/** The metadata by which an endpoint is known as ours: the value names this installation. */
export const STAMP = 'tender_install';

const INSTALL = 'install';

/** A name for this installation, made once: another database on the same account has another. */
export async function installId({ store, now }: Pick<Context, 'store' | 'now'>): Promise<string> {
  await commit('setting', () =>
    store.db
      .insertInto('setting')
      .values({ name: INSTALL, value: JSON.stringify(randomUUID()), updated_at: now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  );
  return (await readSetting<string>(store, INSTALL)) ?? '';
}

/** Where Stripe should deliver; null while the server does not know its own origin. */
export const webhookUrl = ({ origin, path }: Context['settings']): string | null =>
  origin === undefined ? null : `${origin}${path}/webhooks/stripe`;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Why Stripe could not deliver to the URL; the sandbox reaches every address of its machine. */
export function unreachable(url: string | null, isSandbox: boolean): Note | null {
  if (url === null) {
    const words =
      'The server does not know where Stripe reaches it: set its origin, TENDER_ORIGIN.';
    return { code: 'origin_missing', words };
  }
  if (!isSandbox && LOOPBACK.has(new URL(url).hostname)) {
    const words =
      `Stripe can not reach ${url}, an address of this machine alone. ` +
      'While you develop, `stripe listen --forward-to` brings the events; its secret is to be entered.';
    return { code: 'origin_local', words };
  }
  return null;
}

export interface Endpoints {
  all: Stripe.WebhookEndpoint[];
  /** With our stamp, the one in use first. */
  own: Stripe.WebhookEndpoint[];
  /** The one whose secret we have. */
  current: Stripe.WebhookEndpoint | undefined;
  /** At our URL, and not made here. */
  others: Stripe.WebhookEndpoint[];
}

/** @throws {@link StripeCallError} */
export async function findEndpoints(context: Context, keys: CredentialStore): Promise<Endpoints> {
  const { stripe, settings } = context;
  const install = await installId(context);
  const stored = keys.stored().webhook.content?.endpoint;
  const all = await stripe.call('read-webhooks', ({ webhookEndpoints }) =>
    webhookEndpoints.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 }),
  );
  const current = all.find(({ id }) => id === stored?.id);
  const stamped = all.filter((one) => one !== current && one.metadata[STAMP] === install);
  const own = [...(current ? [current] : []), ...stamped];
  const url = webhookUrl(settings);
  return {
    all,
    own,
    current,
    others: all.filter((one) => one.url === url && !own.includes(one)),
  };
}

/** What is not as it should be with an endpoint of ours. */
export function driftOf(endpoint: Stripe.WebhookEndpoint, url: string | null): Problem[] {
  const found: Problem[] = [];
  const drift = (code: string, words: string): void =>
    void found.push(error(`webhook_${code}`, words, 'generate_webhook'));
  if (endpoint.status !== 'enabled') {
    drift('disabled', 'The webhook endpoint is disabled at Stripe: no event is delivered.');
  }
  if (url !== null && endpoint.url !== url) {
    drift('url', `The webhook endpoint delivers to ${endpoint.url} instead of ${url}.`);
  }
  if (endpoint.api_version !== Stripe.API_VERSION) {
    const version = endpoint.api_version ?? 'the account’s own version';
    drift('version', `Events come in ${version} instead of ${Stripe.API_VERSION}.`);
  }
  const { missing, needless } = eventDrift(endpoint);
  if (missing.length > 0) {
    drift('events', `The webhook endpoint is not sent ${missing.join(', ')}.`);
  } else if (needless.length > 0) {
    const words = `The webhook endpoint is sent events that nobody here reads: ${needless.join(', ')}.`;
    found.push(warning('webhook_events', words, 'generate_webhook'));
  }
  return found;
}

export function eventDrift({ enabled_events: sent }: Stripe.WebhookEndpoint): {
  missing: string[];
  needless: string[];
} {
  const wanted = new Set<string>(HANDLED_EVENTS);
  const all = sent.includes('*');
  return {
    missing: all ? [] : HANDLED_EVENTS.filter((type) => !sent.includes(type)),
    needless: sent.filter((type) => !wanted.has(type)),
  };
}

/** How the webhook stands; where Stripe can't be asked, that is what is told. */
export async function inspectWebhook(
  context: Context,
  keys: CredentialStore,
): Promise<WebhookView> {
  const { settings, now } = context;
  await keys.load();
  const url = webhookUrl(settings);
  const view: WebhookView = {
    checkedAt: now(),
    status: 'unknown',
    url,
    apiVersion: Stripe.API_VERSION,
    endpoint: null,
    others: [],
    lastEventAt: await lastEventAt(context),
    problems: [],
  };
  if (keys.source() === 'none') return view;

  const accepted = keys.webhookSecrets().some(({ source }) => source !== 'replaced');
  let endpoints: Endpoints;
  try {
    endpoints = await findEndpoints(context, keys);
  } catch (failure) {
    const said = stripeWords(failure) ?? 'no answer';
    const words = `The webhook endpoints can not be looked at: ${said}`;
    const problems = [
      ...(accepted ? [] : [missingSecret()]),
      isPermissionMissing(failure)
        ? warning('webhook_not_visible', words, 'see_stripe')
        : warning('webhook_unknown', words, 'see_server'),
    ];
    return {
      ...view,
      status: accepted && isPermissionMissing(failure) ? 'manual' : 'unknown',
      problems,
    };
  }

  const { current, own, others } = endpoints;
  const [shown] = own;
  const stored = keys.stored().webhook;
  const isManual = keys
    .webhookSecrets()
    .some(({ source }) => source === 'entered' || source === 'environment');
  const problems: Problem[] = [];
  if (current) problems.push(...driftOf(current, url));
  else if (stored.content?.endpoint) {
    problems.push(
      error('webhook_deleted', 'The webhook endpoint was deleted at Stripe.', 'generate_webhook'),
    );
  } else if (stored.unreadable || own.length > 0) {
    problems.push(
      error(
        'webhook_secret_lost',
        'There is a webhook endpoint of ours at Stripe, but its signing secret is lost.',
        'generate_webhook',
      ),
    );
  } else if (isManual) {
    problems.push(...others.flatMap((other) => driftOf(other, url)).map(byHand));
  } else problems.push(missingSecret());
  if (current && others.length > 0) {
    problems.push(
      warning(
        'webhook_doubled',
        'Another endpoint, made by hand, delivers to the same URL: every event comes twice.',
        'see_stripe',
        'Remove it in Stripe’s dashboard, unless its secret is entered here.',
      ),
    );
  }
  const missed = await missedDeliveries(context);
  if (missed && !problems.some(({ severity }) => severity === 'error')) {
    problems.push(
      warning(
        'webhook_silent',
        `Of the last ${missed.events} events ${missed.missed} did not come by the webhook: payments settle late, and only because they are asked for.`,
        'see_stripe',
        'See in Stripe’s dashboard how the deliveries were answered: a proxy may turn them away.',
      ),
    );
  }
  return {
    ...view,
    status: statusOf(shown !== undefined, isManual, problems),
    endpoint: shown
      ? {
          id: shown.id,
          url: shown.url,
          enabled: shown.status === 'enabled',
          apiVersion: shown.api_version,
          events: shown.enabled_events.length,
          eventsWanted: HANDLED_EVENTS.length,
          createdAt: shown.created * 1000,
        }
      : null,
    others: others.map(({ id, status, created }) => ({
      id,
      enabled: status === 'enabled',
      createdAt: created * 1000,
    })),
    problems,
  };
}

/** Problems of an endpoint that is as it should be. */
const BESIDE = new Set(['webhook_doubled', 'webhook_silent']);

function statusOf(
  isThere: boolean,
  isManual: boolean,
  problems: readonly Problem[],
): WebhookView['status'] {
  const drifted = problems.some(({ code }) => !BESIDE.has(code));
  if (isThere) return drifted ? 'drifted' : 'ok';
  return isManual && !problems.some(({ code }) => code === 'webhook_deleted')
    ? 'manual'
    : 'missing';
}

const missingSecret = (): Problem =>
  error(
    'webhook_missing',
    'There is no webhook: payments settle late, and only because they are asked for.',
    'generate_webhook',
  );

/** What was made by hand is mended by hand. */
const byHand = ({ code, words }: Problem): Problem =>
  warning(
    code,
    words,
    'see_stripe',
    'Change it in Stripe’s dashboard, or generate the webhook here.',
  );

async function lastEventAt({ store }: Context): Promise<number | null> {
  const row = await store.db
    .selectFrom('inbox')
    .select('received_at')
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.received_at ?? null;
}

export const storedWebhook = (keys: CredentialStore) => keys.stored().webhook.content ?? NO_WEBHOOK;
