import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { bankAccount } from '../support/bank-account.ts';
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox({ country: 'US' });
  ({ stripe } = sandbox);
});
after(() => sandbox.stop());

const pay = (changes: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    ...(bankAccount as Partial<Stripe.PaymentIntentCreateParams>),
    amount: 2000,
    currency: 'usd',
    ...changes,
  });

const setUp = (customer: string) =>
  stripe.setupIntents.create({ ...(bankAccount as Stripe.SetupIntentCreateParams), customer });

describe('a bank account that has to be verified', () => {
  it('is debited once its owner has read the deposits', async () => {
    const { id, status, next_action } = await pay();
    assert.equal(status, 'requires_action');
    const { microdeposit_type } = next_action?.verify_with_microdeposits ?? {};
    assert.equal(microdeposit_type, 'descriptor_code');
    sandbox.newEvents();
    const verified = await stripe.paymentIntents.verifyMicrodeposits(id, { amounts: [45, 32] });
    assert.deepEqual([verified.status, verified.next_action], ['processing', null]);
    sandbox.clock.advance(10);
    assert.equal((await stripe.paymentIntents.retrieve(id)).status, 'succeeded');
    assert.deepEqual(sandbox.newEvents().slice(0, 2), [
      'payment_intent.processing',
      'charge.pending',
    ]);
  });

  it('is set up by the code, and then debited at once', async () => {
    const { id: customer } = await stripe.customers.create();
    const waiting = await setUp(customer);
    assert.equal(waiting.next_action?.type, 'verify_with_microdeposits');
    const { status, payment_method } = await stripe.setupIntents.verifyMicrodeposits(waiting.id, {
      descriptor_code: 'SM11AA',
    });
    assert.equal(status, 'succeeded');
    const { payment_method_data: _, ...again } =
      bankAccount as Partial<Stripe.PaymentIntentCreateParams>;
    const paid = await stripe.paymentIntents.create({
      ...again,
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: payment_method as string,
    });
    assert.equal(paid.status, 'processing');
  });

  it('may be tried again after what was not sent, and not after too often or too late', async () => {
    const { id } = await pay();
    const verify = (params: Stripe.PaymentIntentVerifyMicrodepositsParams) =>
      stripe.paymentIntents.verifyMicrodeposits(id, params);
    await refusedBy(verify({ amounts: [1, 2] }), {
      code: 'payment_method_microdeposit_verification_amounts_mismatch',
    });
    await refusedBy(verify({ descriptor_code: 'SM00ZZ' }), {
      code: 'payment_method_microdeposit_verification_descriptor_code_mismatch',
    });
    await refusedBy(verify({ amounts: [32] }), {
      code: 'payment_method_microdeposit_verification_amounts_invalid',
    });
    await refusedBy(verify({}), { code: 'parameter_missing' });
    await refusedBy(verify({ amounts: [32, 45], descriptor_code: 'SM11AA' }), {
      code: 'parameters_exclusive',
    });
    assert.equal((await stripe.paymentIntents.retrieve(id)).status, 'requires_action');
    const exceeded = 'payment_method_microdeposit_verification_attempts_exceeded';
    await refusedBy(verify({ descriptor_code: 'SM33CC' }), { code: exceeded });
    const { status, last_payment_error } = await stripe.paymentIntents.retrieve(id);
    assert.deepEqual([status, last_payment_error?.code], ['requires_payment_method', exceeded]);
    await refusedBy(verify({ amounts: [32, 45] }), { code: 'payment_intent_unexpected_state' });

    const { id: customer } = await stripe.customers.create();
    const setup = await setUp(customer);
    await refusedBy(stripe.setupIntents.verifyMicrodeposits(setup.id, { amounts: [40, 41] }), {
      code: 'payment_method_microdeposit_verification_timeout',
    });
    assert.equal((await stripe.setupIntents.retrieve(setup.id)).status, 'requires_payment_method');
  });

  it('is verified from a page too, with the client secret', async () => {
    const { id, client_secret } = await pay();
    const body = new URLSearchParams({ descriptor_code: 'SM11AA' });
    const verify = () =>
      sandbox.call('POST', `/v1/payment_intents/${id}/verify_microdeposits`, {
        body: body.toString(),
        key: sandbox.publishableKey,
      });
    assert.equal((await verify()).status, 400);
    body.set('client_secret', client_secret ?? '');
    const { json } = await verify();
    assert.deepEqual([json.status, json.metadata], ['processing', undefined]);
  });
});
