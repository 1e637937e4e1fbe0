/**
 * What operators see of the keys, and how they replace them without losing sight of a payment.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { recordAudit } from '../operators/audit.ts';
import { webhookSecretSchema } from '../options.ts';
import { voidPayment } from '../payments/operations.ts';
import { transaction } from '../store/commit.ts';
import type { Schema } from '../store/schema.ts';
import type { Account } from './account.ts';
import type {
  CredentialCheck,
  CredentialCheckRequest,
  CredentialsRequest,
  CredentialsView,
} from './admin-contract.ts';
import { checkCredentials, type KeyPair } from './credential-check.ts';
import {
  isLivemode,
  KEYS_SETTING,
  masked,
  NO_KEYS,
  NO_WEBHOOK,
  WEBHOOK_SETTING,
  withReplaced,
  type CredentialStore,
  type StoredKeys,
  type StoredWebhook,
} from './credentials.ts';
import type { Inspection } from './inspection.ts';
import { error } from './problems.ts';
import { sealed } from './sealed.ts';
import { changeSetting, putSetting } from './setting.ts';

export interface CredentialServices {
  keys: CredentialStore;
  account: Account;
  /** Of the keys in force. */
  check: Inspection<CredentialCheck>;
}

/** Checks the keys in force; where there are none, that is the problem. */
export async function checkCurrent(
  { settings, now }: Pick<Context, 'settings' | 'now'>,
  keys: CredentialStore,
): Promise<CredentialCheck> {
  if (keys.source() !== 'none') {
    return checkCredentials(keys.current(), settings.stripe.apiUrl, now());
  }
  const { unreadable } = keys.stored().keys;
  return {
    checkedAt: now(),
    ok: false,
    livemode: null,
    account: null,
    sameAccount: null,
    permissions: [],
    problems: [
      unreadable
        ? error(
            'keys_unreadable',
            'The stored keys were sealed under another secret, and can not be read.',
            'enter_credentials',
            'Put the old secret behind the new one, or enter the keys again.',
          )
        : error('keys_missing', 'There are no Stripe keys.', 'enter_credentials'),
    ],
  };
}

/**
 * Checks what was entered, as {@link changeCredentials} would; without any, the keys in force, and reads
 * their account anew: a capability that was just switched on counts from then.
 */
export async function checkEntered(
  { settings, now }: Context,
  { keys, account, check }: CredentialServices,
  request: CredentialCheckRequest,
): Promise<CredentialCheck> {
  await keys.load();
  const entered = enteredPair(request, keys.stored().keys.content?.keys ?? null);
  if (entered) return checkCredentials(entered, settings.stripe.apiUrl, now());
  const found = await check.look();
  if (found.ok) await account.refresh();
  return found;
}

export async function credentialsView(
  context: Context,
  { keys, check }: CredentialServices,
): Promise<CredentialsView> {
  await keys.load();
  const source = keys.source();
  const pair = source === 'none' ? null : keys.current();
  return {
    version: keys.stored().keys.version,
    source,
    publishableKey: pair && masked(pair.publishableKey),
    secretKey: pair && masked(pair.secretKey),
    restricted: pair?.secretKey.startsWith('rk_') ?? false,
    livemode: pair?.livemode ?? null,
    webhookSecrets: keys
      .webhookSecrets()
      .map(({ secret, source: from, until }) => ({ masked: masked(secret), source: from, until })),
    inFlight: await inFlight(context),
    check: (await check.last()) ?? null,
  };
}

/**
 * Saves keys that Stripe accepts.
 *
 * @throws {@link CheckoutError} `settings_read_only`, `invalid_request`, `credentials_refused` with the
 *   check, `payments_in_flight` with their count, `settings_changed`
 */
export async function changeCredentials(
  context: Context,
  services: CredentialServices,
  request: CredentialsRequest,
  actor: string,
): Promise<void> {
  const { settings, store, now } = context;
  const { keys, account, check } = services;
  await keys.load();
  const { version } = request;
  // Before anything is given up for it; the transaction looks again.
  if (version !== keys.stored().keys.version) throw new CheckoutError('settings_changed');
  const before = keys.stored().keys.content ?? NO_KEYS;
  const entered = enteredPair(request, before.keys);
  if (entered && keys.source() === 'environment') throw new CheckoutError('settings_read_only');
  const isNew = entered !== null && !samePair(entered, before.keys);

  let found: CredentialCheck | undefined;
  let moves = false;
  if (isNew) {
    found = await checkCredentials(entered, settings.stripe.apiUrl, now());
    if (!found.ok) throw new CheckoutError('credentials_refused', { extra: { check: found } });
    moves = await isOtherAccount(services, entered, found);
    if (moves) await settleInFlight(context, request.cancelOpen ?? false, actor);
  }
  const after: StoredKeys = {
    keys: entered ?? before.keys,
    ...webhookSecretAfter(before, request.webhookSecret, now()),
  };
  const at = now();
  await transaction(store.db, 'operator-setting', async (trx) => {
    const content = sealed(context, KEYS_SETTING, after);
    await changeSetting(trx, KEYS_SETTING, content, { version, now: at });
    if (moves) await forgetEndpoint(context, keys, trx);
    const detail = {
      ...(isNew ? { secretKey: masked(entered.secretKey), account: found?.account?.id } : {}),
      ...(request.webhookSecret === undefined ? {} : { webhookSecret: 'changed' }),
    };
    await recordAudit(trx, { actor, action: 'credentials_changed', detail }, at);
  });
  await keys.load();
  if (isNew) await Promise.all([account.refresh(), check.look()]);
}

function enteredPair(
  { publishableKey, secretKey }: CredentialCheckRequest,
  before: KeyPair | null,
): KeyPair | null {
  if (publishableKey === undefined && secretKey === undefined) return null;
  const pair = {
    publishableKey: publishableKey ?? before?.publishableKey,
    secretKey: secretKey ?? before?.secretKey,
  };
  const missing = (['publishableKey', 'secretKey'] as const).filter((field) => !pair[field]);
  if (missing.length > 0) {
    const issues = missing.map((field) => ({ field, problem: 'is missing' }));
    throw new CheckoutError('invalid_request', { extra: { issues } });
  }
  return pair as KeyPair;
}

const samePair = (one: KeyPair, other: KeyPair | null): boolean =>
  one.publishableKey === other?.publishableKey && one.secretKey === other.secretKey;

/** The new secret, and those that deliveries under way may still carry. */
function webhookSecretAfter(
  before: StoredKeys,
  given: string | null | undefined,
  now: number,
): Pick<StoredKeys, 'webhookSecret' | 'replaced'> {
  const { webhookSecret, replaced } = before;
  if (given === undefined || given === webhookSecret) return { webhookSecret, replaced };
  if (given !== null) {
    const { issues } = v.safeParse(webhookSecretSchema, given, { abortPipeEarly: true });
    if (issues) {
      const problem = issues[0].message;
      throw new CheckoutError('invalid_request', {
        extra: { issues: [{ field: 'webhookSecret', problem }] },
      });
    }
  }
  return { webhookSecret: given, replaced: withReplaced(replaced, webhookSecret, now) };
}

/** Other keys of the same account and mode see the same payments; those of another don't. */
async function isOtherAccount(
  { keys, account }: CredentialServices,
  entered: KeyPair,
  found: CredentialCheck,
): Promise<boolean> {
  if (keys.source() === 'none') return false;
  if (keys.current().livemode !== isLivemode(entered.secretKey)) return true;
  const former = await account.facts().catch(() => undefined);
  return former !== undefined && former.id !== found.account?.id;
}

/** Nobody could tell any more what became of payments that are under way. */
async function settleInFlight(context: Context, cancelOpen: boolean, actor: string): Promise<void> {
  if (cancelOpen) await cancelAllOpen(context, actor);
  const counts = await inFlight(context);
  if (counts.open + counts.processing + counts.authorized > 0) {
    throw new CheckoutError('payments_in_flight', { extra: { inFlight: counts } });
  }
}

/** The endpoint is the other account's; what it still delivers is accepted for a while. */
async function forgetEndpoint(
  context: Context,
  keys: CredentialStore,
  trx: Transaction<Schema>,
): Promise<void> {
  const at = context.now();
  const { endpoint, replaced } = keys.stored().webhook.content ?? NO_WEBHOOK;
  if (!endpoint) return;
  const forgotten: StoredWebhook = {
    ...NO_WEBHOOK,
    replaced: withReplaced(replaced, endpoint.secret, at),
  };
  await putSetting(trx, WEBHOOK_SETTING, sealed(context, WEBHOOK_SETTING, forgotten), at);
}

async function cancelAllOpen(context: Context, actor: string): Promise<void> {
  const open = await context.store.db
    .selectFrom('payment')
    .select('id')
    .where('state', '=', 'open')
    .execute();
  for (const { id } of open) {
    await voidPayment(context, id, { actor, reason: 'abandoned' }).catch((err: unknown) =>
      context.log.warn({ payment: id, err }, 'an open payment could not be given up'),
    );
  }
}

async function inFlight({ store }: Context): Promise<CredentialsView['inFlight']> {
  const rows = await store.db
    .selectFrom('payment')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('state', 'in', ['open', 'processing', 'authorized'])
    .groupBy('state')
    .execute();
  const count = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    open: count('open'),
    processing: count('processing'),
    authorized: count('authorized'),
  };
}
