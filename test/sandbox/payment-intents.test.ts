import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Stripe } from 'stripe';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';

let sandbox: Sandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  const { hostname: host, port } = new URL(sandbox.url);
  stripe = new Stripe(sandbox.secretKey, { host, port, protocol: 'http', telemetry: false });
});
after(() => sandbox.stop());

describe('a PaymentIntent', () => {
  it('is created, confirmed, captured in part, and tells it in events', async () => {
    const created = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      capture_method: 'manual',
    });
    assert.equal(created.status, 'requires_payment_method');
    const held = await stripe.paymentIntents.confirm(created.id, {
      payment_method: 'pm_card_visa',
    });
    assert.equal(held.status, 'requires_capture');
    assert.equal(held.amount_capturable, 2000);
    const captured = await stripe.paymentIntents.capture(
      created.id,
      { amount_to_capture: 1500 },
      { idempotencyKey: 'capture-once' },
    );
    assert.equal(captured.status, 'succeeded');
    assert.equal(captured.amount_received, 1500);
    const again = await stripe.paymentIntents.capture(
      created.id,
      { amount_to_capture: 1500 },
      { idempotencyKey: 'capture-once' },
    );
    assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
    const { data } = await stripe.events.list();
    assert.deepEqual(
      data.map(({ type }) => type),
      [
        'payment_intent.succeeded',
        'charge.captured',
        'payment_intent.amount_capturable_updated',
        'charge.succeeded',
        'payment_intent.created',
      ],
    );
  });
});
