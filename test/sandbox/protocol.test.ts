import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import operationsJson from '../../demo/sandbox/protocol/operations.json' with { type: 'json' };
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { sandboxClient } from '../support/sandbox-client.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox();
});
after(() => sandbox.stop());

let account = 0;
beforeEach(() => {
  // An account of its own for each test.
  stripe = sandbox.client(`sk_test_protocol${++account}`);
});

const card = { currency: 'usd', allowed_payment_method_types: ['card' as const] };
const errorOf = ({ json }: { json: Record<string, unknown> }) =>
  json.error as { type: string; code?: string; message: string; param?: string };

describe('idempotency', () => {
  it('gives the first answer again', async () => {
    const options = { idempotencyKey: 'once' };
    const client = sandboxClient(sandbox, `sk_test_protocol${account}`);
    const first = await client.paymentIntents.create({ ...card, amount: 2000 }, options);
    const again = await client.paymentIntents.create({ ...card, amount: 2000 }, options);
    assert.equal(again.id, first.id);
    assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined);
    assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
    assert.equal(again.lastResponse.headers['original-request'], first.lastResponse.requestId);
    assert.notEqual(again.lastResponse.requestId, first.lastResponse.requestId);
    assert.equal((await stripe.paymentIntents.list()).data.length, 1);
  });

  it('refuses the same key for something else', async () => {
    const options = { idempotencyKey: 'once' };
    await stripe.paymentIntents.create({ ...card, amount: 2000 }, options);
    const other = await refusedBy(
      stripe.paymentIntents.create({ ...card, amount: 2001 }, options),
      { statusCode: 400, message: /can only be used with the same parameters/ },
    );
    assert.equal(other.type, 'StripeIdempotencyError');
    await refusedBy(stripe.customers.create({}, options), {
      message: /can only be used for the same endpoint/,
    });
  });

  it('remembers that a card was declined', async () => {
    const options = { idempotencyKey: 'declined' };
    const params = {
      ...card,
      amount: 2000,
      confirm: true,
      payment_method: 'pm_card_chargeDeclined',
    };
    await refusedBy(stripe.paymentIntents.create(params, options), { statusCode: 402 });
    const again = await refusedBy(stripe.paymentIntents.create(params, options), {
      statusCode: 402,
    });
    assert.equal(again.headers?.['idempotent-replayed'], 'true');
    assert.equal((await stripe.paymentIntents.list()).data.length, 1);
  });

  it('forgets what was refused for its parameters, so that it can be mended', async () => {
    const options = { idempotencyKey: 'mended' };
    const wrong = { ...card, amount: 2000, colour: 'red' } as Stripe.PaymentIntentCreateParams;
    await refusedBy(stripe.paymentIntents.create(wrong, options), { code: 'parameter_unknown' });
    const mended = await stripe.paymentIntents.create({ ...card, amount: 2000 }, options);
    assert.equal(mended.amount, 2000);
  });

  it('belongs to one account, and lasts a day', async () => {
    const options = { idempotencyKey: 'once' };
    const first = await stripe.paymentIntents.create({ ...card, amount: 2000 }, options);
    const elsewhere = await sandbox
      .client('sk_test_elsewhere')
      .paymentIntents.create({ ...card, amount: 2000 }, options);
    assert.notEqual(elsewhere.id, first.id);
    sandbox.clock.advance(24 * 60 * 60);
    const later = await stripe.paymentIntents.create({ ...card, amount: 2000 }, options);
    assert.notEqual(later.id, first.id);
  });

  it('refuses a key that another call is still using', async () => {
    const rule = sandbox.trouble.add({ effect: 'latency', milliseconds: 200, times: 1 });
    const create = () =>
      stripe.paymentIntents.create({ ...card, amount: 2000 }, { idempotencyKey: 'twice' });
    const calls = [create(), create()];
    const outcomes = await Promise.allSettled(calls);
    const refused = calls[outcomes.findIndex(({ status }) => status === 'rejected')];
    assert.ok(refused);
    await refusedBy(refused, { statusCode: 409, code: 'idempotency_key_in_use' });
    sandbox.trouble.remove(rule.id);
    assert.equal((await stripe.paymentIntents.list()).data.length, 1);
  });

  it('refuses keys that are too long', async () => {
    await refusedBy(
      stripe.paymentIntents.create({ ...card, amount: 2000 }, { idempotencyKey: 'k'.repeat(256) }),
      { statusCode: 400, message: /255 characters/ },
    );
  });
});

describe('requests', () => {
  it('are written as the SDK and as the CLI write them', async () => {
    const sdk = 'amount=2000&currency=usd&allowed_payment_method_types[0]=card&metadata[0]=x';
    const cli = 'amount=2000&currency=usd&allowed_payment_method_types[]=card&metadata[0]=x';
    for (const body of [sdk, cli]) {
      const { json } = await sandbox.call('POST', '/v1/payment_intents', { body });
      assert.deepEqual(json.payment_method_types, ['card']);
      assert.deepEqual(json.metadata, { '0': 'x' });
    }
    const broken = await sandbox.call('POST', '/v1/payment_intents', { body: 'amount[=1' });
    assert.equal(broken.status, 400);
  });

  it('never reach into prototypes', async () => {
    const { json } = await sandbox.call('POST', '/v1/customers', {
      body: 'metadata[__proto__]=x&metadata[constructor]=y',
    });
    assert.equal(({} as Record<string, unknown>).x, undefined);
    assert.equal(json.object, 'customer');
    const refused = await sandbox.call('POST', '/v1/customers', { body: '__proto__[a]=x' });
    assert.equal(errorOf(refused).code, 'parameter_unknown');
  });

  it('to unknown addresses are told so in the shape of Stripe', async () => {
    const unknown = await sandbox.call('GET', '/v1/sausages');
    assert.equal(unknown.status, 404);
    assert.match(errorOf(unknown).message, /^Unrecognized request URL \(GET: \/v1\/sausages\)/);
    const method = await sandbox.call('DELETE', '/v1/payment_intents');
    assert.equal(method.status, 404);
    await refusedBy(stripe.v2.core.events.list(), {
      statusCode: 404,
      message: /^Unrecognized request URL \(GET: \/v2\/core\/events\)/,
    });
  });

  it('are answered with an id and the version', async () => {
    const { headers } = await sandbox.call('GET', '/v1/balance');
    assert.match(headers.get('Request-Id') ?? '', /^req_/);
    assert.equal(headers.get('Stripe-Version'), '2026-10-28.endive');
    const error = await refusedBy(stripe.paymentIntents.retrieve('pi_x'), { statusCode: 404 });
    assert.match(error.requestId ?? '', /^req_/);
  });
});

describe('lists', () => {
  const create = async (count: number) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      ids.push((await stripe.paymentIntents.create({ ...card, amount: 2000 + n })).id);
    }
    return ids;
  };
  const idsOf = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);

  it('go by pages, newest first, forwards and backwards', async () => {
    const ids = (await create(5)).reverse();
    const first = await stripe.paymentIntents.list({ limit: 2 });
    assert.deepEqual(idsOf(first), ids.slice(0, 2));
    assert.equal(first.has_more, true);
    const second = await stripe.paymentIntents.list({
      limit: 2,
      starting_after: first.data[1]?.id ?? '',
    });
    assert.deepEqual(idsOf(second), ids.slice(2, 4));
    const back = await stripe.paymentIntents.list({
      limit: 10,
      ending_before: second.data[0]?.id ?? '',
    });
    assert.deepEqual(idsOf(back), ids.slice(0, 2));
    assert.equal(back.has_more, false);
    const all: string[] = [];
    for await (const { id } of stripe.paymentIntents.list({ limit: 2 })) all.push(id);
    assert.deepEqual(all, ids);
  });

  it('refuse limits and cursors that make no sense', async () => {
    await refusedBy(stripe.paymentIntents.list({ limit: 101 }), { param: 'limit' });
    await refusedBy(stripe.paymentIntents.list({ limit: 0 }), { param: 'limit' });
    await refusedBy(stripe.paymentIntents.list({ starting_after: 'pi_x' }), {
      param: 'starting_after',
    });
    await refusedBy(stripe.paymentIntents.list({ starting_after: 'a', ending_before: 'b' }), {
      message: /only one/,
    });
  });

  it('go by customer and by time', async () => {
    await create(2);
    const { id: customer } = await stripe.customers.create();
    const mine = await stripe.paymentIntents.create({ ...card, amount: 2000, customer });
    assert.deepEqual(idsOf(await stripe.paymentIntents.list({ customer })), [mine.id]);
    sandbox.clock.advance(100);
    const [late = ''] = await create(1);
    const since = await stripe.paymentIntents.list({ created: { gt: mine.created } });
    assert.deepEqual(idsOf(since), [late]);
    const until = await stripe.paymentIntents.list({ created: { lte: mine.created } });
    assert.equal(until.data.length, 3);
  });
});

describe('expand', () => {
  it('puts objects in the place of ids, in lists too', async () => {
    const { id: customer } = await stripe.customers.create();
    const paid = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      customer,
      confirm: true,
      payment_method: 'pm_card_visa',
      expand: ['customer', 'latest_charge.payment_intent.payment_method', 'review'],
    });
    assert.equal((paid.customer as Stripe.Customer).id, customer);
    const charge = paid.latest_charge as Stripe.Charge;
    const intent = charge.payment_intent as Stripe.PaymentIntent;
    assert.equal((intent.payment_method as Stripe.PaymentMethod).type, 'card');
    const listed = await stripe.paymentIntents.list({ expand: ['data.latest_charge'] });
    assert.equal((listed.data[0]?.latest_charge as Stripe.Charge).id, charge.id);
  });

  it('refuses what it cannot do, before anything is done', async () => {
    const before = await stripe.paymentIntents.list({ limit: 1 });
    const create = (path: string) =>
      stripe.paymentIntents.create({ ...card, amount: 2000, expand: [path] });
    await refusedBy(create('currency'), {
      message: 'This property cannot be expanded (currency).',
    });
    await refusedBy(create('colour'), { message: /cannot be expanded/ });
    await refusedBy(create('id'), { message: /cannot be expanded/ });
    await refusedBy(create('a.b.c.d.e'), { message: /more than 4 levels/ });
    await refusedBy(create('latest_charge.outcome'), { message: /cannot be expanded/ });
    await refusedBy(create('data.latest_charge'), { message: /cannot be expanded/ });
    await refusedBy(stripe.webhookEndpoints.list({ expand: ['data.url'] }), {
      message: /cannot be expanded/,
    });
    const after = await stripe.paymentIntents.list({ limit: 1 });
    assert.equal(after.data[0]?.id, before.data[0]?.id);

    const idempotencyKey = 'mended';
    const params = { ...card, amount: 2000 };
    await refusedBy(
      stripe.paymentIntents.create({ ...params, expand: ['color'] }, { idempotencyKey }),
      { message: /cannot be expanded/ },
    );
    const { customer } = await stripe.paymentIntents.create(
      { ...params, expand: ['customer'] },
      { idempotencyKey },
    );
    assert.equal(customer, null);
  });

  it('has what is left of a deleted customer, and lists that are only there when asked for', async () => {
    const { id, sources } = await stripe.customers.create({ expand: ['sources'] });
    assert.deepEqual(sources?.data, []);
    const intent = await stripe.paymentIntents.create({ ...card, amount: 2000, customer: id });
    await stripe.customers.del(id);
    const { customer } = await stripe.paymentIntents.retrieve(intent.id, { expand: ['customer'] });
    assert.deepEqual(customer, { id, object: 'customer', deleted: true });
  });
});

describe('the API', () => {
  it('serves every operation whose parameters it knows', async () => {
    for (const operation of Object.keys(operationsJson.operations)) {
      const [method = '', path = ''] = operation.split(' ');
      const { status } = await sandbox.call(method, path.replaceAll(/:\w+/g, 'x'), { key: '' });
      // Without a key it knows the address, and nothing of what is behind it.
      assert.equal(status, 401, operation);
    }
  });
});
