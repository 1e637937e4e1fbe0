import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

describe('a refund', () => {
  it('is given in parts until nothing is left', async () => {
    const paid = await pay('pm_card_visa');
    sandbox.newEvents();
    const first = await stripe.refunds.create({
      payment_intent: paid.id,
      amount: 500,
      reason: 'requested_by_customer',
      metadata: { refund: 'r1' },
      expand: ['charge', 'balance_transaction'],
    });
    assert.equal(first.status, 'succeeded');
    assert.equal((first.charge as Stripe.Charge).amount_refunded, 500);
    assert.equal((first.balance_transaction as Stripe.BalanceTransaction).amount, -500);
    assert.deepEqual(sandbox.newEvents(), ['charge.refunded', 'refund.created']);
    await refusedBy(stripe.refunds.create({ payment_intent: paid.id, amount: 1501 }), {
      statusCode: 400,
      param: 'amount',
      message: /greater than unrefunded amount on charge/,
    });
    const rest = await stripe.refunds.create({ charge: paid.latest_charge as string });
    assert.equal(rest.amount, 1500);
    const { refunded } = await stripe.charges.retrieve(paid.latest_charge as string);
    assert.equal(refunded, true);
    await refusedBy(stripe.refunds.create({ payment_intent: paid.id }), {
      code: 'charge_already_refunded',
    });
    const { data } = await stripe.refunds.list({ payment_intent: paid.id });
    assert.deepEqual(
      data.map(({ id }) => id),
      [rest.id, first.id],
    );
    const updated = await stripe.refunds.update(first.id, { metadata: { seen: 'yes' } });
    assert.deepEqual(updated.metadata, { refund: 'r1', seen: 'yes' });
    assert.equal((await stripe.refunds.retrieve(first.id)).id, first.id);
  });

  it('of less than was held takes from what was captured only', async () => {
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    await refusedBy(stripe.refunds.create({ payment_intent: held.id }), {
      code: 'payment_intent_unexpected_state',
    });
    await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1200 });
    await refusedBy(stripe.refunds.create({ payment_intent: held.id, amount: 1201 }), {
      param: 'amount',
    });
    const refund = await stripe.refunds.create({ payment_intent: held.id });
    assert.equal(refund.amount, 1200);
  });

  it('can be pending, and succeed later', async () => {
    const paid = await pay('pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ payment_intent: paid.id });
    assert.equal(refund.status, 'pending');
    sandbox.newEvents();
    sandbox.clock.advance(60);
    assert.equal((await stripe.refunds.retrieve(refund.id)).status, 'succeeded');
    assert.deepEqual(sandbox.newEvents(), ['refund.updated', 'charge.refund.updated']);
  });

  it('can succeed, and fail later: the money is back', async () => {
    const paid = await pay('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 700 });
    assert.equal(refund.status, 'succeeded');
    sandbox.newEvents();
    sandbox.clock.advance(60);
    const failed = await stripe.refunds.retrieve(refund.id, {
      expand: ['failure_balance_transaction', 'charge'],
    });
    assert.equal(failed.status, 'failed');
    assert.equal((failed.failure_balance_transaction as Stripe.BalanceTransaction).amount, 700);
    assert.equal((failed.charge as Stripe.Charge).amount_refunded, 0);
    assert.deepEqual(sandbox.newEvents(), [
      'refund.failed',
      'refund.updated',
      'charge.refund.updated',
    ]);
  });

  it('cannot be canceled, nor made out of nothing', async () => {
    const paid = await pay('pm_card_visa');
    const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
    await refusedBy(stripe.refunds.cancel(refund.id), { statusCode: 400 });
    await refusedBy(stripe.refunds.create({}), { code: 'parameter_missing' });
    await refusedBy(stripe.refunds.create({ payment_intent: paid.id, amount: 0 }), {
      param: 'amount',
    });
    await refusedBy(stripe.refunds.create({ charge: 'ch_x' }), { code: 'resource_missing' });
  });
});

describe('a refund of what was paid in cash', () => {
  const client = () => {
    const key = 'sk_test_cash';
    const account = sandbox.accounts.find(key)?.account;
    assert.ok(account);
    account.country = 'JP';
    return sandbox.client(key);
  };
  const payInCash = async (email: string) => {
    const { id } = await client().paymentIntents.create({
      amount: 2000,
      currency: 'jpy',
      allowed_payment_method_types: ['konbini'],
      payment_method_data: { type: 'konbini', billing_details: { name: 'Hana Sato', email } },
      confirm: true,
    });
    sandbox.endAction(id, 'succeed', 'sk_test_cash');
    return id;
  };

  it('asks the shopper where it shall go, and waits for the answer', async () => {
    const payment_intent = await payInCash('hana@shop.example');
    const refund = await client().refunds.create({ payment_intent });
    assert.equal(refund.status, 'requires_action');
    const { display_details } = refund.next_action ?? {};
    assert.equal(display_details?.email_sent.email_sent_to, 'hana@shop.example');
    await refusedBy(client().refunds.create({ payment_intent }), {
      code: 'charge_already_refunded',
    });
    sandbox.clock.advance(180);
    const answered = await client().refunds.retrieve(refund.id);
    assert.deepEqual([answered.status, answered.next_action], ['pending', undefined]);
    sandbox.clock.advance(5);
    assert.equal((await client().refunds.retrieve(refund.id)).status, 'succeeded');
  });

  it('can be canceled as long as it waits, and made again', async () => {
    const payment_intent = await payInCash('hana@shop.example');
    const refund = await client().refunds.create({
      payment_intent,
      amount: 500,
      instructions_email: 'fill_never@shop.example',
    });
    const { status, failure_reason } = await client().refunds.cancel(refund.id);
    assert.deepEqual([status, failure_reason], ['canceled', 'merchant_request']);
    await refusedBy(client().refunds.cancel(refund.id), { message: /status of canceled/ });
    assert.equal((await client().refunds.create({ payment_intent })).amount, 2000);
  });

  it('fails when nobody answers', async () => {
    const payment_intent = await payInCash('fill_never@shop.example');
    const first = await client().refunds.create({ payment_intent });
    assert.equal((await client().testHelpers.refunds.expire(first.id)).status, 'failed');
    const second = await client().refunds.create({ payment_intent });
    sandbox.clock.advance(45 * 24 * 60 * 60);
    const { status, charge } = await client().refunds.retrieve(second.id, { expand: ['charge'] });
    assert.deepEqual([status, (charge as Stripe.Charge).amount_refunded], ['failed', 0]);
  });
});
