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

/** Gives the pages of the recipes, wherever they are. */
export type Browse = (path: string, init?: RequestInit) => Promise<Response>;

/** Registers the recipe's webhook, as the manual says; returns its signing secret. */
export async function registerWebhook(sandbox: Sandbox, url: string): Promise<string> {
  const { secret } = await sandboxClient(sandbox).webhookEndpoints.create({
    url,
    enabled_events: ['*'],
    api_version: Stripe.API_VERSION,
  });
  return secret ?? '';
}

/**
 * Opens the order's page, pays by card, and waits until the shop was told and has closed the order.
 *
 * @param checkout where the checkout is mounted
 */
export async function payOrder(
  browse: Browse,
  { sandbox, checkout = '/checkout' }: { sandbox: Sandbox; checkout?: string },
): Promise<void> {
  const page = await text(await browse('/orders/1001/pay'));
  const token = /<tender-checkout[^>]* order="([^"]+)"/.exec(page)?.[1];
  assert.ok(token, page);
  assert.match(page, /return-url="\/orders\/1001\/thanks"/);
  const session = (): Promise<Session> => json(browse(`${checkout}/orders/${token}`));

  const before = await session();
  const card = before.methods.find(({ type }) => type === 'card');
  assert.ok(card);
  const { clientSecret, paymentToken } = await json<Intent>(
    browse(`${checkout}/orders/${token}/intent`, {
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
  const payment = await json<PaymentStatus>(browse(`${checkout}/payments/${paymentToken}`));
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
  return JSON.parse(await text(await answer)) as T;
}

async function text(response: Response): Promise<string> {
  const body = await response.text();
  assert.equal(response.status, 200, body);
  return body;
}
