/**
 * A shop for tests: a checkout server on a port of its own, with orders in memory, against a sandbox
 * that plays its Stripe account and delivers its webhooks.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import Stripe from 'stripe';
import { startSandbox, type Sandbox, type StartOptions } from '../../../demo/sandbox/index.ts';
import type { Session } from '../../../server/contract.ts';
import {
  createCheckout,
  type Checkout,
  type CheckoutOptions,
  type Notification,
  type OrderInput,
} from '../../../server/index.ts';
import { keptLog } from '../../support/logs.ts';
import { HANDLED_EVENTS } from '../../../server/webhooks/events.ts';

export const SECRET = 'a6f1c0d3b98e47528d6b1f0e3c5a7982';

export interface ShopOptions {
  database: string;
  sandbox?: StartOptions;
  /** False: Stripe delivers nothing, as if every webhook were lost. */
  webhooks?: boolean;
  checkout?:
    | Partial<CheckoutOptions>
    | ((at: { url: string; sandbox: Sandbox }) => Partial<CheckoutOptions>);
}

export interface Answer<T> {
  status: number;
  body: T & { error: { code: string } };
}

export interface Shop {
  url: string;
  database: string;
  sandbox: Sandbox;
  /** As the shop's own backend would use it. */
  stripe: Stripe;
  checkout: Checkout;
  orders: Map<string, OrderInput>;
  /** Everything that the callbacks were given, in order. */
  notifications: Notification[];
  /** An open order of 42 €, unless told otherwise. */
  order: (fields?: Partial<OrderInput>) => string;
  get: <T>(path: string) => Promise<Answer<T>>;
  post: <T>(path: string, body: unknown) => Promise<Answer<T>>;
  session: (orderId: string, query?: string) => Promise<Session>;
  /** Asks for an intent with what the session shows for the method. */
  intent: (orderId: string, method?: string) => Promise<Answer<OpenedIntent>>;
  /** Confirms as Stripe.js does. */
  confirm: (clientSecret: string, paymentMethod?: string) => Promise<Stripe.PaymentIntent>;
  /** Another checkout server on the same database and sandbox. */
  another: (options?: Partial<CheckoutOptions>) => Checkout;
  stop: () => Promise<void>;
}

interface OpenedIntent {
  clientSecret: string;
  paymentId: string;
  paymentToken: string;
}

export async function startShop({
  database,
  sandbox: sandboxOptions,
  webhooks = true,
  checkout: checkoutOptions,
}: ShopOptions): Promise<Shop> {
  const sandbox = await startSandbox({ country: 'BE', ...sandboxOptions, port: 0 });
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe(sandbox.secretKey, { host: hostname, port, protocol: 'http' });

  const current: { checkout?: Checkout } = {};
  const listener = getRequestListener((request) => {
    if (!current.checkout) throw new Error('not started yet');
    return current.checkout.fetch(request);
  });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const endpoint = webhooks
    ? await stripe.webhookEndpoints.create({
        url: `${url}/webhooks/stripe`,
        enabled_events: [...HANDLED_EVENTS],
        api_version: Stripe.API_VERSION,
      })
    : undefined;

  const orders = new Map<string, OrderInput>();
  const notifications: Notification[] = [];
  const tell = (notification: Notification): void => void notifications.push(notification);
  const ownOptions =
    typeof checkoutOptions === 'function' ? checkoutOptions({ url, sandbox }) : checkoutOptions;
  const create = (more: Partial<CheckoutOptions> = {}): Checkout =>
    createCheckout({
      stripe: {
        publishableKey: sandbox.publishableKey,
        secretKey: sandbox.secretKey,
        webhookSecret: endpoint?.secret ?? 'whsec_0123456789abcdef',
        apiUrl: sandbox.url,
      },
      secret: SECRET,
      orders: { find: (id) => orders.get(id) ?? null },
      database,
      log: keptLog(),
      // Everything here comes from one address, and much of it for one order.
      limits: {
        requestsPerOrder: { times: 1_000, seconds: 1 },
        requestsPerAddress: { times: 10_000, seconds: 1 },
        failuresPerAddress: 10_000,
      },
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
      ...ownOptions,
      ...more,
    });
  const checkout = create();
  current.checkout = checkout;
  await checkout.ready;

  const call = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
  };
  const session = async (orderId: string, query = ''): Promise<Session> => {
    const token = await checkout.orderToken(orderId);
    const { status, body } = await call<Session>('GET', `/orders/${token}${query}`);
    if (status !== 200) throw new Error(`session: ${status} ${body.error.code}`);
    return body;
  };

  return {
    url,
    database,
    sandbox,
    stripe,
    checkout,
    orders,
    notifications,
    order(fields = {}) {
      const id = fields.id ?? `order-${orders.size + 1}`;
      orders.set(id, { id, amount: 4200, currency: 'eur', status: 'open', ...fields });
      return id;
    },
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    session,
    async intent(orderId, method = 'card') {
      const { methods, country } = await session(orderId);
      const { fingerprint = 'none' } = methods.find(({ type }) => type === method) ?? {};
      const token = await checkout.orderToken(orderId);
      return call('POST', `/orders/${token}/intent`, { method, country, fingerprint });
    },
    confirm: (clientSecret, paymentMethod = 'pm_card_visa') =>
      stripe.paymentIntents.confirm(clientSecret.split('_secret_')[0] ?? '', {
        payment_method: paymentMethod,
        return_url: 'https://shop.example/thanks',
      }),
    another: create,
    async stop() {
      await checkout.close();
      server.close();
      server.closeAllConnections();
      await sandbox.stop();
    },
  };
}

/** Waits until `look` finds something; fails after a while with what it found last. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  isIt: (found: T) => boolean,
): Promise<T> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (isIt(found)) return found;
    if (Date.now() > giveUpAt) throw new Error(`not yet: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
