import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { cliMissing, type StripeCli, stripeCli } from '../support/stripe-cli.ts';
import { assertStripeEvent } from '../support/stripe-schemas.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

const key = 'sk_test_listen1234567890';

let sandbox: TestSandbox;
let receiver: Receiver;
let cli: StripeCli;
let stripe: Stripe;

describe('stripe listen', { skip: cliMissing }, () => {
  before(async () => {
    sandbox = await startTestSandbox();
    receiver = await startReceiver();
    cli = stripeCli(sandbox, key);
    stripe = sandbox.client(key);
  });
  after(async () => {
    await cli.stop();
    await Promise.all([sandbox.stop(), receiver.stop()]);
  });

  const listen = (...args: string[]) =>
    cli.start(/Ready!/, 'listen', '--skip-update', '--forward-to', receiver.url, ...args);

  const pay = () =>
    stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_visa',
      confirm: true,
    });

  it('forwards events, signed with the secret that it prints', async () => {
    const printed = await cli.run('listen', '--print-secret', '--all-snapshot', '--skip-update');
    const secret = printed.stdout.trim();
    assert.match(secret, /^whsec_[0-9a-f]{64}$/);

    const child = await listen('--all-snapshot');
    await pay();
    await sandbox.webhooks.idle();
    assert.deepEqual(receiver.received.map(({ event }) => event.type).toSorted(), [
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    for (const { body, headers } of receiver.received) {
      const signature = String(headers['stripe-signature']);
      assertStripeEvent(stripe.webhooks.constructEvent(body, signature, secret));
    }
    assert.deepEqual((await stripe.events.list({ delivery_success: false })).data, []);

    const [event] = (await stripe.events.list({ type: 'payment_intent.succeeded' })).data;
    assert.ok(event);
    receiver.received.length = 0;
    await cli.run('events', 'resend', event.id);
    await sandbox.webhooks.idle();
    assert.deepEqual(
      receiver.received.map((each) => each.event.id),
      [event.id],
    );
    child.kill('SIGINT');
  });

  it('filters, and takes the latest version when told to', async () => {
    receiver.received.length = 0;
    await listen('--events', 'payment_intent.created', '--latest');
    const { id } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
    });
    await stripe.paymentIntents.cancel(id);
    const arrived = () => receiver.received.map(({ event }) => event.type);
    for (let tries = 0; tries < 100 && arrived().length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(arrived(), ['payment_intent.created']);
  });
});
