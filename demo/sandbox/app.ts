/** The sandbox as one Hono app, without a port. */
import type { Hono } from 'hono';
import type { Country } from '../../server/methods/index.ts';
import { createAccounts, type Account } from './accounts.ts';
import { accounts as accountHandlers } from './api/accounts.ts';
import { balance } from './api/balance.ts';
import { charges } from './api/charges.ts';
import { redactForPage } from './api/client-secrets.ts';
import { confirmationTokens } from './api/confirmation-tokens.ts';
import { customers } from './api/customers.ts';
import { disputes } from './api/disputes.ts';
import { events, resendEvent } from './api/events.ts';
import { paymentIntents } from './api/payment-intents.ts';
import { paymentMethodConfigurations } from './api/payment-method-configurations.ts';
import { paymentMethodDomains } from './api/payment-method-domains.ts';
import { paymentMethods } from './api/payment-methods.ts';
import { refunds } from './api/refunds.ts';
import { setupIntents } from './api/setup-intents.ts';
import { stripeJs } from './api/stripe-js.ts';
import { webhookEndpoints } from './api/webhook-endpoints.ts';
import { createCliListen } from './cli/listen.ts';
import { createBrowserRoutes } from './browser/routes.ts';
import { createControl, type Controls } from './control.ts';
import { createPages } from './pages/routes.ts';
import { cashBalanceOf } from './payments/cash-balance.ts';
import { performTask } from './payments/tasks.ts';
import { createCallLog } from './protocol/call-log.ts';
import { createApi } from './protocol/api.ts';
import type { Include } from './protocol/expand.ts';
import { list } from './protocol/pagination.ts';
import { createStateControl } from './snapshot.ts';
import { findObject } from './state/account-state.ts';
import { createClock, type Time } from './state/clock.ts';
import type { Context } from './state/events.ts';
import type { Charge, Customer } from './state/objects.ts';
import { createTrouble } from './trouble/trouble.ts';
import { createWebhooks, deliveryTask, type WebhookOptions } from './webhooks/deliveries.ts';

export interface SandboxOptions {
  /** The country of its accounts. */
  country?: Country;
  /** Default: `real`. */
  time?: Time;
  webhooks?: WebhookOptions;
  /** Decides what goes wrong when trouble is asked for: the same seed, the same trouble. */
  seed?: string;
  /** What `sandbox.state.export()` gave, or a copy of it that was JSON: it goes on from there. */
  state?: unknown;
}

export interface SandboxApp extends Controls {
  app: Hono;
  /** For whoever changes something without a call: the pages that banks and wallets show, the clock. */
  contextOf: (account: Account) => Context;
}

const handlers = {
  ...accountHandlers,
  ...balance,
  ...charges,
  ...confirmationTokens,
  ...customers,
  ...disputes,
  ...events,
  ...paymentIntents,
  ...paymentMethodConfigurations,
  ...paymentMethodDomains,
  ...paymentMethods,
  ...refunds,
  ...setupIntents,
  ...webhookEndpoints,
};

export function createSandboxApp({
  country = 'US',
  time,
  webhooks: webhookOptions,
  seed,
  state: snapshot,
}: SandboxOptions = {}): SandboxApp {
  const clock = createClock((task) => {
    const account = accounts.byId(task.account);
    if (task.kind === deliveryTask) webhooks.perform(task);
    else if (account) performTask(contextOf(account), task);
  }, time);
  const accounts = createAccounts(clock, country);
  const trouble = createTrouble(seed);
  const calls = createCallLog(trouble.intercept);
  const webhooks = createWebhooks({ clock, accounts, plan: trouble.plan }, webhookOptions);
  const contextOf = (account: Account): Context => ({
    account,
    request: null,
    events: webhooks.sink,
  });
  const cliListen = createCliListen(webhooks);
  const state = createStateControl({ accounts, calls, clock, trouble, webhooks });
  if (snapshot !== undefined) state.import(snapshot);
  const controls = { accounts, calls, clock, state, trouble, webhooks };
  const app = createApi({
    accounts,
    events: webhooks.sink,
    privateOperations: [...stripeJs, resendEvent(webhooks), cliListen.openSession],
    handlers,
    find:
      ({ state }) =>
      (id) =>
        findObject(state, id),
    include: (account) => include(contextOf(account)),
    redactForPage,
    intercept: calls.intercept,
  });
  app.route('/', cliListen.app);
  app.route('/', createBrowserRoutes());
  app.route('/', createPages({ accounts, contextOf }));
  app.route('/_sandbox', createControl(controls));
  return { app, ...controls, contextOf };
}

/** What objects have only when it is asked for. */
const include =
  (context: Context): Include =>
  (object, name) => {
    const { state } = context.account;
    const { id, object: tag } = object as Pick<Charge | Customer, 'id' | 'object'>;
    if (tag === 'charge' && name === 'refunds') {
      return list(state.refunds, `/v1/charges/${id}/refunds`, {}, { field: ['charge', id] });
    }
    if (tag === 'customer' && name === 'cash_balance') return cashBalanceOf(context, id);
    if (tag === 'customer' && listsOfCustomers.has(name)) {
      return { object: 'list', data: [], has_more: false, url: `/v1/customers/${id}/${name}` };
    }
    return undefined;
  };

/** The sandbox has nothing to put into them. */
const listsOfCustomers: ReadonlySet<string> = new Set(['sources', 'subscriptions', 'tax_ids']);
