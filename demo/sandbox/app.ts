/** The sandbox as one Hono app, without a port. */
import type { Hono } from 'hono';
import { createAccounts, type Accounts } from './accounts.ts';
import { events, resendEvent } from './api/events.ts';
import { paymentIntents } from './api/payment-intents.ts';
import { webhookEndpoints } from './api/webhook-endpoints.ts';
import { createApi, type Interceptor } from './protocol/api.ts';
import { findObject } from './state/account-state.ts';
import { createClock, type Clock, type Task } from './state/clock.ts';
import {
  createWebhooks,
  deliveryTask,
  type WebhookOptions,
  type Webhooks,
} from './webhooks/deliveries.ts';

export interface SandboxOptions {
  /** The country of its accounts, two letters. */
  country?: string;
  webhooks?: WebhookOptions;
  intercept?: Interceptor;
}

export interface SandboxApp {
  app: Hono;
  accounts: Accounts;
  clock: Clock;
  webhooks: Webhooks;
}

export function createSandboxApp({
  country = 'US',
  webhooks: webhookOptions,
  intercept,
}: SandboxOptions = {}): SandboxApp {
  const tasks: Record<string, (task: Task) => void> = {
    [deliveryTask]: (task) => webhooks.perform(task),
  };
  const clock = createClock((task) => tasks[task.kind]?.(task));
  const accounts = createAccounts(clock, country);
  const webhooks = createWebhooks({ clock, accounts }, webhookOptions);
  const app = createApi({
    accounts,
    events: webhooks.sink,
    privateOperations: [resendEvent(webhooks)],
    handlers: { ...paymentIntents, ...events, ...webhookEndpoints },
    find:
      ({ state }) =>
      (id) =>
        findObject(state, id),
    include: () => () => undefined,
    redactForPage: (object) => object,
    intercept,
  });
  return { app, accounts, clock, webhooks };
}
