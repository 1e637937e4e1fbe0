/** The storefront, its checkout, and without keys of one's own the sandbox, put together as one app. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import * as v from 'valibot';
import {
  createCheckout,
  type Checkout,
  type CheckoutOptions,
  type Diagnosis,
  type Notification,
  type Problem,
} from '../server/index.ts';
import type { CaptureMode, Country } from '../server/methods/index.ts';
import type { LogLevel } from '../server/options.ts';
import { readJson, writeJson } from './files.ts';
import { createFeed } from './panel/feed.ts';
import type { AskOperator } from './panel/methods.ts';
import { createPanel } from './panel/routes.tsx';
import { sandboxPage } from './panel/sandbox-page.tsx';
import { openSandboxAccount } from './sandbox-account.ts';
import { createShop } from './shop/app.tsx';
import { openOrders } from './shop/orders.ts';

export interface DemoOptions {
  /** Keeps everything: orders, payments, the sandbox, keys made here. */
  folder: string;
  /** Where browsers reach it, such as `http://localhost:4242`. */
  url: string;
  /** Where it listens on this machine. */
  port: number;
  /** A Stripe account. Left out, the sandbox plays one. */
  stripe?: NonNullable<CheckoutOptions['stripe']>;
  capture: CaptureMode;
  /** Signs and seals. Left out, one is made and kept. */
  secret?: string;
  /** Where the sandbox's account is at home, when it is new. */
  country: Country;
  /** From which level on the checkout logs. */
  logLevel: LogLevel;
  /** Forgets everything and begins anew. */
  forget: () => void;
}

export interface Demo {
  fetch: Hono['fetch'];
  /** Signs in at the back office. */
  operatorToken: string;
  /** What is wrong with the account's set-up, as the back office has it. */
  problems: () => Promise<Problem[]>;
  close: () => Promise<void>;
}

export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { folder, url, port, capture, country, forget } = options;
  mkdirSync(folder, { recursive: true });
  const account = options.stripe
    ? { stripe: options.stripe }
    : await openSandboxAccount({ folder, url, port, country });
  const sandbox = 'sandbox' in account ? account.sandbox : undefined;

  const orders = openOrders(path.join(folder, 'shop.db'));
  const feed = createFeed();
  const trouble = { callbacksFail: false };

  function notified(notification: Notification): void {
    feed.add({ name: notification.kind, order: notification.payment.orderId });
    if (trouble.callbacksFail) throw new Error('the shop can’t be told anything now');
    orders.record(notification);
  }

  const keys = keysIn(folder);
  const checkout = createCheckout({
    stripe: account.stripe,
    secret: options.secret ?? keys.secret,
    origin: url,
    allowedOrigins: sandbox ? [] : [url],
    database: path.join(folder, 'checkout.db'),
    capture,
    log: options.logLevel,
    operators: 'tokens',
    orders,
    on: {
      authorized: notified,
      paid: notified,
      failed: notified,
      canceled: notified,
      refunded: notified,
      refundFailed: notified,
      disputed: notified,
      disputeClosed: notified,
    },
    // A demo has many shoppers, all of them at one address.
    ...(sandbox && {
      now: () => sandbox.clock.milliseconds(),
      limits: { failuresPerAddress: 10_000, requestsPerAddress: { times: 10_000, seconds: 60 } },
    }),
  });
  await checkout.ready;
  const operatorToken = await keepOperator(checkout, keys, folder);

  const askOperator: AskOperator = async (to, change) =>
    checkout.fetch(
      new Request(new URL(to, url), {
        headers: {
          Authorization: `Bearer ${operatorToken}`,
          'Content-Type': 'application/json',
        },
        ...(change && { method: 'POST', body: JSON.stringify(change) }),
      }),
    );
  const panel = createPanel({ askOperator, feed, orders, sandbox, trouble, forget });
  const app = new Hono();
  if ('saving' in account) app.use(account.saving);
  app.route('/checkout', checkout.app);
  if (sandbox) app.route('/', sandbox.app);
  if (sandbox) app.get('/sandbox', async (c) => c.html(await sandboxPage(sandbox)));
  app.route('/panel', panel.app);
  app.route(
    '/',
    createShop({ orders, orderToken: (id) => checkout.orderToken(id), aside: panel.aside }),
  );

  return {
    fetch: app.fetch,
    operatorToken,
    async problems() {
      const answer = await askOperator('/admin/health?fresh=true');
      return answer.ok ? ((await answer.json()) as Diagnosis).problems : [];
    },
    async close() {
      feed.close();
      await checkout.close();
      orders.close();
      if ('close' in account) account.close();
    },
  };
}

const keysSchema = v.object({ secret: v.string(), operatorToken: v.optional(v.string()) });
type Keys = v.InferOutput<typeof keysSchema>;

const keysFile = (folder: string): string => path.join(folder, 'keys.json');

/** The secret has to outlive the process: what it sealed and signed is still in use. */
function keysIn(folder: string): Keys {
  const known = v.safeParse(keysSchema, readJson(keysFile(folder)));
  if (known.success) return known.output;
  const keys = { secret: randomBytes(32).toString('hex') };
  writeJson(keysFile(folder), keys);
  return keys;
}

/** The demo's own login, as long as nobody revoked it. */
async function keepOperator(checkout: Checkout, keys: Keys, folder: string): Promise<string> {
  const { operatorToken } = keys;
  if (operatorToken !== undefined) {
    const listed = await checkout.operators.list();
    const [own] = listed.filter(({ id }) => operatorToken.startsWith(id));
    if (own?.revokedAt === null) return operatorToken;
  }
  const { token } = await checkout.operators.create(
    { name: 'Demo', scopes: ['view', 'operate', 'configure'] },
    'demo',
  );
  writeJson(keysFile(folder), { ...keys, operatorToken: token });
  return token;
}
