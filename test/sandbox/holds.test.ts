import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

describe('a PaymentIntent that holds money', () => {
  it('is held, captured in part, and lets the rest go', async () => {
    const held = await pay('pm_card_visa', {
      capture_method: 'manual',
      expand: ['latest_charge'],
    });
    assert.equal(held.status, 'requires_capture');
    assert.equal(held.amount_capturable, 2000);
    const { payment_method_details: details } = held.latest_charge as Stripe.Charge;
    assert.equal(details?.card?.capture_before, held.created + 7 * 24 * 60 * 60);
    assert.deepEqual(sandbox.newEvents(), [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
    ]);

    const captured = await stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 1500,
      expand: ['latest_charge.refunds'],
    });
    assert.equal(captured.status, 'succeeded');
    assert.equal(captured.amount_received, 1500);
    const charge = captured.latest_charge as Stripe.Charge;
    assert.equal(charge.amount_captured, 1500);
    assert.deepEqual([charge.amount_refunded, charge.refunded], [0, false]);
    assert.deepEqual(charge.refunds?.data, [], 'what is let go is no refund');
    assert.deepEqual(sandbox.newEvents(), ['charge.captured', 'payment_intent.succeeded']);
    const refund = await stripe.refunds.create({ payment_intent: held.id });
    assert.equal(refund.amount, 1500);
    sandbox.newEvents();
    await refusedBy(stripe.paymentIntents.capture(held.id), {
      code: 'payment_intent_unexpected_state',
      message: /already been captured/,
    });
  });

  it('is captured in several parts where the card allows it', async () => {
    const held = await pay('pm_card_visa', {
      amount: 3000,
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    });
    const first = await stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 1000,
      final_capture: false,
    });
    assert.equal(first.status, 'requires_capture');
    assert.deepEqual([first.amount_capturable, first.amount_received], [2000, 1000]);
    const second = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 500 });
    assert.equal(second.status, 'succeeded');
    assert.deepEqual([second.amount_capturable, second.amount_received], [0, 1500]);
    const { data } = await stripe.balanceTransactions.list({
      source: second.latest_charge as string,
    });
    assert.deepEqual(
      data.map(({ amount }) => amount),
      [500, 1000],
    );
  });

  it('refuses several captures where they were not asked for, and captures beyond the hold', async () => {
    const held = await pay('pm_card_visa', {
      amount: 3000,
      capture_method: 'manual',
    });
    await refusedBy(
      stripe.paymentIntents.capture(held.id, { amount_to_capture: 1000, final_capture: false }),
      { param: 'final_capture' },
    );
    await refusedBy(stripe.paymentIntents.capture(held.id, { amount_to_capture: 3001 }), {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
    await refusedBy(stripe.paymentIntents.capture(held.id, { amount_to_capture: 0 }), {
      param: 'amount_to_capture',
    });
    await stripe.paymentIntents.cancel(held.id);
  });

  it('is canceled, and a hold with it', async () => {
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    sandbox.newEvents();
    const canceled = await stripe.paymentIntents.cancel(held.id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });
    assert.equal(canceled.status, 'canceled');
    assert.equal(canceled.cancellation_reason, 'requested_by_customer');
    const charge = canceled.latest_charge as Stripe.Charge;
    assert.deepEqual([charge.refunded, charge.amount_refunded, charge.captured], [false, 0, false]);
    assert.deepEqual(sandbox.newEvents(), ['payment_intent.canceled']);
    await refusedBy(stripe.paymentIntents.cancel(held.id), {
      code: 'payment_intent_unexpected_state',
    });
    await refusedBy(stripe.paymentIntents.capture(held.id), {
      code: 'payment_intent_unexpected_state',
      message: /status of canceled/,
    });
  });

  it('is held where the capture method of its payment method says so', async () => {
    const held = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['card', 'bancontact'],
      payment_method_options: { card: { capture_method: 'manual' } },
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: 'https://shop.example',
    });
    // Bancontact, which cannot be held, is offered all the same.
    assert.deepEqual(held.payment_method_types, ['card', 'bancontact']);
    assert.deepEqual(
      [held.capture_method, held.status, held.amount_capturable],
      ['automatic_async', 'requires_capture', 2000],
    );
    const captured = await stripe.paymentIntents.capture(held.id);
    assert.deepEqual([captured.status, captured.amount_received], ['succeeded', 2000]);
  });

  it('loses a hold that nobody captures', async () => {
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    sandbox.newEvents();
    sandbox.clock.advance(7 * 24 * 60 * 60);
    assert.deepEqual(sandbox.newEvents(), ['charge.expired', 'payment_intent.canceled']);
    const expired = await stripe.paymentIntents.retrieve(held.id);
    assert.equal(expired.cancellation_reason, 'expired');
    assert.deepEqual((await stripe.refunds.list({ payment_intent: held.id })).data, []);
  });

  it('can have its hold raised where the card allows it', async () => {
    const held = await pay('pm_card_visa', {
      capture_method: 'manual',
      payment_method_options: { card: { request_incremental_authorization: 'if_available' } },
    });
    const raised = await stripe.paymentIntents.incrementAuthorization(held.id, { amount: 2500 });
    assert.deepEqual([raised.amount, raised.amount_capturable], [2500, 2500]);
    await refusedBy(stripe.paymentIntents.incrementAuthorization(held.id, { amount: 2500 }), {
      param: 'amount',
    });
    const captured = await stripe.paymentIntents.capture(held.id);
    assert.equal(captured.amount_received, 2500);
  });
});
