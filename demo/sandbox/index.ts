/**
 * A Stripe that runs on your machine: Stripe's API, events and signed webhooks, with test data and a
 * clock that tests can move.
 *
 * @module
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { createSandboxApp, type SandboxApp, type SandboxOptions } from './app.ts';

export type { Snapshot } from './snapshot.ts';

export interface StartOptions extends SandboxOptions {
  /** 0 takes any that is free. */
  port?: number;
  /** Loopback unless told otherwise: whoever reaches the sandbox may do anything with it. */
  host?: string;
}

export interface Sandbox extends SandboxApp {
  /** `http://127.0.0.1:12111` */
  url: string;
  publishableKey: string;
  secretKey: string;
  stop(): Promise<void>;
}

type WebSocketOptions = NonNullable<Parameters<typeof serve>[0]['websocket']>;

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
  const sandbox = createSandboxApp(options);
  const sockets = new WebSocketServer({ noServer: true });
  const server = serve({
    fetch: sandbox.app.fetch,
    port,
    hostname: host,
    // Made for each other, but not under exactOptionalPropertyTypes.
    websocket: { server: sockets as unknown as WebSocketOptions['server'] },
  });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const hostname = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${hostname}:${address.port}`,
    publishableKey: 'pk_test_sandbox',
    secretKey: 'sk_test_sandbox',
    ...sandbox,
    async stop() {
      sandbox.clock.stop();
      sandbox.webhooks.stop();
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
