/** A shop whose parts can be broken one by one: Stripe's sandbox, one or more servers, their database. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/index.ts';
import { createOrderTokens } from '../../../server/orders/token.ts';
import { connectStore, type Store } from '../../../server/store/store.ts';
import { HANDLED_EVENTS } from '../../../server/webhooks/events.ts';
import { keepPrinted } from '../../support/logs.ts';
import type { Random } from './random.ts';
import { freePort, serverProcess, type ServerProcess } from './server-process.ts';

const SECRET = '3f9c27b1d0a84e6f95c2ab70e1d4836f';

/** Seconds after which the sandbox sends a webhook again that nobody took. */
const RETRY_AFTER = [1, 2, 4, 8, 15, 30, 60, 120, 300, 600];

export interface World {
  random: Random;
  sandbox: Sandbox;
  /** Stripe as the tests see it, past all trouble. */
  stripe: Stripe;
  servers: ServerProcess[];
  /** The servers' database, to look at. */
  store: Store;
  callbackLog: string;
  orderToken: (orderId: string) => Promise<string>;
  /** Milliseconds since 1970, by the clock that sandbox and servers go by. */
  now: () => number;
  /** Moves that clock ahead. */
  advance: (ms: number) => void;
  stop: () => Promise<void>;
}

export async function createWorld({
  random,
  database,
  servers: count = 1,
}: {
  random: Random;
  /** `postgres://…`, or none for a file of SQLite. */
  database?: string | undefined;
  servers?: number;
}): Promise<World> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-faults-'));
  const file = (name: string): string => path.join(folder, name);
  const sandbox = await startSandbox({
    country: 'BE',
    port: 0,
    seed: String(random.next()),
    webhooks: { retryAfter: RETRY_AFTER, timeout: 5_000 },
  });
  const { hostname: host, port } = new URL(sandbox.url);
  const stripe = new Stripe(sandbox.secretKey, { host, port, protocol: 'http' });
  const clockOffset = (): number => sandbox.clock.milliseconds() - Date.now();

  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const endpoints = await Promise.all(
    ports.map((port) =>
      stripe.webhookEndpoints.create({
        url: `http://127.0.0.1:${port}/webhooks/stripe`,
        enabled_events: [...HANDLED_EVENTS],
        api_version: Stripe.API_VERSION,
      }),
    ),
  );
  const options = {
    database: database ?? file('tender.db'),
    secret: SECRET,
    callbackLog: file('callbacks.jsonl'),
    stripe: {
      publishableKey: sandbox.publishableKey,
      secretKey: sandbox.secretKey,
      webhookSecret: endpoints.map(({ secret }) => secret ?? ''),
      apiUrl: sandbox.url,
    },
  };
  const servers = ports.map((port, index) =>
    serverProcess({ ...options, port }, clockOffset, file(`server-${index}.log`)),
  );
  for (const server of servers) await server.start();

  const store = connectStore(options.database);
  const tokens = createOrderTokens([SECRET], () => sandbox.clock.milliseconds());
  return {
    random,
    sandbox,
    stripe,
    servers,
    store,
    callbackLog: options.callbackLog,
    orderToken: (orderId) => tokens.mint(orderId),
    now: () => sandbox.clock.milliseconds(),
    advance(ms) {
      sandbox.clock.advance(ms / 1000);
      for (const server of servers) server.tellTime();
    },
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      await store.close();
      await sandbox.stop();
      for (const name of fs.readdirSync(folder)) {
        if (name.endsWith('.log')) keepPrinted(fs.readFileSync(file(name), 'utf8'));
      }
      if (process.env.FAULT_KEEP) console.log(`kept: ${folder}`);
      else fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
