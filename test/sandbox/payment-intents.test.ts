import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

const card = { currency: 'eur', allowed_payment_method_types: ['card' as const] };

describe('a PaymentIntent', () => {
  it('is paid by card at once, and its funds show up a moment later', async () => {
    const created = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      description: 'Order 1',
      metadata: { order: 'o1' },
    });
    assert.equal(created.status, 'requires_payment_method');
    assert.deepEqual(created.payment_method_types, ['card']);
    assert.equal(created.capture_method, 'automatic_async');

    const paid = await stripe.paymentIntents.confirm(created.id, {
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    });
    assert.equal(paid.status, 'succeeded');
    assert.equal(paid.amount_received, 2000);
    const charge = paid.latest_charge as Stripe.Charge;
    assert.equal(charge.amount_captured, 2000);
    assert.equal(charge.balance_transaction, null);
    assert.deepEqual(charge.metadata, { order: 'o1' });
    assert.deepEqual(sandbox.newEvents(), [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);

    sandbox.clock.advance(1);
    assert.deepEqual(sandbox.newEvents(), ['charge.updated']);
    const settled = await stripe.charges.retrieve(charge.id, { expand: ['balance_transaction'] });
    const transaction = settled.balance_transaction as Stripe.BalanceTransaction;
    assert.equal(transaction.amount, 2000);
    assert.equal(transaction.net, transaction.amount - transaction.fee);
  });

  it('has its funds at once with capture_method automatic', async () => {
    const paid = await pay('pm_card_visa', {
      capture_method: 'automatic',
      expand: ['latest_charge.balance_transaction'],
    });
    const charge = paid.latest_charge as Stripe.Charge;
    assert.equal((charge.balance_transaction as Stripe.BalanceTransaction).amount, 2000);
  });

  it('goes back to its start when the card is declined, and can be tried again', async () => {
    const intent = await stripe.paymentIntents.create({ ...card, amount: 2000 });
    const error = await refusedBy(
      stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
      }),
      { statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' },
    );
    assert.equal(error.payment_intent?.status, 'requires_payment_method');
    const failed = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    assert.equal(failed.last_payment_error?.decline_code, 'insufficient_funds');
    assert.equal(failed.payment_method, null);
    const charge = failed.latest_charge as Stripe.Charge;
    assert.equal(charge.status, 'failed');
    assert.equal(charge.outcome?.reason, 'insufficient_funds');
    assert.deepEqual(sandbox.newEvents(), [
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    assert.equal(paid.status, 'succeeded');
    assert.equal(paid.last_payment_error, null);
    await refusedBy(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }), {
      code: 'payment_intent_unexpected_state',
      message: /already succeeded after being previously confirmed/,
    });
  });

  it('takes raw test card data, and refuses what no bank need see', async () => {
    const paid = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirm: true,
      payment_method_data: {
        type: 'card',
        card: { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' },
      } as Stripe.PaymentIntentCreateParams.PaymentMethodData,
    });
    assert.equal(paid.status, 'succeeded');
    const entry = (number: string, more = {}) =>
      stripe.paymentMethods.create({
        type: 'card',
        card: { number, exp_month: 12, exp_year: 2034, cvc: '123', ...more },
      });
    await refusedBy(entry('4242424242424241'), { statusCode: 402, code: 'incorrect_number' });
    await refusedBy(entry('4242424242424242', { exp_month: 13 }), { code: 'invalid_expiry_month' });
    await refusedBy(entry('4242424242424242', { cvc: '99' }), { code: 'invalid_cvc' });
    await refusedBy(entry('4000000000000010000'), { statusCode: 402 });
  });

  it('asks for 3-D Secure and goes on when the shopper has passed it', async () => {
    const waiting = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirm: true,
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: 'https://shop.example/thanks',
    });
    assert.equal(waiting.status, 'requires_action');
    assert.equal(waiting.next_action?.redirect_to_url?.return_url, 'https://shop.example/thanks');
    assert.match(waiting.next_action.redirect_to_url.url ?? '', /\/pages\/challenge\//);
    sandbox.endAction(waiting.id, 'succeed');
    const paid = await stripe.paymentIntents.retrieve(waiting.id, { expand: ['latest_charge'] });
    assert.equal(paid.status, 'succeeded');
    const { payment_method_details: details } = paid.latest_charge as Stripe.Charge;
    assert.equal(details?.card?.three_d_secure?.result, 'authenticated');
    assert.deepEqual(sandbox.newEvents(), [
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it('fails when 3-D Secure fails, or nobody is there for it', async () => {
    const waiting = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirm: true,
      payment_method: 'pm_card_threeDSecure2Required',
    });
    assert.equal(waiting.next_action?.type, 'use_stripe_sdk');
    sandbox.endAction(waiting.id, 'fail');
    const failed = await stripe.paymentIntents.retrieve(waiting.id);
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal(failed.last_payment_error?.code, 'payment_intent_authentication_failure');
    await refusedBy(
      stripe.paymentIntents.create({
        ...card,
        amount: 2000,
        confirm: true,
        off_session: true,
        payment_method: 'pm_card_authenticationRequired',
      }),
      { statusCode: 402, code: 'authentication_required' },
    );
  });

  it('waits for a second confirmation when that is done by hand', async () => {
    const waiting = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirm: true,
      confirmation_method: 'manual',
      payment_method: 'pm_card_threeDSecure2Required',
    });
    sandbox.endAction(waiting.id, 'succeed');
    assert.equal(
      (await stripe.paymentIntents.retrieve(waiting.id)).status,
      'requires_confirmation',
    );
    assert.equal((await stripe.paymentIntents.confirm(waiting.id)).status, 'succeeded');
  });

  it('is paid, failed or abandoned at the bank', async () => {
    const create = () =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        allowed_payment_method_types: ['bancontact'],
        confirm: true,
        payment_method_data: { type: 'bancontact', billing_details: { name: 'Jan' } },
        return_url: 'https://shop.example/thanks',
      });
    const paid = await create();
    assert.equal(paid.next_action?.type, 'redirect_to_url');
    sandbox.endAction(paid.id, 'succeed');
    assert.equal((await stripe.paymentIntents.retrieve(paid.id)).status, 'succeeded');
    const failed = await create();
    sandbox.endAction(failed.id, 'fail');
    const { status, last_payment_error } = await stripe.paymentIntents.retrieve(failed.id);
    assert.equal(status, 'requires_payment_method');
    assert.equal(last_payment_error?.code, 'payment_intent_payment_attempt_failed');
    const abandoned = await create();
    sandbox.clock.advance(24 * 60 * 60);
    assert.equal((await stripe.paymentIntents.retrieve(abandoned.id)).status, 'requires_action');
    const canceled = await stripe.paymentIntents.cancel(abandoned.id);
    assert.equal(canceled.next_action, null);
  });

  it('is processing by direct debit until the bank has had its say', async () => {
    const create = (payment_method: string) =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        allowed_payment_method_types: ['sepa_debit'],
        confirm: true,
        payment_method,
        mandate_data: {
          customer_acceptance: {
            type: 'online',
            online: { ip_address: '127.0.0.1', user_agent: 'test' },
          },
        },
      });
    const good = await create('pm_sepaDebit_success_de');
    assert.equal(good.status, 'processing');
    assert.deepEqual(sandbox.newEvents(), [
      'payment_intent.created',
      'payment_intent.processing',
      'charge.pending',
    ]);
    const bad = await create('pm_sepaDebit_failed_de');
    sandbox.newEvents();
    sandbox.clock.advance(60);
    assert.equal((await stripe.paymentIntents.retrieve(good.id)).status, 'succeeded');
    const failed = await stripe.paymentIntents.retrieve(bad.id, { expand: ['latest_charge'] });
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal((failed.latest_charge as Stripe.Charge).status, 'failed');
    assert.deepEqual(sandbox.newEvents(), [
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.updated',
    ]);
    await refusedBy(
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        allowed_payment_method_types: ['sepa_debit'],
        confirm: true,
        payment_method: 'pm_sepaDebit_success_de',
      }),
      { code: 'payment_intent_mandate_invalid' },
    );
  });

  it('lapses with a voucher that nobody pays', async () => {
    const { id } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['multibanco'],
      confirm: true,
      payment_method_data: {
        type: 'multibanco',
        billing_details: { email: 'expire_immediately@shop.example' },
      },
    });
    sandbox.clock.advance(1);
    const lapsed = await stripe.paymentIntents.retrieve(id);
    assert.equal(lapsed.status, 'requires_payment_method');
    assert.equal(lapsed.last_payment_error?.code, 'payment_intent_payment_attempt_expired');
  });
});
