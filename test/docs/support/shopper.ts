/**
 * A shopper who pays what a recipe's page offers, by the server's public interface, against the
 * sandbox.
 *
 * @module
 */
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import type { Sandbox } from '../../../demo/sandbox/index.ts';
import type { Intent, PaymentStatus, Session } from '../../../server/index.ts';
import { eventually } from '../../server/support/shop.ts';
import { sandboxClient } from '../../support/sandbox-client.ts';

/** Registers the recipe's webhook, as the manual says; returns its signing secret. */
export async function registerWebhook(sandbox: Sandbox, url: string): Promise<string> {
  const { secret } = await sandboxClient(sandbox).webhookEndpoints.create({
    url,
    enabled_events: ['*'],
    api_version: Stripe.API_VERSION,
  });
  return secret ?? '';
}

interface Places {
  sandbox: Sandbox;
  /** Where the shop's pages are. */
  shop: string;
  /** Where the checkout is mounted. */
  checkout: string;
}

/** Opens the order's page, pays by card, and waits until the shop was told and has closed the order. */
export async function payOrder({ sandbox, shop, checkout }: Places): Promise<void> {
  assert.equal((await fetch(`${shop}/orders/1002/pay`)).status, 404);
  const page = await text(fetch(`${shop}/orders/1001/pay`));
  const token = /<tender-checkout[^>]* order="([^"]+)"/.exec(page)?.[1];
  assert.ok(token, page);
  assert.match(page, /return-url="\/orders\/1001\/thanks"/);
  const session = (): Promise<Session> => json(fetch(`${checkout}/orders/${token}`));

  const before = await session();
  const card = before.methods.find(({ type }) => type === 'card');
  assert.ok(card);
  const { clientSecret, paymentToken } = await json<Intent>(
    fetch(`${checkout}/orders/${token}/intent`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: 'card',
        country: before.country,
        fingerprint: card.fingerprint,
      }),
    }),
  );
  await sandboxClient(sandbox).paymentIntents.confirm(clientSecret.split('_secret_')[0] ?? '', {
    payment_method: 'pm_card_visa',
    return_url: 'https://shop.example/thanks',
  });

  const told = await eventually(session, ({ order }) => order.status === 'closed');
  assert.equal(told.order.amount, 4200);
  const payment = await json<PaymentStatus>(fetch(`${checkout}/payments/${paymentToken}`));
  assert.equal(payment.state, 'paid');
  assert.equal(payment.captured, 4200);

  // Stripe's own word has come through, not only what the server asked for.
  await sandbox.webhooks.idle();
  const account = sandbox.accounts.find(sandbox.secretKey)?.account;
  assert.ok(account);
  const deliveries = [...sandbox.webhooks.deliveries(account)];
  assert.ok(deliveries.some(({ type }) => type === 'payment_intent.succeeded'));
  for (const { type, status, attempts } of deliveries) {
    assert.equal(status, 'delivered', `${type} ${JSON.stringify(attempts)}`);
  }
}

async function json<T>(answer: Promise<Response>): Promise<T> {
  return JSON.parse(await text(answer)) as T;
}

async function text(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  const body = await response.text();
  assert.equal(response.status, 200, body);
  return body;
}
