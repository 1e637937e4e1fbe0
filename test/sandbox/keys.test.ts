/** Who may call the sandbox's API: servers by their keys, and pages by theirs. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { assertStripeAnswer } from '../support/stripe-schemas.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox();
});
after(() => sandbox.stop());

let account = 0;
beforeEach(() => {
  // An account of its own for each test.
  stripe = sandbox.client(`sk_test_keys${++account}`);
});

const card = { currency: 'usd', allowed_payment_method_types: ['card' as const] };
const errorOf = ({ json }: { json: Record<string, unknown> }) =>
  json.error as { type: string; code?: string; message: string; param?: string };

describe('keys', () => {
  it('open accounts of their own, by their text', async () => {
    const created = await stripe.paymentIntents.create({ ...card, amount: 2000 });
    const other = sandbox.client('sk_test_someoneelse');
    await refusedBy(other.paymentIntents.retrieve(created.id), { statusCode: 404 });
    const restricted = sandbox.client(`rk_test_keys${account}`);
    assert.equal((await restricted.paymentIntents.retrieve(created.id)).id, created.id);
    const one = await stripe.accounts.retrieveCurrent();
    const two = await other.accounts.retrieveCurrent();
    assert.notEqual(one.id, two.id);
  });

  it('are needed, by Bearer or Basic authentication', async () => {
    const none = await sandbox.call('GET', '/v1/account', { key: '' });
    assert.equal(none.status, 401);
    assert.match(errorOf(none).message, /^You did not provide an API key/);
    const basic = Buffer.from('sk_test_basic:').toString('base64');
    const headers = { Authorization: `Basic ${basic}` };
    assert.equal((await sandbox.call('GET', '/v1/account', { key: '', headers })).status, 200);
  });

  it('are refused when they are no test keys, and never repeated whole', async () => {
    for (const key of [
      'sk_live_51abcdefghijkl',
      'rk_live_51abcdefghijkl',
      'pk_live_51abcdefghijkl',
    ]) {
      const live = await sandbox.call('GET', '/v1/account', { key });
      assert.equal(live.status, 401);
      assert.match(errorOf(live).message, /never a live one/);
      assert.ok(!errorOf(live).message.includes(key));
    }
    const wrong = await sandbox.call('GET', '/v1/account', { key: 'secret1234567890' });
    assert.match(errorOf(wrong).message, /^Invalid API Key provided: \*+7890$/);
  });

  it('of pages open only what pages may do', async () => {
    const refused = await sandbox.call('POST', '/v1/refunds', {
      key: 'pk_test_sandbox',
      body: 'payment_intent=pi_1',
    });
    assert.equal(errorOf(refused).code, 'secret_key_required');
  });
});

describe('a page', () => {
  const key = () => `pk_test_keys${account}`;

  it('sees and confirms an intent whose secret it knows, and sees only what is for it', async () => {
    const intent = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      metadata: { secret: 'margin' },
    });
    const secret = encodeURIComponent(intent.client_secret ?? '');
    const path = `/v1/payment_intents/${intent.id}`;
    const seen = await sandbox.call('GET', `${path}?client_secret=${secret}`, { key: key() });
    assert.equal(seen.status, 200);
    assert.equal(seen.json.amount, 2000);
    for (const hidden of ['metadata', 'latest_charge', 'amount_capturable', 'customer']) {
      assert.ok(!(hidden in seen.json), hidden);
    }
    const wrong = await sandbox.call('GET', `${path}?client_secret=${intent.id}_secret_x`, {
      key: key(),
    });
    assert.equal(errorOf(wrong).param, 'client_secret');
    const without = await sandbox.call('GET', path, { key: key() });
    assert.equal(errorOf(without).code, 'parameter_missing');

    const declined = await sandbox.call('POST', `${path}/confirm`, {
      key: key(),
      body: `client_secret=${secret}&payment_method=pm_card_chargeDeclined`,
    });
    assert.equal(declined.status, 402);
    const { payment_intent } = declined.json.error as { payment_intent: object };
    assert.ok(!('metadata' in payment_intent));
    const confirmed = await sandbox.call('POST', `${path}/confirm`, {
      key: key(),
      body:
        `client_secret=${secret}&use_stripe_sdk=true&payment_method_data[type]=card` +
        '&payment_method_data[card][number]=4242424242424242&payment_method_data[card][cvc]=123' +
        '&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=34',
    });
    assert.equal(confirmed.json.status, 'succeeded');
  });

  it('makes confirmation tokens and asks what it can show', async () => {
    const token = await sandbox.call('POST', '/v1/confirmation_tokens', {
      key: key(),
      body: 'payment_method_data[type]=card&payment_method_data[card][token]=tok_visa&return_url=https://shop.example',
    });
    assertStripeAnswer(token.json);
    const paid = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirm: true,
      confirmation_token: String(token.json.id),
    });
    assert.equal(paid.status, 'succeeded');
    const query = new URLSearchParams({
      'deferred_intent[mode]': 'payment',
      'deferred_intent[amount]': '2000',
      'deferred_intent[currency]': 'usd',
      'deferred_intent[allowed_payment_method_types][0]': 'card',
      page_host: 'shop.example',
    });
    const session = await sandbox.call('GET', `/v1/elements/sessions?${query.toString()}`, {
      key: key(),
    });
    const { payment_methods, wallets } = session.json as {
      payment_methods: { type: string }[];
      wallets: Record<string, boolean>;
    };
    assert.deepEqual(
      payment_methods.map(({ type }) => type),
      ['card'],
    );
    assert.equal(wallets.apple_pay, false);
    await stripe.paymentMethodDomains.create({ domain_name: 'shop.example' });
    const registered = await sandbox.call('GET', `/v1/elements/sessions?${query.toString()}`, {
      key: key(),
    });
    assert.equal((registered.json as { wallets: typeof wallets }).wallets.apple_pay, true);
  });

  it('cannot confirm what only the server may', async () => {
    const intent = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirmation_method: 'manual',
    });
    const refused = await sandbox.call('POST', `/v1/payment_intents/${intent.id}/confirm`, {
      key: key(),
      body: `client_secret=${intent.client_secret ?? ''}&payment_method=pm_card_visa`,
    });
    assert.match(errorOf(refused).message, /confirmation_method/);
  });
});
