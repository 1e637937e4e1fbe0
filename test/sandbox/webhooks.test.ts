import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { assertStripeAnswer, assertStripeEvent } from '../support/stripe-schemas.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

const apiVersion = '2026-10-28.endive';

let sandbox: TestSandbox;
let receiver: Receiver;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox();
});
after(() => sandbox.stop());

let account = 0;
beforeEach(async () => {
  receiver = await startReceiver();
  // An account of its own for each test.
  stripe = sandbox.client(`sk_test_webhooks${++account}`);
});
afterEach(() => receiver.stop());

const listenTo = (
  enabled_events: Stripe.WebhookEndpointCreateParams.EnabledEvent[],
  changes: Partial<Stripe.WebhookEndpointCreateParams> = {},
) => stripe.webhookEndpoints.create({ url: receiver.url, enabled_events, ...changes });

const pay = () =>
  stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_card_visa',
    confirm: true,
  });

const types = () => receiver.received.map(({ event }) => event.type);

describe('webhooks', () => {
  it('arrive signed, in the order of the flow, as Stripe writes them', async () => {
    const { secret } = await listenTo(['*']);
    await pay();
    await sandbox.webhooks.idle();
    assert.deepEqual(types().toSorted(), [
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    for (const { headers, body } of receiver.received) {
      const event = stripe.webhooks.constructEvent(
        body,
        String(headers['stripe-signature']),
        secret ?? '',
      );
      assertStripeEvent(event);
      assert.equal(headers['content-type'], 'application/json; charset=utf-8');
      assert.match(String(headers['user-agent']), /^Stripe\/1\.0 /);
    }
  });

  it('come in the types that the endpoint enabled, and not while it is disabled', async () => {
    const endpoint = await listenTo(['payment_intent.succeeded']);
    await pay();
    await sandbox.webhooks.idle();
    assert.deepEqual(types(), ['payment_intent.succeeded']);

    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await pay();
    await sandbox.webhooks.idle();
    assert.equal(receiver.received.length, 1);
  });

  it('carry the version that the endpoint is pinned to', async () => {
    await listenTo(['payment_intent.created'], { api_version: '2025-09-30.clover' });
    await listenTo(['payment_intent.created']);
    await pay();
    await sandbox.webhooks.idle();
    const versions = receiver.received.map(({ event }) => event.api_version);
    assert.deepEqual(versions.toSorted(), ['2025-09-30.clover', apiVersion]);
  });

  it('are tried again later, signed anew, until they are taken', async () => {
    const { secret } = await listenTo(['payment_intent.succeeded']);
    receiver.answer = 500;
    await pay();
    await sandbox.webhooks.idle();
    const undelivered = await stripe.events.list({ delivery_success: false });
    assert.deepEqual(
      undelivered.data.map(({ type }) => type),
      ['payment_intent.succeeded'],
    );
    assert.equal(undelivered.data[0]?.pending_webhooks, 1);

    sandbox.clock.advance(5 * 60);
    await sandbox.webhooks.idle();
    receiver.answer = 200;
    sandbox.clock.advance(30 * 60);
    await sandbox.webhooks.idle();
    sandbox.clock.advance(24 * 60 * 60);
    await sandbox.webhooks.idle();

    assert.equal(receiver.received.length, 3);
    assert.equal(new Set(receiver.received.map(({ event }) => event.id)).size, 1);
    for (const { body, headers } of receiver.received) {
      stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret ?? '');
    }
    assert.deepEqual((await stripe.events.list({ delivery_success: false })).data, []);
    const [delivery] = [...sandbox.webhooks.deliveries(accountOf())];
    assert.deepEqual(
      delivery?.attempts.map(({ status }) => status),
      [500, 500, 200],
    );
    assert.equal(delivery.status, 'delivered');
  });

  it('are signed with the time of each try', async (t) => {
    const other = await startTestSandbox({ webhooks: { signatureTime: 'sandbox' } });
    t.after(() => other.stop());
    await other.stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['customer.created'],
    });
    receiver.answer = 500;
    const began = other.clock.now();
    await other.stripe.customers.create();
    await other.webhooks.idle();
    other.clock.advance(5 * 60);
    await other.webhooks.idle();
    const signatures = receiver.received.map(({ headers }) => String(headers['stripe-signature']));
    const times = signatures.map((each) => Number(/^t=(\d+),v1=[0-9a-f]{64},/.exec(each)?.[1]));
    assert.deepEqual(times, [began, began + 5 * 60]);
  });

  it('are given up after the last retry, and stay on the list of the undelivered', async () => {
    await listenTo(['payment_intent.succeeded']);
    receiver.answer = 302;
    await pay();
    for (let hour = 0; hour < 6; hour++) {
      await sandbox.webhooks.idle();
      sandbox.clock.advance(60 * 60);
    }
    await sandbox.webhooks.idle();
    assert.equal(receiver.received.length, 4);
    assert.equal((await stripe.events.list({ delivery_success: false })).data.length, 1);
  });

  it('are not retried to an endpoint that was deleted', async () => {
    const endpoint = await listenTo(['payment_intent.succeeded']);
    receiver.answer = 503;
    await pay();
    await sandbox.webhooks.idle();
    await stripe.webhookEndpoints.del(endpoint.id);
    sandbox.clock.advance(24 * 60 * 60);
    await sandbox.webhooks.idle();
    assert.equal(receiver.received.length, 1);
  });

  it('can be sent again by hand', async () => {
    const endpoint = await listenTo(['payment_intent.succeeded']);
    await pay();
    await sandbox.webhooks.idle();
    const [event] = (await stripe.events.list({ type: 'payment_intent.succeeded' })).data;
    assert.ok(event);
    await stripe.rawRequest('POST', `/v1/events/${event.id}/retry`, {
      webhook_endpoint: endpoint.id,
    });
    await sandbox.webhooks.idle();
    assert.deepEqual(
      receiver.received.map((each) => each.event.id),
      [event.id, event.id],
    );
    assert.equal((await stripe.events.retrieve(event.id)).pending_webhooks, 0);

    const resend = (id: string, webhook_endpoint: string) =>
      stripe.rawRequest('POST', `/v1/events/${id}/retry`, { webhook_endpoint });
    await refusedBy(resend('evt_x', endpoint.id), { statusCode: 404, code: 'resource_missing' });
    await refusedBy(resend(event.id, 'we_x'), { statusCode: 400, param: 'webhook_endpoint' });
  });

  it('that reach one endpoint by hand are still missing at the other', async () => {
    await listenTo(['payment_intent.succeeded'], { url: 'http://127.0.0.1:1/' });
    await pay();
    await sandbox.webhooks.idle();
    const later = await listenTo(['payment_intent.canceled']);
    const [event] = (await stripe.events.list({ delivery_success: false })).data;
    assert.ok(event);
    await stripe.rawRequest('POST', `/v1/events/${event.id}/retry`, { webhook_endpoint: later.id });
    await sandbox.webhooks.idle();
    assert.deepEqual(types(), ['payment_intent.succeeded']);
    assert.equal((await stripe.events.retrieve(event.id)).pending_webhooks, 1);
  });

  it('survive a receiver that hangs up', async () => {
    await listenTo(['payment_intent.succeeded'], { url: 'http://127.0.0.1:1/' });
    await pay();
    await sandbox.webhooks.idle();
    const [delivery] = [...sandbox.webhooks.deliveries(accountOf())];
    assert.match(String(delivery?.attempts[0]?.error), /fetch failed/);
  });
});

describe('events', () => {
  it('are listed by type, by several types, and by time', async () => {
    await pay();
    const list = async (params: Stripe.EventListParams) =>
      (await stripe.events.list(params)).data.map(({ type }) => type);
    assert.deepEqual(await list({ type: 'charge.*' }), ['charge.succeeded']);
    assert.deepEqual(await list({ types: ['payment_intent.created', 'charge.succeeded'] }), [
      'charge.succeeded',
      'payment_intent.created',
    ]);
    assert.deepEqual(await list({ created: { gt: sandbox.clock.now() + 1 } }), []);
    const page = await stripe.events.list();
    assert.equal(page.data.length, 3);
    assertStripeAnswer(page);
  });
});

describe('webhook endpoints', () => {
  it('tell their secret once', async () => {
    const created = await listenTo(['*'], { metadata: { app: 'tender', install: '1' } });
    assert.match(String(created.secret), /^whsec_/);
    assertStripeAnswer(created);
    const retrieved = await stripe.webhookEndpoints.retrieve(created.id);
    assert.equal(retrieved.secret, undefined);
    const { secret: _, ...rest } = created;
    assert.deepEqual({ ...retrieved }, { ...rest });
    const listed = await stripe.webhookEndpoints.list();
    assert.deepEqual(
      listed.data.map(({ secret }) => secret),
      [undefined],
    );
  });

  it('are changed and deleted', async () => {
    const { id } = await listenTo(['charge.refunded'], { metadata: { a: '1', b: '2' } });
    const updated = await stripe.webhookEndpoints.update(id, {
      enabled_events: ['charge.failed'],
      metadata: { a: '', c: '3' },
      disabled: true,
    });
    assert.deepEqual(updated.metadata, { b: '2', c: '3' });
    assert.equal(updated.status, 'disabled');
    assertStripeAnswer(await stripe.webhookEndpoints.del(id));
    await assert.rejects(stripe.webhookEndpoints.retrieve(id), { code: 'resource_missing' });
  });

  it('are sixteen at most', async () => {
    for (let n = 0; n < 16; n++) await listenTo(['*']);
    await assert.rejects(listenTo(['*']), { message: /maximum of 16 test webhook endpoints/ });
  });

  it('need an address and events that there are', async () => {
    await assert.rejects(listenTo(['*'], { url: 'shop.example/webhooks' }), {
      code: 'url_invalid',
    });
    const unknown = 'payment_intent.won' as Stripe.WebhookEndpointCreateParams.EnabledEvent;
    await assert.rejects(listenTo([unknown]), { param: 'enabled_events[0]' });
  });
});

function accountOf() {
  const found = sandbox.accounts.find(`sk_test_webhooks${account}`);
  assert.ok(found);
  return found.account;
}
