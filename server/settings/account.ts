/**
 * What Stripe says of the shop's account: it decides, with the catalogue, which methods can be offered.
 *
 * Read in the background and kept in the database, so that a page waits for it once in the life of a
 * shop, and a server that starts while Stripe is down still knows it.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import {
  isCountry,
  paymentMethods,
  revive,
  type Catalogue,
  type Country,
} from '../methods/index.ts';
import { StripeCallError } from '../stripe.ts';
import { readSetting, writeSetting } from './setting.ts';

export interface AccountFacts {
  id: string;
  country: Country;
  /** By name, such as `ideal_payments`: `active`, `pending` or `inactive`. */
  capabilities: Record<string, string>;
  /** Methods that are switched off in Stripe's dashboard. */
  switchedOff: string[];
  /** When Stripe was asked. */
  readAt: number;
  /** How far our clock was ahead of Stripe's then, in milliseconds; within a second or so. */
  clockAhead: number;
}

export interface Account {
  /** @throws {@link CheckoutError} `stripe_unavailable` when it was never read and can't be now. */
  facts: () => Promise<AccountFacts>;
  /** Asks Stripe now. */
  refresh: () => Promise<AccountFacts>;
}

const FRESH_MS = 10 * 60 * 1000;

export function createAccount(context: Context): Account {
  const { stripe, store, now, log, credentials } = context;
  let known: { key: string; facts: AccountFacts } | undefined;
  let reading: Promise<AccountFacts> | undefined;

  /** Another key may be another account's, whose facts must not be taken for these. */
  const settingName = (): string =>
    `stripe.account.${createHash('sha256').update(credentials().secretKey).digest('hex').slice(0, 16)}`;

  async function read(): Promise<AccountFacts> {
    const key = settingName();
    const askedAt = now();
    const account = await stripe.call('read-account', ({ accounts }) => accounts.retrieveCurrent());
    const answeredAt = now();
    const { id, country, capabilities = {} } = account;
    if (!isCountry(country)) throw new TypeError(`Stripe's account ${id} has no known country`);
    const facts: AccountFacts = {
      id,
      country,
      capabilities: { ...capabilities },
      switchedOff: await readSwitchedOff(),
      readAt: now(),
      clockAhead: clockAhead(account.lastResponse.headers.date, askedAt, answeredAt),
    };
    known = { key, facts };
    await writeSetting(store, key, facts, now());
    return facts;
  }

  /** A restricted key may not see the dashboard's switches: then none counts as off. */
  async function readSwitchedOff(): Promise<string[]> {
    try {
      const { data } = await stripe.call('read-account', (client) =>
        client.paymentMethodConfigurations.list({ limit: 100 }),
      );
      const standard = data.find((one) => one.is_default && one.active);
      return standard ? switchedOff(standard) : [];
    } catch (error) {
      if (error instanceof StripeCallError && error.outcome === 'refused') return [];
      throw error;
    }
  }

  function refresh(): Promise<AccountFacts> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    refresh,
    async facts() {
      const key = settingName();
      if (known?.key !== key) {
        const stored = await readSetting<AccountFacts>(store, key);
        known = stored && { key, facts: stored };
      }
      if (!known) {
        return refresh().catch((cause: unknown) => {
          throw new CheckoutError('stripe_unavailable', { cause });
        });
      }
      if (now() - known.facts.readAt > FRESH_MS) {
        refresh().catch((err: unknown) => log.warn({ err }, 'the account could not be read anew'));
      }
      return known.facts;
    },
  };
}

/** By the `Date` of the answer, which is in whole seconds, and was written while we waited. */
function clockAhead(date: string | undefined, askedAt: number, answeredAt: number): number {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? 0 : Math.round((askedAt + answeredAt) / 2 - theirs - 500);
}

function switchedOff(configuration: Stripe.PaymentMethodConfiguration): string[] {
  return Object.entries(configuration)
    .filter(([, method]) => preferenceOf(method) === 'off')
    .map(([type]) => type);
}

function preferenceOf(method: unknown): string | undefined {
  const { display_preference: preference } = (method ?? {}) as {
    display_preference?: { value?: string };
  };
  return preference?.value;
}

/**
 * The methods that there are for the account. The sandbox can play one of the past, which still has what
 * Stripe has discontinued since; Stripe itself takes none of that any more.
 */
export function catalogueFor(
  { capabilities }: AccountFacts,
  { stripe }: Pick<Context['settings'], 'stripe'>,
): Catalogue {
  if (stripe.apiUrl === undefined) return paymentMethods;
  const kept = [...paymentMethods.values()].filter(
    (method) =>
      method.unavailable === 'discontinued' &&
      method.capabilities.some((name) => capabilities[name] === 'active'),
  );
  return kept.length === 0 ? paymentMethods : revive(...kept.map(({ type }) => type));
}
