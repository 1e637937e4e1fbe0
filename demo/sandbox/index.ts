/**
 * A Stripe that runs on your machine: Stripe's API, events and signed webhooks, with test data and a
 * clock that tests can move.
 *
 * @module
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Accounts } from './accounts.ts';
import { createSandboxApp, type SandboxOptions } from './app.ts';
import type { Clock } from './state/clock.ts';
import type { Webhooks } from './webhooks/deliveries.ts';

export interface StartOptions extends SandboxOptions {
  /** 0 takes any that is free. */
  port?: number;
  /** Loopback unless told otherwise: whoever reaches the sandbox may do anything with it. */
  host?: string;
}

export interface Sandbox {
  /** `http://127.0.0.1:12111` */
  url: string;
  publishableKey: string;
  secretKey: string;
  app: Hono;
  accounts: Accounts;
  clock: Clock;
  webhooks: Webhooks;
  stop(): Promise<void>;
}

const defaultPort = 12111;

/**
 * @example
 * const sandbox = await startSandbox({ country: 'BE', port: 0 });
 * const { hostname: host, port } = new URL(sandbox.url);
 * const stripe = new Stripe(sandbox.secretKey, { host, port, protocol: 'http' });
 */
export async function startSandbox({
  port = defaultPort,
  host = '127.0.0.1',
  ...options
}: StartOptions = {}): Promise<Sandbox> {
  const { app, accounts, clock, webhooks } = createSandboxApp(options);
  const server = serve({ fetch: app.fetch, port, hostname: host });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const hostname = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${hostname}:${address.port}`,
    publishableKey: 'pk_test_sandbox',
    secretKey: 'sk_test_sandbox',
    app,
    accounts,
    clock,
    webhooks,
    async stop() {
      clock.stop();
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
