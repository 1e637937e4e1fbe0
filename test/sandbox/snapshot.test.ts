import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Snapshot } from '../../demo/sandbox/index.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { startReceiver } from '../support/webhook-receiver.ts';

const week = 7 * 24 * 60 * 60;

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

async function start(state?: unknown): Promise<TestSandbox> {
  const sandbox = await startTestSandbox({ country: 'BE', state });
  running.push(sandbox);
  return sandbox;
}

/** As it is after a stay in a file. */
const written = ({ state }: TestSandbox): Snapshot =>
  JSON.parse(JSON.stringify(state.export())) as Snapshot;

const hold = ({ stripe }: TestSandbox, idempotencyKey?: string) =>
  stripe.paymentIntents.create(
    {
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['card'],
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
    },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );

describe('a snapshot', () => {
  it('is all that a sandbox needs to be the one before', async () => {
    const first = await start();
    const receiver = await startReceiver();
    running.push(receiver);
    receiver.answer = 500;
    await first.stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['payment_intent.succeeded'],
    });
    first.clock.advance(week);
    const { id } = await hold(first);
    await first.stripe.paymentIntents.capture(id, { amount_to_capture: 1500 });
    await first.stripe.refunds.create({ payment_intent: id, amount: 500 });
    const { id: gone } = await first.stripe.customers.create();
    await first.stripe.customers.del(gone);
    first.trouble.add({ effect: 'server_error', call: { path: '/v1/balance' }, skip: 1, times: 1 });
    await first.stripe.balance.retrieve();
    await first.webhooks.idle();

    const snapshot = written(first);
    const second = await start(snapshot);
    const copy = written(second);
    // Its time stands still while real time goes on.
    snapshot.clock.ahead = copy.clock.ahead;
    assert.deepEqual(copy, snapshot);

    receiver.answer = 200;
    second.clock.advance(5 * 60);
    await second.webhooks.idle();
    assert.equal(receiver.received.length, 2);
    assert.deepEqual((await second.stripe.customers.retrieve(gone)).deleted, true);
    assert.equal((await second.stripe.refunds.list({ payment_intent: id })).data[0]?.amount, 500);
    await assert.rejects(second.stripe.balance.retrieve(undefined, { maxNetworkRetries: 0 }), {
      statusCode: 500,
    });
  });

  it('remembers idempotency keys', async () => {
    const first = await start();
    const { id } = await hold(first, 'order-1');
    const second = await start(written(first));
    assert.equal((await hold(second, 'order-1')).id, id);
  });

  it('never carries out again what it does not know the end of', async () => {
    const first = await start();
    first.trouble.add({ effect: 'latency', when: 'after', milliseconds: 200 });
    const call = hold(first, 'order-1');
    while (first.calls.list().length === 0) await new Promise(setImmediate);
    const second = await start(written(first));
    second.trouble.reset();
    await assert.rejects(hold(second, 'order-1'), { type: 'StripeAPIError', statusCode: 500 });
    assert.equal((await second.stripe.paymentIntents.list()).data.length, 1);
    await call;
  });

  it('still has holds expire', async () => {
    const first = await start();
    const { id } = await hold(first);
    first.clock.advance(week - 10);
    const second = await start(written(first));
    second.clock.advance(10);
    const { status, cancellation_reason } = await second.stripe.paymentIntents.retrieve(id);
    assert.deepEqual([status, cancellation_reason], ['canceled', 'expired']);
  });

  it('has the deliveries that were under way', async () => {
    const first = await start();
    const receiver = await startReceiver();
    running.push(receiver);
    await first.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    const { id } = await first.stripe.customers.create();
    while (first.webhooks.underWay().length === 0) await new Promise(setImmediate);
    const second = await start(written(first));
    await Promise.all([first.webhooks.idle(), second.webhooks.idle()]);
    assert.equal(receiver.received.length, 2);
    assert.equal(new Set(receiver.received.map(({ event }) => event.id)).size, 1);
    assert.equal((await second.stripe.customers.retrieve(id)).id, id);
  });

  it('replaces what a running sandbox had', async () => {
    const first = await start();
    const { id } = await first.stripe.customers.create();
    const second = await start();
    const { id: other } = await second.stripe.customers.create();
    const response = await fetch(`${second.url}/_sandbox/state`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(first.state.export()),
    });
    assert.deepEqual(await response.json(), { imported: true });
    assert.equal((await second.stripe.customers.retrieve(id)).id, id);
    await assert.rejects(second.stripe.customers.retrieve(other), { code: 'resource_missing' });
  });

  it('is refused as a whole when any of it is not as it was exported', async () => {
    const sandbox = await start();
    const { id } = await sandbox.stripe.customers.create();
    const snapshot = written(sandbox);
    const [account] = snapshot.accounts;
    const wrong: [object, RegExp][] = [
      [{}, /^clock/],
      [{ ...snapshot, version: 7 }, /^version/],
      [{ ...snapshot, accounts: [{ ...account, country: 'ZZ' }] }, /^accounts\.0\.country/],
      [{ ...snapshot, accounts: [{ ...account, customers: [{}] }] }, /^accounts\.0\.customers/],
      [{ ...snapshot, accounts: [{ ...account, sources: [] }] }, /^accounts\.0\.sources: unknown/],
    ];
    for (const [state, message] of wrong) {
      assert.throws(() => sandbox.state.import(state), { name: 'SnapshotError', message });
    }
    assert.equal((await sandbox.stripe.customers.retrieve(id)).id, id);
  });
});
