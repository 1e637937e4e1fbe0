/** The sandbox as one Hono app, without a port. */
import type { Hono } from 'hono';
import { createAccounts, type Accounts } from './accounts.ts';
import { events } from './api/events.ts';
import { paymentIntents } from './api/payment-intents.ts';
import { createApi, type Interceptor } from './protocol/api.ts';
import { findObject } from './state/account-state.ts';
import { createClock, type Clock } from './state/clock.ts';
import type { EventSink } from './state/events.ts';

export interface SandboxOptions {
  /** The country of its accounts, two letters. */
  country?: string;
  events?: EventSink;
  intercept?: Interceptor;
}

export interface SandboxApp {
  app: Hono;
  accounts: Accounts;
  clock: Clock;
}

const nowhere: EventSink = { destinations: () => 0, publish: () => undefined };

export function createSandboxApp({
  country = 'US',
  events: sink = nowhere,
  intercept,
}: SandboxOptions = {}): SandboxApp {
  const clock = createClock(() => undefined);
  const accounts = createAccounts(clock, country);
  const app = createApi({
    accounts,
    events: sink,
    handlers: { ...paymentIntents, ...events },
    find:
      ({ state }) =>
      (id) =>
        findObject(state, id),
    include: () => () => undefined,
    redactForPage: (object) => object,
    intercept,
  });
  return { app, accounts, clock };
}
