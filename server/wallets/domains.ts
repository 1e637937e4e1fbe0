/**
 * Payment method domains: Apple Pay, Google Pay and the other wallets appear only on hosts that are
 * registered at Stripe.
 *
 * @module
 */
import { isIP } from 'node:net';
import type Stripe from 'stripe';
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { recordAudit } from '../operators/audit.ts';
import type {
  DomainsDone,
  DomainsView,
  DomainView,
  Note,
  Problem,
} from '../settings/admin-contract.ts';
import type { CredentialStore } from '../settings/credentials.ts';
import type { Inspection } from '../settings/inspection.ts';
import { withLock } from '../settings/lock.ts';
import { isPermissionMissing, operatorError, stripeWords, warning } from '../settings/problems.ts';
import { readSetting, writeSetting } from '../settings/setting.ts';
import { commit } from '../store/commit.ts';
import type { SeenHosts } from './seen-hosts.ts';

const WALLETS = ['apple_pay', 'google_pay', 'link', 'paypal', 'amazon_pay', 'klarna'] as const;

/** Ids of the domains that were registered here, by Stripe account and mode alike: ids are unique. */
const OURS = 'wallet.domains';

export interface DomainServices {
  keys: CredentialStore;
  seen: SeenHosts;
  inspection: Inspection<DomainsView>;
}

type Domain = Stripe.PaymentMethodDomain;

/** Every host that matters: configured, seen, or registered. */
export async function inspectDomains(
  context: Context,
  { keys, seen }: Pick<DomainServices, 'keys' | 'seen'>,
): Promise<DomainsView> {
  const { now, settings } = context;
  const view: DomainsView = { checkedAt: now(), domains: [], problems: [] };
  await keys.load();
  if (keys.source() === 'none') return view;

  let registered: Domain[];
  try {
    registered = await listDomains(context);
  } catch (failure) {
    const said = stripeWords(failure) ?? 'no answer';
    const words = `The wallet domains can not be looked at: ${said}`;
    const action = isPermissionMissing(failure) ? 'see_stripe' : 'see_server';
    return { ...view, problems: [warning('domains_unknown', words, action)] };
  }
  const ours = await ourIds(context);
  const seenAt = await seen.hosts();
  const configured = configuredHosts(settings);
  const used = usedHosts(settings, seenAt);
  const byHost = new Map(registered.map((domain) => [domain.domain_name, domain]));
  const hosts = new Set([...configured, ...seenAt.keys(), ...byHost.keys()]);
  const domains = [...hosts].sort().map((host): DomainView => {
    const domain = byHost.get(host);
    return {
      host,
      id: domain?.id ?? null,
      enabled: domain?.enabled ?? false,
      configured: configured.has(host),
      seenAt: seenAt.get(host) ?? null,
      ours: domain !== undefined && ours.has(domain.id),
      wallets: domain ? walletsOf(domain) : [],
      note: unregistrable(host, settings.stripe.apiUrl !== undefined),
    };
  });
  const problems = domains.filter(({ host }) => used.has(host)).flatMap(problemsOf);
  return { ...view, domains, problems };
}

/**
 * Registers hosts, has Stripe look again at wallets that are inactive, and disables those of ours where
 * no element runs any more.
 *
 * @param hosts by default, all that are configured or were seen
 * @throws {@link CheckoutError} `invalid_request` for what is no host, `permission_missing`,
 *   `operation_refused` in Stripe's words, `stripe_unavailable`, `busy`
 */
export function registerDomains(
  context: Context,
  services: DomainServices,
  { hosts, actor }: { hosts?: readonly string[] | undefined; actor: string },
): Promise<DomainsDone> {
  return withLock(context, 'domains', async () => {
    const { keys, inspection } = services;
    await keys.load();
    keys.current();
    const did: Note[] = [];
    const warnings: Note[] = [];
    try {
      const before = await inspectRegistered(context, services);
      const named = hosts?.map(hostOf);
      const wanted = named ?? before.used;
      for (const host of wanted) {
        const note = unregistrable(host, context.settings.stripe.apiUrl !== undefined);
        if (note) warnings.push(note);
        else did.push(...(await ensureDomain(context, host, before.byHost.get(host))));
      }
      if (!named) did.push(...(await disableUnused(context, before)));
    } catch (failure) {
      throw operatorError(failure);
    }
    if (did.length === 0)
      did.push({ code: 'up_to_date', words: 'Every domain is as it should be.' });
    const detail = { did: did.map(({ words }) => words) };
    await commit('audit', () =>
      recordAudit(context.store.db, { actor, action: 'domains_registered', detail }, context.now()),
    );
    return { did, warnings, domains: await inspection.look() };
  });
}

interface Registered {
  byHost: ReadonlyMap<string, Domain>;
  ours: ReadonlySet<string>;
  /** The hosts on which elements run. */
  used: readonly string[];
}

async function inspectRegistered(context: Context, { seen }: DomainServices): Promise<Registered> {
  const registered = await listDomains(context);
  const used = usedHosts(context.settings, await seen.hosts());
  return {
    byHost: new Map(registered.map((domain) => [domain.domain_name, domain])),
    ours: await ourIds(context),
    used: [...used].sort(),
  };
}

async function ensureDomain(
  context: Context,
  host: string,
  known: Domain | undefined,
): Promise<Note[]> {
  const { stripe } = context;
  if (!known) {
    const made = await stripe.call('write-domain', ({ paymentMethodDomains }) =>
      paymentMethodDomains.create({ domain_name: host }),
    );
    await rememberOurs(context, made.id);
    return [{ code: 'registered', words: `${host} is registered.` }];
  }
  if (!known.enabled) {
    await stripe.call('write-domain', ({ paymentMethodDomains }) =>
      paymentMethodDomains.update(known.id, { enabled: true }),
    );
    return [{ code: 'enabled', words: `${host} was disabled, and is enabled again.` }];
  }
  if (walletsOf(known).every(({ active }) => active)) return [];
  const validated = await stripe.call('write-domain', ({ paymentMethodDomains }) =>
    paymentMethodDomains.validate(known.id),
  );
  const inactive = walletsOf(validated).filter(({ active }) => !active).length;
  const words = `${host} was looked at again: ${inactive === 0 ? 'every wallet is active' : `${inactive} of ${WALLETS.length} wallets are inactive`}.`;
  return [{ code: 'validated', words }];
}

async function disableUnused(
  { stripe }: Context,
  { byHost, ours, used }: Registered,
): Promise<Note[]> {
  const did: Note[] = [];
  for (const [host, { id, enabled }] of byHost) {
    if (!enabled || !ours.has(id) || used.includes(host)) continue;
    await stripe.call('write-domain', ({ paymentMethodDomains }) =>
      paymentMethodDomains.update(id, { enabled: false }),
    );
    did.push({ code: 'disabled', words: `${host} is no longer ours, and disabled.` });
  }
  return did;
}

const listDomains = ({ stripe }: Context): Promise<Domain[]> =>
  stripe.call('read-domains', ({ paymentMethodDomains }) =>
    paymentMethodDomains.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 }),
  );

async function ourIds({ store }: Pick<Context, 'store'>): Promise<Set<string>> {
  return new Set(await readSetting<string[]>(store, OURS));
}

async function rememberOurs(context: Context, id: string): Promise<void> {
  const ids = await ourIds(context);
  await writeSetting(context.store, OURS, [...ids, id], context.now());
}

/** The hosts of pages that may take payments. */
function configuredHosts({ allowedOrigins }: Context['settings']): Set<string> {
  return new Set(allowedOrigins.map((origin) => new URL(origin).hostname));
}

/**
 * The hosts on which elements may run: those that are configured; the server's own, and in the sandbox
 * any of this machine, once a page was seen there.
 */
function usedHosts(
  settings: Context['settings'],
  seenAt: ReadonlyMap<string, number>,
): Set<string> {
  const configured = configuredHosts(settings);
  const own = settings.origin && new URL(settings.origin).hostname;
  const seen = [...seenAt.keys()].filter((host) => configured.size === 0 || host === own);
  return new Set([...configured, ...seen]);
}

/** Why Stripe would not take a host. The sandbox plays Apple on `localhost` too. */
function unregistrable(host: string, isSandbox: boolean): Note | null {
  if (isIP(host.replace(/^\[|\]$/g, '')) > 0) {
    const words = `${host} is an address, not a name: wallets need a name.`;
    return { code: 'not_a_name', words };
  }
  if (host === 'localhost' && !isSandbox) {
    const words = 'localhost can not be registered: wallets need a name that Stripe can reach.';
    return { code: 'local', words };
  }
  return null;
}

function hostOf(given: string): string {
  const host = given.trim().toLowerCase();
  if (URL.parse(`https://${host}`)?.host === host) return host;
  const issues = [{ field: 'hosts', problem: 'must be hosts, without scheme, port or path' }];
  throw new CheckoutError('invalid_request', { extra: { issues } });
}

const walletsOf = (domain: Domain): DomainView['wallets'] =>
  WALLETS.flatMap((type) => {
    // Stripe adds wallets over time; an account's version may lack one.
    const wallet = domain[type] as Stripe.PaymentMethodDomain.ApplePay | undefined;
    if (!wallet) return [];
    const active = wallet.status === 'active';
    return [{ type, active, words: wallet.status_details?.error_message ?? null }];
  });

function problemsOf({ host, id, enabled, wallets, note }: DomainView): Problem[] {
  if (note) return [];
  if (id === null) {
    const words = `${host} takes payments and is not registered: no wallet shows there.`;
    return [warning('domain_missing', words, 'register_domains')];
  }
  if (!enabled) {
    const words = `${host} is disabled at Stripe: no wallet shows there.`;
    return [warning('domain_disabled', words, 'register_domains')];
  }
  const apple = wallets.find(({ type }) => type === 'apple_pay');
  if (!apple || apple.active) return [];
  const words = `Apple Pay is inactive on ${host}: ${apple.words ?? 'Stripe does not say why.'}`;
  return [warning('wallet_inactive', words, 'register_domains')];
}
