import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox();
  ({ stripe } = sandbox);
});
after(() => sandbox.stop());

const charge = (changes: Stripe.ChargeCreateParams = {}) =>
  stripe.charges.create({ amount: 2000, currency: 'usd', source: 'tok_visa', ...changes });

describe('a charge without a PaymentIntent', () => {
  it('takes the money at once', async () => {
    const paid = await charge({ description: 'a book', metadata: { order: '1' } });
    assert.deepEqual(
      [paid.status, paid.captured, paid.amount_captured, paid.payment_intent],
      ['succeeded', true, 2000, null],
    );
    assert.deepEqual(sandbox.newEvents(), ['charge.succeeded']);
    const [transaction] = (await stripe.balanceTransactions.list({ source: paid.id })).data;
    assert.equal(transaction?.amount, 2000);
    const refund = await stripe.refunds.create({ charge: paid.id });
    assert.deepEqual([refund.amount, refund.payment_intent], [2000, null]);
  });

  it('is held, and captured in part', async () => {
    const held = await charge({ capture: false });
    assert.deepEqual([held.captured, held.balance_transaction], [false, null]);
    await refusedBy(stripe.charges.capture(held.id, { amount: 2001 }), {
      code: 'amount_too_large',
    });
    sandbox.newEvents();
    const captured = await stripe.charges.capture(held.id, { amount: 1500 });
    assert.deepEqual(
      [captured.captured, captured.amount_captured, captured.amount_refunded],
      [true, 1500, 0],
    );
    assert.deepEqual(sandbox.newEvents(), ['charge.captured']);
    await refusedBy(stripe.charges.capture(held.id), { code: 'charge_already_captured' });
    await refusedBy(stripe.refunds.create({ charge: held.id, amount: 1501 }), { param: 'amount' });
    assert.equal((await stripe.refunds.create({ charge: held.id })).amount, 1500);
  });

  it('expires when nobody captures it', async () => {
    const held = await charge({ capture: false });
    sandbox.newEvents();
    sandbox.clock.advance(7 * 24 * 60 * 60);
    assert.deepEqual(sandbox.newEvents(), ['charge.expired']);
    await refusedBy(stripe.charges.capture(held.id), { code: 'charge_expired_for_capture' });
  });

  it('is declined by cards that decline, or that ask for their owner', async () => {
    const error = await refusedBy(charge({ source: 'tok_visa_chargeDeclinedInsufficientFunds' }), {
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    assert.equal(error.rawType, 'card_error');
    assert.deepEqual(sandbox.newEvents().slice(-1), ['charge.failed']);
    const [failed] = (await stripe.charges.list({ limit: 1 })).data;
    assert.deepEqual([failed?.status, failed?.failure_code], ['failed', 'card_declined']);
    await refusedBy(charge({ source: 'tok_authenticationRequired' }), {
      code: 'authentication_required',
    });
  });

  it('is disputed as its card says', async () => {
    const { id } = await charge({ source: 'tok_createDispute' });
    sandbox.clock.advance(1);
    const { data } = await stripe.disputes.list({ charge: id });
    assert.equal(data.length, 1);
  });

  it('wants an amount, a currency and a card', async () => {
    const wrong = (params: Stripe.ChargeCreateParams, expected: Parameters<typeof refusedBy>[1]) =>
      refusedBy(stripe.charges.create(params), expected);
    const { id: customer } = await stripe.customers.create();
    const money = { amount: 2000, currency: 'usd' };
    await wrong({}, { code: 'parameter_missing', param: 'amount' });
    await wrong({ amount: 2000 }, { code: 'parameter_missing', param: 'currency' });
    await wrong(money, { code: 'parameter_missing' });
    await wrong({ ...money, customer }, { statusCode: 402, code: 'missing' });
    await wrong({ ...money, source: 'tok_none' }, { code: 'resource_missing', param: 'source' });
  });
});
