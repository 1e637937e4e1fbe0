/** The sandbox as one Hono app, without a port. */
import type { Hono } from 'hono';
import { createAccounts } from './accounts.ts';
import { events, resendEvent } from './api/events.ts';
import { paymentIntents } from './api/payment-intents.ts';
import { webhookEndpoints } from './api/webhook-endpoints.ts';
import { createCliListen } from './cli/listen.ts';
import { createControl, createStateControl, type Controls } from './control.ts';
import { createApi } from './protocol/api.ts';
import { createCallLog } from './protocol/call-log.ts';
import { findObject } from './state/account-state.ts';
import { createClock, type Task } from './state/clock.ts';
import { createTrouble } from './trouble/trouble.ts';
import { createWebhooks, deliveryTask, type WebhookOptions } from './webhooks/deliveries.ts';

export interface SandboxOptions {
  /** The country of its accounts, two letters. */
  country?: string;
  webhooks?: WebhookOptions;
  /** Decides what goes wrong when trouble is asked for: the same seed, the same trouble. */
  seed?: string;
}

export interface SandboxApp extends Controls {
  app: Hono;
}

export function createSandboxApp({
  country = 'US',
  webhooks: webhookOptions,
  seed,
}: SandboxOptions = {}): SandboxApp {
  const tasks: Record<string, (task: Task) => void> = {
    [deliveryTask]: (task) => webhooks.perform(task),
  };
  const clock = createClock((task) => tasks[task.kind]?.(task));
  const accounts = createAccounts(clock, country);
  const trouble = createTrouble(seed);
  const calls = createCallLog(trouble.intercept);
  const webhooks = createWebhooks({ clock, accounts, plan: trouble.plan }, webhookOptions);
  const cliListen = createCliListen(webhooks);
  const state = createStateControl({ accounts, calls, clock, trouble });
  const controls = { accounts, calls, clock, state, trouble, webhooks };
  const app = createApi({
    accounts,
    events: webhooks.sink,
    privateOperations: [resendEvent(webhooks), cliListen.openSession],
    handlers: { ...paymentIntents, ...events, ...webhookEndpoints },
    find:
      ({ state }) =>
      (id) =>
        findObject(state, id),
    include: () => () => undefined,
    redactForPage: (object) => object,
    intercept: calls.intercept,
  });
  app.route('/', cliListen.app);
  app.route('/_sandbox', createControl(controls));
  return { app, ...controls };
}
