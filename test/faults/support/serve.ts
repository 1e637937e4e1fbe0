/** A merchant's process, as the fault tests start and kill it: `node serve.ts OPTIONS`, as JSON. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { serve } from '@hono/node-server';
import { createCheckout, type Notification } from '../../../server/index.ts';
import { findOrder } from './orders.ts';

export interface ServeOptions {
  port: number;
  database: string;
  /** Signs order tokens. */
  secret: string;
  stripe: {
    publishableKey: string;
    secretKey: string;
    webhookSecret: string[];
    apiUrl: string;
  };
  /** Where each notification that the callbacks are given is added as a line. */
  callbackLog: string;
  /** By how many milliseconds the clock is ahead. */
  clockOffset: number;
}

/** What the tests tell the process. */
export interface ClockMessage {
  clockOffset: number;
}

const options = JSON.parse(process.argv[2] ?? '') as ServeOptions;
let { clockOffset } = options;

const refused = new Set<string>();

/** One in sixteen. */
const isUnlucky = (id: string): boolean =>
  createHash('sha256').update(id).digest().readUInt8() < 16;

/** A shop's callback: durable before it returns, and now and then it fails first. */
function tell(notification: Notification): void {
  const { id } = notification;
  if (isUnlucky(id) && !refused.has(id)) {
    refused.add(id);
    throw new Error('the shop is having a moment');
  }
  fs.appendFileSync(options.callbackLog, `${JSON.stringify(notification)}\n`);
}

const plenty = { times: 1_000_000, seconds: 1 };

const checkout = createCheckout({
  stripe: options.stripe,
  secret: options.secret,
  database: options.database,
  orders: { find: findOrder },
  operators: (request) => ({
    actor: request.headers.get('authorization') ?? 'operator',
    scopes: ['view', 'operate'],
  }),
  on: {
    authorized: tell,
    paid: tell,
    failed: tell,
    canceled: tell,
    refunded: tell,
    refundFailed: tell,
    disputed: tell,
    disputeClosed: tell,
  },
  // All shoppers of a test have one address.
  limits: {
    requestsPerOrder: plenty,
    requestsPerAddress: plenty,
    failuresPerOrder: 1_000_000,
    failuresPerAddress: 1_000_000,
  },
  log: 'info',
  now: () => Date.now() + clockOffset,
});

const server = serve({ fetch: checkout.fetch, port: options.port, hostname: '127.0.0.1' });

process.on('message', (message: ClockMessage) => {
  ({ clockOffset } = message);
});
// The tests are over, or died: nobody is left to stop this.
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', () => {
  server.close();
  void checkout.close().then(() => process.exit(0));
});

await checkout.ready;
process.send?.('ready');
