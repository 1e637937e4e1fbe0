/**
 * A checkout server in a process of its own, beside bare Hono routes, so that the load is not measured
 * with it.
 *
 *     node checkout-server.ts STRIPE_URL DATABASE
 *
 * Prints its port. `/bare` only answers; `POST /bare/intent` makes the same call to Stripe as ours.
 */
import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import Stripe from 'stripe';
import { createCheckout } from '../../../server/index.ts';

const [apiUrl = '', database = ''] = process.argv.slice(2);
const keys = { publishableKey: 'pk_test_sandbox', secretKey: 'sk_test_sandbox' };
const count = { times: 1_000_000, seconds: 60 };

const checkout = createCheckout({
  stripe: { ...keys, webhookSecret: 'whsec_0123456789abcdef', apiUrl },
  secret: 'a6f1c0d3b98e47528d6b1f0e3c5a7982',
  orders: { find: (id) => ({ id, amount: 4200, currency: 'eur', status: 'open' }) },
  database,
  // As in production, but for the shopper who asks a thousand times.
  limits: { requestsPerOrder: count, requestsPerAddress: count },
});
await checkout.ready;

const { hostname: host, port } = new URL(apiUrl);
const stripe = new Stripe(keys.secretKey, { host, port, protocol: 'http', telemetry: false });

const app = new Hono();
app.route('/checkout', checkout.app);
app.get('/bare', (c) => c.json({ ok: true }));
app.post('/bare/intent', async (c) => {
  await c.req.json();
  const { id, client_secret: clientSecret } = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    capture_method: 'automatic',
    allowed_payment_method_types: ['card'],
  });
  return c.json({ clientSecret, paymentId: id });
});

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
