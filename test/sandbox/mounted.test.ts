import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Hono } from 'hono';
import type { Stripe } from 'stripe';
import { createSandboxApp } from '../../demo/sandbox/app.ts';

const sandbox = createSandboxApp({ country: 'BE', time: 'manual' });
const app = new Hono();
app.route('/stripe', sandbox.app);
after(() => {
  sandbox.clock.stop();
  sandbox.webhooks.stop();
});

const post = (path: string, body: Record<string, string>) =>
  app.request(path, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_mounted' },
    body: new URLSearchParams(body),
  });

describe('a sandbox that is mounted under a path', () => {
  it('sends shoppers to its pages under that path, and they work there', async () => {
    const created = await post('/stripe/v1/payment_intents', {
      amount: '2000',
      currency: 'eur',
      'allowed_payment_method_types[]': 'bancontact',
      'payment_method_data[type]': 'bancontact',
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      return_url: 'https://shop.example/thanks',
      confirm: 'true',
    });
    const { id, next_action } = (await created.json()) as Stripe.PaymentIntent;
    const page = next_action?.redirect_to_url?.url ?? '';
    assert.match(page, /^http:\/\/localhost\/stripe\/pages\//);
    assert.equal((await app.request(page)).status, 200);
    const decided = await post(page, { outcome: 'authorize' });
    assert.match(decided.headers.get('Location') ?? '', /^https:\/\/shop\.example\/thanks\?/);
    const [intent] = [
      ...(sandbox.accounts.find('sk_test_mounted')?.account.state.paymentIntents ?? []),
    ];
    assert.deepEqual([intent?.id, intent?.status], [id, 'succeeded']);
  });

  it('serves Stripe.js there', async () => {
    assert.equal((await app.request('/stripe/stripe.js')).status, 200);
    assert.equal((await app.request('/stripe/elements/payment.html')).status, 200);
  });

  it('makes trouble for the same paths, and keeps its own API beside them', async () => {
    sandbox.trouble.add({ effect: 'rate_limit', call: { path: '/v1/customers' } });
    assert.equal((await post('/stripe/v1/customers', {})).status, 429);
    assert.equal((await app.request('/stripe/_sandbox/requests')).status, 200);
    assert.equal((await app.request('/stripe/v1/nothing')).status, 404);
  });
});
