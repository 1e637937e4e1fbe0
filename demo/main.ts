/**
 * `npm run demo`: a storefront, its checkout and, without keys of one's own, the sandbox that stands
 * in for Stripe. One process, one port.
 */
import { randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createCheckout, type Checkout, type CheckoutOptions } from '../server/index.ts';
import { createSandboxApp } from './sandbox/app.ts';
import { openOrders, type OrderStatus } from './shop/orders.ts';
import { createShop } from './shop/app.tsx';

const port = Number(process.env.PORT ?? 4242);
const url = `http://127.0.0.1:${port}`;
const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET, TENDER_SECRET } =
  process.env;
const real = STRIPE_SECRET_KEY !== undefined && STRIPE_PUBLISHABLE_KEY !== undefined;

const app = new Hono();
// What the sandbox knows is gone with its process, and so is what the shop knows of it.
const orders = openOrders(real ? 'demo-shop.db' : ':memory:');

const checkout: Checkout = createCheckout({
  stripe: real
    ? {
        publishableKey: STRIPE_PUBLISHABLE_KEY,
        secretKey: STRIPE_SECRET_KEY,
        ...(STRIPE_WEBHOOK_SECRET !== undefined && { webhookSecret: STRIPE_WEBHOOK_SECRET }),
      }
    : await openSandbox(),
  secret: TENDER_SECRET ?? randomBytes(32).toString('hex'),
  origin: url,
  allowedOrigins: real ? [url] : [],
  database: real ? 'demo-checkout.db' : ':memory:',
  capture: captureMode(process.env.CAPTURE),
  log: 'warn',
  orders,
  on: {
    authorized: ({ payment }) => settle(payment.orderId, 'held'),
    paid: ({ payment }) => settle(payment.orderId, 'paid'),
    refunded: ({ payment }) => settle(payment.orderId, 'refunded'),
    canceled: ({ payment }) => settle(payment.orderId, 'canceled'),
  },
});
app.route('/checkout', checkout.app);
app.route(
  '/',
  createShop({
    orders,
    orderToken: (id) => checkout.orderToken(id),
    assets: new URL('shop/', import.meta.url),
  }),
);

await checkout.ready;
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => {
  console.log(`Shop      ${url}`);
  console.log(real ? 'Stripe    your account' : `Sandbox   ${url}/_sandbox/state`);
  if (real && STRIPE_WEBHOOK_SECRET === undefined) {
    console.log(`Webhooks  none yet: stripe listen --forward-to ${url}/checkout/webhooks/stripe`);
  }
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    void checkout.close().then(() => {
      orders.close();
      process.exit(0);
    });
  });
}

function settle(order: string, status: OrderStatus): void {
  orders.setStatus(order, status);
}

function captureMode(text = 'automatic'): NonNullable<CheckoutOptions['capture']> {
  if (text === 'automatic' || text === 'manual' || text === 'manual_if_supported') return text;
  throw new RangeError(`CAPTURE must be automatic, manual or manual_if_supported, not ${text}`);
}

/** Mounts the sandbox, and has it send its events to the checkout. */
async function openSandbox(): Promise<NonNullable<CheckoutOptions['stripe']>> {
  const sandbox = createSandboxApp({ country: 'BE' });
  app.route('/', sandbox.app);
  const secretKey = 'sk_test_sandbox';
  const created = await sandbox.app.request('/v1/webhook_endpoints', {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}` },
    body: new URLSearchParams({
      url: `${url}/checkout/webhooks/stripe`,
      'enabled_events[]': '*',
      api_version: '2026-10-28.endive',
    }),
  });
  const { secret } = (await created.json()) as { secret: string };
  return {
    publishableKey: 'pk_test_sandbox',
    secretKey,
    webhookSecret: secret,
    apiUrl: url,
    scriptUrl: `${url}/stripe.js`,
  };
}
