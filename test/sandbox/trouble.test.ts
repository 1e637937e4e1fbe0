import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Stripe } from 'stripe';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { startReceiver, type Receiver } from '../support/webhook-receiver.ts';

let sandbox: TestSandbox;
let receiver: Receiver;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox();
  receiver = await startReceiver();
  ({ stripe } = sandbox);
});
after(() => Promise.all([sandbox.stop(), receiver.stop()]));
afterEach(() => {
  sandbox.state.reset();
  receiver.received.length = 0;
});

const create = (options?: Stripe.RequestOptions) =>
  stripe.paymentIntents.create({ amount: 2000, currency: 'usd' }, options);
const count = async () => (await stripe.paymentIntents.list({ limit: 100 })).data.length;

/** `ok`, or the HTTP status, or the kind of the error when there was no answer. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      return String(error.statusCode ?? error.type);
    },
  );

describe('trouble with calls', () => {
  it('strikes what it matches, and nothing else', async () => {
    sandbox.trouble.add({
      effect: 'rate_limit',
      call: { method: 'POST', path: '/v1/payment_intents/:id/capture' },
    });
    const { id } = await create();
    assert.equal(await outcome(stripe.paymentIntents.capture(id)), '429');
    assert.equal(await outcome(stripe.paymentIntents.cancel(id)), 'ok');
  });

  it('can tell calls by their parameters', async () => {
    sandbox.trouble.add({ effect: 'server_error', call: { params: { currency: 'eur' } } });
    assert.equal(await outcome(create()), 'ok');
    const euros = stripe.paymentIntents.create({ amount: 1, currency: 'eur' });
    assert.equal(await outcome(euros), '500');
  });

  it('lets some pass first, and ends after as many times as it was told', async () => {
    sandbox.trouble.add({ effect: 'rate_limit', call: { method: 'POST' }, skip: 1, times: 2 });
    const outcomes: string[] = [];
    for (let n = 0; n < 5; n++) outcomes.push(await outcome(create()));
    assert.deepEqual(outcomes, ['ok', '429', '429', 'ok', 'ok']);
  });

  it('429 leaves the idempotency key free', async () => {
    sandbox.trouble.add({ effect: 'rate_limit', times: 1 });
    assert.equal(await outcome(create({ idempotencyKey: 'k' })), '429');
    assert.equal(await outcome(create({ idempotencyKey: 'k' })), 'ok');
    assert.equal(await count(), 1);
  });

  it('500 is remembered for the idempotency key, whether the call had its effect or not', async () => {
    for (const when of ['before', 'after'] as const) {
      sandbox.trouble.add({ effect: 'server_error', when, times: 1 });
      assert.equal(await outcome(create({ idempotencyKey: when })), '500');
      assert.equal(await outcome(create({ idempotencyKey: when })), '500');
    }
    assert.equal(await count(), 1);
  });

  it('breaks the connection before the effect: the call may be made again', async () => {
    sandbox.trouble.add({ effect: 'reset', times: 1 });
    assert.equal(await outcome(create({ idempotencyKey: 'k' })), 'StripeConnectionError');
    assert.equal(await count(), 0);
    assert.equal(await outcome(create({ idempotencyKey: 'k' })), 'ok');
    assert.equal(await count(), 1);
  });

  it('breaks the connection after the effect: the key gets the first answer', async () => {
    sandbox.trouble.add({ effect: 'reset', when: 'after', times: 1 });
    const send = () =>
      sandbox.call('POST', '/v1/payment_intents', {
        body: 'amount=2000&currency=usd',
        headers: { 'Idempotency-Key': 'k' },
      });
    await assert.rejects(send(), { message: 'fetch failed' });
    assert.equal(await count(), 1);
    const { status, headers } = await send();
    assert.deepEqual([status, headers.get('Idempotent-Replayed')], [200, 'true']);
    assert.equal(await count(), 1);
  });

  it('takes its time', async () => {
    sandbox.trouble.add({ effect: 'latency', milliseconds: [1, 5] });
    sandbox.trouble.add({ effect: 'latency', milliseconds: 60_000, call: { method: 'GET' } });
    assert.equal(await outcome(create()), 'ok');
    const impatient = stripe.paymentIntents.list({}, { timeout: 50 });
    assert.equal(await outcome(impatient), 'StripeConnectionError');
  });

  it('is the same again under the same seed, and another under another', async () => {
    const run = async (seed: string) => {
      sandbox.state.reset();
      sandbox.trouble.reset(seed);
      sandbox.trouble.add({ effect: 'rate_limit', call: { method: 'POST' }, probability: 0.5 });
      const outcomes: string[] = [];
      for (let n = 0; n < 20; n++) outcomes.push(await outcome(create()));
      return outcomes.join(' ');
    };
    const first = await run('a');
    assert.match(first, /429/);
    assert.match(first, /ok/);
    assert.equal(await run('a'), first);
    assert.notEqual(await run('b'), first);
  });
});

describe('trouble with webhooks', () => {
  const types = () => receiver.received.map(({ event }) => event.type);

  const pay = async () => {
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      capture_method: 'automatic',
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    await sandbox.webhooks.idle();
  };

  it('loses them, but not from the list of the undelivered', async () => {
    sandbox.trouble.add({ effect: 'lose', webhook: { type: 'payment_intent.succeeded' } });
    await pay();
    assert.deepEqual(types().toSorted(), ['charge.succeeded', 'payment_intent.created']);
    const { data } = await stripe.events.list({ delivery_success: false });
    assert.deepEqual(
      data.map(({ type }) => type),
      ['payment_intent.succeeded'],
    );
  });

  it('sends them twice, with the same id', async () => {
    sandbox.trouble.add({ effect: 'double', webhook: { type: 'payment_intent.*' } });
    await pay();
    assert.deepEqual(types().toSorted(), [
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.created',
      'payment_intent.succeeded',
      'payment_intent.succeeded',
    ]);
    assert.equal(new Set(receiver.received.map(({ event }) => event.id)).size, 3);
    assert.deepEqual((await stripe.events.list({ delivery_success: false })).data, []);
  });

  it('delays them, in sandbox time', async () => {
    sandbox.trouble.add({ effect: 'delay', seconds: 3600, webhook: { type: 'charge.*' } });
    await pay();
    assert.ok(!types().includes('charge.succeeded'));
    sandbox.clock.advance(3600);
    await sandbox.webhooks.idle();
    assert.equal(types().at(-1), 'charge.succeeded');
  });

  it('mixes their order, the same way under the same seed', async () => {
    const run = async () => {
      sandbox.state.reset();
      receiver.received.length = 0;
      sandbox.trouble.reset('mixed');
      sandbox.trouble.add({ effect: 'reorder', seconds: [0, 3600] });
      await pay();
      const due = () => sandbox.clock.pending().at(0)?.due;
      for (let next = due(); next !== undefined; next = due()) {
        sandbox.clock.advance(Math.max(0, (next - sandbox.clock.milliseconds()) / 1000));
        await sandbox.webhooks.idle();
      }
      return types();
    };
    const order = await run();
    assert.equal(order.length, 3);
    assert.notDeepEqual(order, [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
    assert.deepEqual(await run(), order);
  });
});
