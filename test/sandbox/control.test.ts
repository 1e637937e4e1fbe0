import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox({ country: 'BE' });
  ({ stripe } = sandbox);
});
after(() => sandbox.stop());
afterEach(() => sandbox.state.reset());

interface Reply {
  status: number;
  body: Record<string, unknown>;
}

async function control(method: string, path: string, json?: unknown): Promise<Reply> {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(json !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(json),
    }),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}

describe('the sandbox’s own API', () => {
  it('moves the clock', async () => {
    const before = sandbox.clock.now();
    const { body } = await control('POST', '/clock', { advance: 86_400 });
    assert.ok(Number(body.now) >= before + 86_400);
    const { created } = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    assert.ok(created >= before + 86_400);
  });

  it('exports everything, and forgets it', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const { body } = await control('GET', '/state');
    const [account] = body.accounts as { country: string; paymentIntents: { id: string }[] }[];
    assert.equal(account?.country, 'BE');
    assert.deepEqual(
      account.paymentIntents.map((intent) => intent.id),
      [id],
    );
    await control('DELETE', '/state');
    assert.deepEqual((await control('GET', '/state')).body.accounts, []);
    await assert.rejects(stripe.paymentIntents.retrieve(id), { code: 'resource_missing' });
  });

  it('gives an account a country', async () => {
    const key = 'sk_test_elsewhere';
    const { body } = await control('POST', '/accounts', { key, country: 'jp' });
    assert.deepEqual([body.name, body.country], ['elsewhere', 'JP']);
    assert.equal(sandbox.accounts.find(key)?.account.country, 'JP');
  });

  it('switches capabilities, and the payment methods with them', async () => {
    const key = 'sk_test_switched';
    const { body } = await control('POST', '/accounts', {
      key,
      capabilities: { ideal_payments: 'inactive' },
    });
    const capabilities = body.capabilities as Record<string, string>;
    assert.deepEqual(
      [capabilities.ideal_payments, capabilities.bancontact_payments],
      ['inactive', 'active'],
    );
    const { payment_method_types } = await sandbox.client(key).paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['ideal', 'bancontact'],
    });
    assert.deepEqual(payment_method_types, ['bancontact']);
  });

  it('keeps a log of webhooks', async () => {
    const { id } = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:1/',
      enabled_events: ['customer.created'],
    });
    await stripe.customers.create();
    await sandbox.webhooks.idle();
    const [delivery] = (await control('GET', '/webhooks')).body as unknown as {
      destination: string;
      type: string;
      attempts: unknown[];
    }[];
    assert.deepEqual(
      [delivery?.destination, delivery?.type, delivery?.attempts.length],
      [id, 'customer.created', 1],
    );
  });

  it('lists the calls that were carried out', async () => {
    await stripe.paymentIntents.create({ amount: 1, currency: 'usd' }).catch(() => undefined);
    await stripe.paymentIntents.list();
    const { body } = await control('GET', '/requests');
    const calls = body as unknown as { method: string; path: string; status: number }[];
    assert.deepEqual(
      calls.map(({ method, path }) => `${method} ${path}`),
      ['POST /v1/payment_intents', 'GET /v1/payment_intents'],
    );
    assert.equal(calls[1]?.status, 200);
  });

  it('makes trouble, names it, and takes it away', async () => {
    const rule = { effect: 'server_error', call: { path: '/v1/payment_intents' }, times: 1 };
    const added = await control('POST', '/trouble', rule);
    assert.equal(added.status, 201);
    await assert.rejects(stripe.paymentIntents.list(), { statusCode: 500 });
    const listed = (await control('GET', '/trouble')).body.rules;
    assert.deepEqual(listed, [{ id: added.body.id, rule, matches: 1, strikes: 1 }]);
    await control('DELETE', `/trouble/${String(added.body.id)}`);
    assert.deepEqual((await control('GET', '/trouble')).body.rules, []);
  });

  it('begins again with another seed', async () => {
    const { body } = await control('PUT', '/trouble/seed', { seed: '7' });
    assert.equal(body.seed, '7');
    assert.equal(sandbox.trouble.seed, '7');
  });

  it('says what is wrong with a request', async () => {
    const wrong = async (method: string, path: string, json?: unknown) => {
      const { status, body } = await control(method, path, json);
      return [status, (body.error as { code: string }).code];
    };
    assert.deepEqual(await wrong('POST', '/trouble', { effect: 'plague' }), [
      400,
      'invalid_request',
    ]);
    assert.deepEqual(await wrong('POST', '/clock', { advance: -1 }), [400, 'invalid_request']);
    assert.deepEqual(await wrong('POST', '/clock'), [400, 'invalid_content_type']);
    assert.deepEqual(await wrong('POST', '/accounts', { key: 'sk_live_1' }), [400, 'invalid_key']);
    assert.deepEqual(await wrong('GET', '/nothing'), [404, 'not_found']);
  });
});
