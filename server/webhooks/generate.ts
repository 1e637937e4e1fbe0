/**
 * "Generate your webhook": one button that makes the endpoint, repairs it, and replaces it.
 *
 * The new endpoint is made and its secret stored before an old one of ours is removed, and both secrets
 * are accepted meanwhile, so that no event falls between them. Endpoints that were made by hand are
 * never touched.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { recordAudit } from '../operators/audit.ts';
import type { Note, WebhookDone, WebhookView } from '../settings/admin-contract.ts';
import {
  WEBHOOK_SETTING,
  withReplaced,
  type CredentialStore,
  type StoredWebhook,
} from '../settings/credentials.ts';
import type { Inspection } from '../settings/inspection.ts';
import { withLock } from '../settings/lock.ts';
import { isMissing, operatorError, stripeWords } from '../settings/problems.ts';
import { sealed } from '../settings/sealed.ts';
import { writeSetting } from '../settings/setting.ts';
import { StripeCallError } from '../stripe.ts';
import { commit } from '../store/commit.ts';
import {
  driftOf,
  eventDrift,
  findEndpoints,
  installId,
  STAMP,
  storedWebhook,
  unreachable,
  webhookUrl,
  type Endpoints,
} from './endpoint.ts';
import { HANDLED_EVENTS } from './events.ts';

/** As many endpoints as an account may have, in each mode. */
const MOST_ENDPOINTS = 16;

/** Stripe remembers an idempotency key for a day at least; with an hour to spare. */
const REMEMBERED_MS = 23 * 60 * 60 * 1000;

export interface WebhookServices {
  keys: CredentialStore;
  inspection: Inspection<WebhookView>;
}

/** What is being said and done. */
interface Report {
  did: Note[];
  warnings: Note[];
}

/**
 * @throws {@link CheckoutError} `not_configured` without keys, `webhook_unreachable`, `webhook_limit`,
 *   `permission_missing`, `operation_refused` in Stripe's words, `stripe_unavailable`, `busy`
 */
export function generateWebhook(
  context: Context,
  services: WebhookServices,
  { rotate, actor }: { rotate: boolean; actor: string },
): Promise<WebhookDone> {
  return withLock(context, 'webhook', async () => {
    const { keys, inspection } = services;
    await keys.load();
    keys.current();
    const url = reachableUrl(context);
    const report: Report = { did: [], warnings: [] };
    let outcome: WebhookDone['outcome'];
    try {
      outcome = await settle(context, services, url, rotate, report);
    } catch (failure) {
      throw operatorError(failure);
    }
    const done = { outcome, did: report.did.map(({ code }) => code) };
    await commit('audit', () =>
      recordAudit(
        context.store.db,
        { actor, action: 'webhook_generated', detail: done },
        context.now(),
      ),
    );
    return { outcome, ...report, webhook: await inspection.look() };
  });
}

function reachableUrl({ settings }: Context): string {
  const url = webhookUrl(settings);
  const obstacle = unreachable(url, settings.stripe.apiUrl !== undefined);
  if (url === null || obstacle) {
    throw new CheckoutError('webhook_unreachable', obstacle ? { message: obstacle.words } : {});
  }
  return url;
}

async function settle(
  context: Context,
  services: WebhookServices,
  url: string,
  rotate: boolean,
  report: Report,
): Promise<WebhookDone['outcome']> {
  const { keys } = services;
  const found = await findEndpoints(context, keys);
  warnOfOthers(found, report);
  const reason = replacementReason(found, keys, rotate);
  if (reason === null && found.current) {
    const outcome = await repair(context, found.current, url, report);
    const extra = found.own.filter((one) => one !== found.current);
    return (await removeOwn(context, extra, report)) ? 'updated' : outcome;
  }
  if (reason) report.did.push(reason);
  const removed = await makeRoom(context, keys, found, report);
  const made = await create(context, keys, url, report);
  const old = found.own.filter((one) => one.id !== made && one !== removed);
  await removeOwn(context, old, report);
  return reason ? 'replaced' : 'created';
}

/** Why a new endpoint is needed, although there is or was one. */
function replacementReason(
  { current, own }: Endpoints,
  keys: CredentialStore,
  rotate: boolean,
): Note | null {
  if (current) {
    if (rotate) return { code: 'rotating', words: 'A new signing secret was asked for.' };
    if (current.api_version === Stripe.API_VERSION) return null;
    const words = `The endpoint’s API version, ${current.api_version ?? 'the account’s own'}, can not be changed to ${Stripe.API_VERSION}.`;
    return { code: 'version_drift', words };
  }
  if (own.length > 0) {
    const words = 'The endpoint of ours at Stripe is of no use: its signing secret is lost.';
    return { code: 'secret_lost', words };
  }
  if (storedWebhook(keys).endpoint) {
    return { code: 'deleted', words: 'The endpoint was gone from Stripe.' };
  }
  return null;
}

function warnOfOthers({ others }: Endpoints, { warnings }: Report): void {
  for (const { id } of others) {
    const words =
      `The endpoint ${id} delivers to the same URL and was not made here: it is left alone. ` +
      'Remove it in Stripe’s dashboard, or every event comes twice.';
    warnings.push({ code: 'made_by_hand', words });
  }
}

async function repair(
  { stripe }: Context,
  current: Stripe.WebhookEndpoint,
  url: string,
  { did }: Report,
): Promise<'updated' | 'unchanged'> {
  if (driftOf(current, url).length === 0) {
    did.push({ code: 'up_to_date', words: 'The webhook is as it should be.' });
    return 'unchanged';
  }
  await stripe.call('update-webhook', ({ webhookEndpoints }) =>
    webhookEndpoints.update(current.id, {
      url,
      enabled_events: [...HANDLED_EVENTS],
      disabled: false,
    }),
  );
  const { missing, needless } = eventDrift(current);
  if (current.url !== url) {
    did.push({ code: 'url_updated', words: `It delivers to ${url} instead of ${current.url}.` });
  }
  if (missing.length + needless.length > 0) {
    const words = `Its events are put right: ${missing.length} were missing, ${needless.length} were too many.`;
    did.push({ code: 'events_updated', words });
  }
  if (current.status !== 'enabled') {
    did.push({ code: 'enabled', words: 'It was disabled, and is enabled again.' });
  }
  return 'updated';
}

/**
 * At the limit, one of ours goes first; the events of the moment between are fetched from Stripe's list.
 *
 * @throws {@link CheckoutError} `webhook_limit` when none is ours.
 */
async function makeRoom(
  context: Context,
  keys: CredentialStore,
  { all, own, current }: Endpoints,
  report: Report,
): Promise<Stripe.WebhookEndpoint | undefined> {
  // One whose answer was lost may be among them: asking for it again needs no room.
  if (all.length < MOST_ENDPOINTS || storedWebhook(keys).creation) return undefined;
  const dispensable = own.find((one) => one !== current) ?? current;
  if (!dispensable) {
    const endpoints = all.map(({ id, url, status }) => ({
      id,
      url,
      enabled: status === 'enabled',
    }));
    throw new CheckoutError('webhook_limit', {
      message: `The Stripe account has ${all.length} webhook endpoints, as many as it may have, and none of them is ours. Remove one in Stripe’s dashboard.`,
      extra: { endpoints },
    });
  }
  report.warnings.push({
    code: 'at_limit',
    words: `The account has ${all.length} endpoints, as many as it may have: ours had to go before the new one came. What happened between is fetched from Stripe within minutes.`,
  });
  await removeOwn(context, [dispensable], report);
  return dispensable;
}

/** Returns the id of the endpoint. */
async function create(
  context: Context,
  keys: CredentialStore,
  url: string,
  { did }: Report,
): Promise<string> {
  const { stripe, now } = context;
  const params: Stripe.WebhookEndpointCreateParams = {
    url,
    enabled_events: [...HANDLED_EVENTS],
    api_version: Stripe.API_VERSION,
    description: 'Tender',
    metadata: { [STAMP]: await installId(context) },
  };
  const before = storedWebhook(keys);
  const creation = creationFor(before, JSON.stringify(params), now());
  // Written down first: when the answer is lost, asking again with the same key brings the same secret.
  await save(context, keys, { ...before, creation });
  let made: Stripe.WebhookEndpoint;
  try {
    made = await stripe.call('create-webhook', ({ webhookEndpoints }) =>
      webhookEndpoints.create(params, { idempotencyKey: creation.key }),
    );
  } catch (failure) {
    const isRefused = failure instanceof StripeCallError && failure.outcome === 'refused';
    if (isRefused) await save(context, keys, { ...before, creation: null });
    throw failure;
  }
  const { id, secret } = made;
  if (secret === undefined) throw new TypeError(`Stripe told no secret of the endpoint ${id}`);
  await save(context, keys, {
    endpoint: { id, secret },
    replaced: withReplaced(before.replaced, before.endpoint?.secret, now()),
    creation: null,
  });
  did.push({
    code: 'created',
    words: `The endpoint ${id} delivers ${HANDLED_EVENTS.length} types of events to ${url}.`,
  });
  return id;
}

function creationFor({ creation }: StoredWebhook, params: string, now: number) {
  const isSame = creation?.params === params && now - creation.at < REMEMBERED_MS;
  return isSame ? creation : { key: `tender-webhook-${randomUUID()}`, params, at: now };
}

async function save(
  context: Context,
  keys: CredentialStore,
  webhook: StoredWebhook,
): Promise<void> {
  const content = sealed(context, WEBHOOK_SETTING, webhook);
  await writeSetting(context.store, WEBHOOK_SETTING, content, context.now());
  await keys.load();
}

/** Whether any was removed. One that can't be is a warning: its events are dropped as duplicates. */
async function removeOwn(
  { stripe }: Context,
  endpoints: readonly Stripe.WebhookEndpoint[],
  { did, warnings }: Report,
): Promise<boolean> {
  let removed = false;
  for (const { id } of endpoints) {
    try {
      await stripe.call('delete-webhook', ({ webhookEndpoints }) => webhookEndpoints.del(id));
      did.push({ code: 'removed', words: `The old endpoint ${id} is removed.` });
      removed = true;
    } catch (failure) {
      if (isMissing(failure)) continue;
      const said = stripeWords(failure) ?? 'no answer';
      const words = `The old endpoint ${id} could not be removed: ${said}`;
      warnings.push({ code: 'not_removed', words });
    }
  }
  return removed;
}
