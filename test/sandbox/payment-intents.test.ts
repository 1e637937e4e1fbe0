import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox({ country: 'BE' });
  ({ stripe } = sandbox);
});
after(() => sandbox.stop());
beforeEach(() => {
  sandbox.clock.advance(60);
  sandbox.newEvents();
});

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
    const paid = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      capture_method: 'automatic',
      confirm: true,
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction'],
    });
    const charge = paid.latest_charge as Stripe.Charge;
    assert.equal((charge.balance_transaction as Stripe.BalanceTransaction).amount, 2000);
  });

  it('is held, captured in part, and lets the rest go', async () => {
    const held = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
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
    assert.equal(charge.amount_refunded, 500);
    assert.equal(charge.refunded, false);
    assert.deepEqual(
      charge.refunds?.data.map(({ amount, balance_transaction }) => [amount, balance_transaction]),
      [[500, null]],
    );
    assert.deepEqual(sandbox.newEvents(), [
      'charge.captured',
      'charge.refunded',
      'payment_intent.succeeded',
    ]);
    await refusedBy(stripe.paymentIntents.capture(held.id), {
      code: 'payment_intent_unexpected_state',
      message: /already been captured/,
    });
  });

  it('is captured in several parts where the card allows it', async () => {
    const held = await stripe.paymentIntents.create({
      ...card,
      amount: 3000,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
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
    const held = await stripe.paymentIntents.create({
      ...card,
      amount: 3000,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
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
    const held = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    sandbox.newEvents();
    const canceled = await stripe.paymentIntents.cancel(held.id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });
    assert.equal(canceled.status, 'canceled');
    assert.equal(canceled.cancellation_reason, 'requested_by_customer');
    const charge = canceled.latest_charge as Stripe.Charge;
    assert.deepEqual(
      [charge.refunded, charge.amount_refunded, charge.captured],
      [true, 2000, false],
    );
    assert.deepEqual(sandbox.newEvents(), ['charge.refunded', 'payment_intent.canceled']);
    await refusedBy(stripe.paymentIntents.cancel(held.id), {
      code: 'payment_intent_unexpected_state',
    });
    await refusedBy(stripe.paymentIntents.capture(held.id), {
      code: 'payment_intent_unexpected_state',
      message: /status of canceled/,
    });
  });

  it('loses a hold that nobody captures', async () => {
    const held = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    sandbox.newEvents();
    sandbox.clock.advance(7 * 24 * 60 * 60);
    assert.deepEqual(sandbox.newEvents(), ['charge.expired', 'payment_intent.canceled']);
    const expired = await stripe.paymentIntents.retrieve(held.id);
    assert.equal(expired.cancellation_reason, 'automatic');
    const { data } = await stripe.refunds.list({ payment_intent: held.id });
    assert.deepEqual(
      data.map(({ reason, amount }) => [reason, amount]),
      [['expired_uncaptured_charge', 2000]],
    );
  });

  it('can have its hold raised where the card allows it', async () => {
    const held = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
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

describe('payment methods of a PaymentIntent', () => {
  it('are silently reduced to those that fit', async () => {
    const { payment_method_types } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['card', 'bancontact', 'swish', 'cashapp'],
    });
    assert.deepEqual(payment_method_types, ['card', 'bancontact']);
    const held = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      capture_method: 'manual',
      allowed_payment_method_types: ['card', 'bancontact'],
    });
    assert.deepEqual(held.payment_method_types, ['card']);
  });

  it('are refused when none is left', async () => {
    await refusedBy(
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        allowed_payment_method_types: ['swish'],
      }),
      { statusCode: 400, param: 'allowed_payment_method_types' },
    );
  });

  it('can no longer be given as payment_method_types', async () => {
    await refusedBy(
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        payment_method_types: ['card'],
      } as Stripe.PaymentIntentCreateParams),
      { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
    );
  });

  it('are those that the Dashboard has on when nothing is said', async () => {
    const automatic = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' });
    assert.ok(automatic.payment_method_types.includes('card'));
    assert.ok(automatic.payment_method_types.includes('bancontact'));
    assert.equal(automatic.automatic_payment_methods?.enabled, true);
    const still = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    assert.ok(!still.payment_method_types.includes('bancontact'));
    const without = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      excluded_payment_method_types: ['bancontact'],
    });
    assert.ok(!without.payment_method_types.includes('bancontact'));
    await refusedBy(
      stripe.paymentIntents.confirm(automatic.id, { payment_method: 'pm_card_visa' }),
      { message: /you must provide a `return_url`/ },
    );
  });

  it('may be selected in one way only', async () => {
    await refusedBy(
      stripe.paymentIntents.create({
        ...card,
        amount: 2000,
        automatic_payment_methods: { enabled: true },
      }),
      { message: /only specify one of these parameters/ },
    );
  });

  it('go with the capabilities of the account', async () => {
    const { id } = await stripe.accounts.retrieveCurrent();
    await stripe.accounts.updateCapability(id, 'bancontact_payments', { requested: false });
    const { payment_method_types } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['card', 'bancontact'],
    });
    assert.deepEqual(payment_method_types, ['card']);
    await stripe.accounts.updateCapability(id, 'bancontact_payments', { requested: true });
  });

  it('refuse what is not among them', async () => {
    const intent = await stripe.paymentIntents.create({ ...card, amount: 2000 });
    await refusedBy(
      stripe.paymentIntents.confirm(intent.id, {
        payment_method_data: { type: 'bancontact' },
        return_url: 'https://shop.example',
      }),
      { code: 'payment_intent_incompatible_payment_method' },
    );
  });
});

describe('a PaymentIntent that is not confirmed yet', () => {
  it('can be changed', async () => {
    const intent = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      metadata: { a: '1', b: '2' },
    });
    const changed = await stripe.paymentIntents.update(intent.id, {
      amount: 3000,
      description: 'Order 2',
      metadata: { a: '', c: '3' },
      allowed_payment_method_types: ['card', 'bancontact'],
      shipping: { name: 'Jenny', address: { country: 'BE', line1: 'Rue 1' } },
    });
    assert.equal(changed.amount, 3000);
    assert.deepEqual(changed.metadata, { b: '2', c: '3' });
    assert.deepEqual(changed.payment_method_types, ['card', 'bancontact']);
    assert.equal(changed.shipping?.address?.country, 'BE');
    const ready = await stripe.paymentIntents.update(intent.id, { payment_method: 'pm_card_visa' });
    assert.equal(ready.status, 'requires_confirmation');
  });

  it('can no longer be changed once it is paid, but for what harms nobody', async () => {
    const { id } = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    await refusedBy(stripe.paymentIntents.update(id, { amount: 1 }), {
      code: 'payment_intent_unexpected_state',
    });
    const { metadata } = await stripe.paymentIntents.update(id, { metadata: { seen: 'yes' } });
    assert.deepEqual(metadata, { seen: 'yes' });
  });

  it('is refused for amounts and parameters that make no sense', async () => {
    await refusedBy(stripe.paymentIntents.create({ ...card, amount: 49 }), {
      code: 'amount_too_small',
      param: 'amount',
    });
    await refusedBy(stripe.paymentIntents.create({ ...card, amount: -1 }), {
      code: 'parameter_invalid_integer',
    });
    await refusedBy(stripe.paymentIntents.create({ amount: 2000, currency: 'xyz' }), {
      param: 'currency',
    });
    await refusedBy(stripe.paymentIntents.create({ ...card, amount: 2000, return_url: 'x' }), {
      param: 'return_url',
    });
    await refusedBy(stripe.paymentIntents.create({ ...card, amount: 2000, customer: 'cus_x' }), {
      statusCode: 400,
      code: 'resource_missing',
      param: 'customer',
    });
    await refusedBy(stripe.paymentIntents.retrieve('pi_unknown'), {
      statusCode: 404,
      code: 'resource_missing',
      message: "No such payment_intent: 'pi_unknown'",
    });
  });

  it('guards the amount that the shopper agreed to', async () => {
    const { id } = await stripe.paymentIntents.create({ ...card, amount: 2000 });
    await refusedBy(
      stripe.paymentIntents.confirm(id, {
        payment_method: 'pm_card_visa',
        amount_to_confirm: 1999,
      }),
      { param: 'amount_to_confirm' },
    );
  });

  it('is found by its metadata', async () => {
    const { id } = await stripe.paymentIntents.create({
      ...card,
      amount: 2000,
      metadata: { order: 'needle' },
    });
    const { data } = await stripe.paymentIntents.search({ query: "metadata['order']:'needle'" });
    assert.deepEqual(
      data.map((intent) => intent.id),
      [id],
    );
  });
});
