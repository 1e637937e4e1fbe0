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

const pay = (payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
    capture_method: 'automatic',
    confirm: true,
    payment_method,
    ...more,
  });

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

describe('a dispute', () => {
  const dispute = async (payment_method: string) => {
    sandbox.newEvents();
    const paid = await pay(payment_method);
    sandbox.clock.advance(5);
    const [found] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
    assert.ok(found);
    return found;
  };

  const disputeEvents = () =>
    sandbox.newEvents().filter((type) => type.startsWith('charge.dispute'));

  it('takes the money, and is won by winning evidence', async () => {
    const opened = await dispute('pm_card_createDispute');
    assert.equal(opened.status, 'needs_response');
    assert.deepEqual(
      opened.balance_transactions.map(({ amount, fee }) => [amount, fee]),
      [[-2000, 1500]],
    );
    assert.deepEqual(disputeEvents(), ['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    const { disputed } = await stripe.charges.retrieve(opened.charge as string);
    assert.equal(disputed, true);
    await refusedBy(stripe.refunds.create({ charge: opened.charge as string }), {
      code: 'charge_disputed',
    });
    const answered = await stripe.disputes.update(opened.id, {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    assert.equal(answered.status, 'under_review');
    sandbox.clock.advance(5);
    assert.equal((await stripe.disputes.retrieve(opened.id)).status, 'won');
    assert.deepEqual(sandbox.newEvents(), [
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
    await refusedBy(
      stripe.disputes.update(opened.id, { evidence: { uncategorized_text: 'late' } }),
      { param: 'evidence' },
    );
  });

  it('is lost by losing evidence, or by being accepted', async () => {
    const first = await dispute('pm_card_createDispute');
    const draft = await stripe.disputes.update(first.id, {
      evidence: { uncategorized_text: 'losing_evidence' },
      submit: false,
    });
    assert.equal(draft.status, 'needs_response');
    await stripe.disputes.update(first.id, {
      evidence: { uncategorized_text: 'losing_evidence' },
    });
    sandbox.clock.advance(5);
    assert.equal((await stripe.disputes.retrieve(first.id)).status, 'lost');
    const second = await dispute('pm_card_createDisputeProductNotReceived');
    assert.equal(second.reason, 'product_not_received');
    assert.equal((await stripe.disputes.close(second.id)).status, 'lost');
    await refusedBy(stripe.disputes.close(second.id), { statusCode: 400 });
  });

  it('may be an inquiry first, which takes no money until it is escalated', async () => {
    const inquiry = await dispute('pm_card_createDisputeInquiry');
    assert.equal(inquiry.status, 'warning_needs_response');
    assert.deepEqual(inquiry.balance_transactions, []);
    await stripe.disputes.update(inquiry.id, {
      evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
    });
    sandbox.clock.advance(5);
    const escalated = await stripe.disputes.retrieve(inquiry.id);
    assert.equal(escalated.status, 'needs_response');
    assert.equal(escalated.balance_transactions.length, 1);
  });

  it('may be foretold by an early fraud warning', async () => {
    const paid = await pay('pm_card_createIssuerFraudRecord');
    sandbox.clock.advance(5);
    const { data } = await stripe.radar.earlyFraudWarnings.list({ payment_intent: paid.id });
    assert.equal(data.length, 1);
    assert.equal(
      (await stripe.radar.earlyFraudWarnings.retrieve(data[0]?.id ?? '')).actionable,
      true,
    );
  });
});

describe('a customer', () => {
  it('is made, changed, listed, searched and deleted', async () => {
    const customer = await stripe.customers.create({
      email: 'jenny@shop.example',
      name: 'Jenny',
      address: { country: 'BE', line1: 'Rue 1' },
      metadata: { shop: 's1' },
    });
    const changed = await stripe.customers.update(customer.id, { name: 'Jane', phone: '+32' });
    assert.deepEqual([changed.name, changed.phone], ['Jane', '+32']);
    const byEmail = await stripe.customers.list({ email: 'jenny@shop.example' });
    assert.equal(byEmail.data[0]?.id, customer.id);
    const found = await stripe.customers.search({ query: "metadata['shop']:'s1'" });
    assert.equal(found.data[0]?.id, customer.id);
    assert.equal((await stripe.customers.del(customer.id)).deleted, true);
    assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true);
    await refusedBy(stripe.customers.update(customer.id, { name: 'x' }), { statusCode: 404 });
    assert.deepEqual(sandbox.newEvents(), [
      'customer.created',
      'customer.updated',
      'customer.deleted',
    ]);
  });

  it('keeps payment methods', async () => {
    const { id: customer } = await stripe.customers.create();
    const attached = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    assert.equal(attached.customer, customer);
    const { data } = await stripe.customers.listPaymentMethods(customer);
    assert.deepEqual(
      data.map(({ id }) => id),
      [attached.id],
    );
    assert.equal(
      (await stripe.customers.retrievePaymentMethod(customer, attached.id)).id,
      attached.id,
    );
    const listed = await stripe.paymentMethods.list({ customer, type: 'card' });
    assert.equal(listed.data.length, 1);
    assert.equal((await pay(attached.id, { customer })).status, 'succeeded');
    assert.equal((await pay(attached.id, { customer })).status, 'succeeded');
    await refusedBy(pay(attached.id), { param: 'payment_method' });
    const updated = await stripe.paymentMethods.update(attached.id, {
      billing_details: { name: 'Jenny' },
      card: { exp_year: 2040 },
    });
    assert.deepEqual([updated.billing_details.name, updated.card?.exp_year], ['Jenny', 2040]);
    const detached = await stripe.paymentMethods.detach(attached.id);
    assert.equal(detached.customer, null);
    await refusedBy(pay(attached.id), { message: /may not be used again/ });
    await refusedBy(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer }), {
      statusCode: 402,
      code: 'card_declined',
    });
    const fails = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await refusedBy(pay(fails.id, { customer }), { statusCode: 402 });
    await refusedBy(stripe.paymentMethods.retrieve('pm_x'), { code: 'resource_missing' });
  });

  it('has a payment method kept when a payment asks for it, and only then', async () => {
    const { id: customer } = await stripe.customers.create();
    const once = await pay('pm_card_visa');
    await refusedBy(pay(once.payment_method as string), { message: /may not be used again/ });
    const kept = await pay('pm_card_visa', { customer, setup_future_usage: 'off_session' });
    const { data } = await stripe.paymentMethods.list({ customer });
    assert.deepEqual(
      data.map(({ id }) => id),
      [kept.payment_method],
    );
  });

  it('has sessions', async () => {
    const { id: customer } = await stripe.customers.create();
    const session = await stripe.customerSessions.create({
      customer,
      components: {
        payment_element: { enabled: true, features: { payment_method_save: 'enabled' } },
      },
    });
    assert.match(session.client_secret, /^cuss_secret_/);
    assert.equal(session.components?.payment_element.features?.payment_method_save, 'enabled');
    await refusedBy(
      stripe.customerSessions.create({
        customer: 'cus_x',
        components: { buy_button: { enabled: true } },
      }),
      { code: 'resource_missing' },
    );
  });
});

describe('a SetupIntent', () => {
  it('makes a card ready for payments without the shopper', async () => {
    const { id: customer } = await stripe.customers.create();
    sandbox.newEvents();
    const waiting = await stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['card'],
      confirm: true,
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      return_url: 'https://shop.example',
    });
    assert.equal(waiting.status, 'requires_action');
    sandbox.endAction(waiting.id, 'succeed');
    const ready = await stripe.setupIntents.retrieve(waiting.id, {
      expand: ['latest_attempt', 'payment_method'],
    });
    assert.equal(ready.status, 'succeeded');
    assert.equal((ready.latest_attempt as Stripe.SetupAttempt).status, 'succeeded');
    assert.deepEqual(sandbox.newEvents(), [
      'setup_intent.created',
      'setup_intent.requires_action',
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
    const { id } = ready.payment_method as Stripe.PaymentMethod;
    const paid = await pay(id, { customer, off_session: true });
    assert.equal(paid.status, 'succeeded');
    const attempts = await stripe.setupAttempts.list({ setup_intent: waiting.id });
    assert.equal(attempts.data.length, 1);
  });

  it('has a mandate for debits', async () => {
    const { id: customer } = await stripe.customers.create();
    const ready = await stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['sepa_debit'],
      confirm: true,
      payment_method: 'pm_sepaDebit_success_de',
      mandate_data: {
        customer_acceptance: {
          type: 'online',
          online: { ip_address: '127.0.0.1', user_agent: 'test' },
        },
      },
    });
    assert.equal(ready.status, 'succeeded');
    const mandate = await stripe.mandates.retrieve(ready.mandate as string);
    assert.equal(mandate.type, 'multi_use');
    assert.equal(mandate.status, 'active');
  });

  it('fails, is changed, canceled and listed', async () => {
    const intent = await stripe.setupIntents.create({ allowed_payment_method_types: ['card'] });
    await refusedBy(
      stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined' }),
      { statusCode: 402, code: 'card_declined' },
    );
    const failed = await stripe.setupIntents.retrieve(intent.id);
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal(failed.last_setup_error?.code, 'card_declined');
    const changed = await stripe.setupIntents.update(intent.id, {
      payment_method: 'pm_card_visa',
      metadata: { a: '1' },
    });
    assert.equal(changed.status, 'requires_confirmation');
    const canceled = await stripe.setupIntents.cancel(intent.id, {
      cancellation_reason: 'abandoned',
    });
    assert.equal(canceled.status, 'canceled');
    await refusedBy(stripe.setupIntents.confirm(intent.id), {
      code: 'setup_intent_unexpected_state',
    });
    await refusedBy(stripe.setupIntents.cancel(intent.id), {
      code: 'setup_intent_unexpected_state',
    });
    const { data } = await stripe.setupIntents.list({ limit: 1 });
    assert.equal(data[0]?.id, intent.id);
  });
});

describe('a confirmation token', () => {
  it('pays once', async () => {
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example/thanks',
      shipping: { name: 'Jenny', address: { country: 'BE', line1: 'Rue 1' } },
    });
    assert.equal(token.payment_method_preview?.card?.last4, '4242');
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      confirm: true,
      confirmation_token: token.id,
    });
    assert.equal(paid.status, 'succeeded');
    assert.equal(paid.shipping?.name, 'Jenny');
    const used = await stripe.confirmationTokens.retrieve(token.id);
    assert.equal(used.payment_intent, paid.id);
    const next = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' });
    await refusedBy(stripe.paymentIntents.confirm(next.id, { confirmation_token: token.id }), {
      param: 'confirmation_token',
    });
  });

  it('expires', async () => {
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
    });
    sandbox.clock.advance(13 * 60 * 60);
    await refusedBy(pay('', { payment_method: undefined, confirmation_token: token.id } as never), {
      param: 'confirmation_token',
    });
  });
});

describe('the account', () => {
  it('is of the country that it was started for', async () => {
    const account = await stripe.accounts.retrieveCurrent();
    assert.equal(account.country, 'BE');
    assert.equal(account.default_currency, 'eur');
    assert.equal(account.capabilities?.bancontact_payments, 'active');
    assert.equal(account.capabilities.cashapp_payments, undefined);
    assert.equal((await stripe.accounts.retrieve(account.id)).id, account.id);
    await refusedBy(stripe.accounts.retrieve('acct_x'), { statusCode: 403 });
  });

  it('has capabilities that can be switched', async () => {
    const { id } = await stripe.accounts.retrieveCurrent();
    const off = await stripe.accounts.updateCapability(id, 'ideal_payments', { requested: false });
    assert.equal(off.status, 'inactive');
    assert.deepEqual(sandbox.newEvents(), ['capability.updated', 'account.updated']);
    const { data } = await stripe.accounts.listCapabilities(id);
    assert.equal(data.find((each) => each.id === 'ideal_payments')?.status, 'inactive');
    const on = await stripe.accounts.updateCapability(id, 'ideal_payments', { requested: true });
    assert.equal(on.status, 'active');
    assert.equal((await stripe.accounts.retrieveCapability(id, 'ideal_payments')).requested, true);
  });

  it('has a balance that is the sum of its transactions', async () => {
    const client = sandbox.client('sk_test_balance');
    const paid = await client.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      allowed_payment_method_types: ['card'],
      capture_method: 'automatic',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    await client.refunds.create({ payment_intent: paid.id, amount: 500 });
    const { data } = await client.balanceTransactions.list();
    const net = data.reduce((sum, transaction) => sum + transaction.net, 0);
    const balance = await client.balance.retrieve();
    const total = [...balance.available, ...balance.pending].reduce((sum, b) => sum + b.amount, 0);
    assert.equal(total, net);
    assert.equal(
      (await client.balanceTransactions.retrieve(data[0]?.id ?? '')).source,
      data[0]?.source,
    );
  });

  it('has payment method configurations that decide what is offered', async () => {
    const { data } = await stripe.paymentMethodConfigurations.list();
    const standard = data.find(({ is_default }) => is_default);
    assert.ok(standard);
    await stripe.paymentMethodConfigurations.update(standard.id, {
      bancontact: { display_preference: { preference: 'off' } },
    });
    const without = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' });
    assert.ok(!without.payment_method_types.includes('bancontact'));
    const own = await stripe.paymentMethodConfigurations.create({
      name: 'Cards only',
      ideal: { display_preference: { preference: 'off' } },
    });
    assert.equal(own.ideal?.display_preference.value, 'off');
    const named = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      payment_method_configuration: own.id,
    });
    assert.ok(named.payment_method_types.includes('bancontact'));
    assert.ok(!named.payment_method_types.includes('ideal'));
    await stripe.paymentMethodConfigurations.update(standard.id, {
      bancontact: { display_preference: { preference: 'on' } },
    });
    assert.equal((await stripe.paymentMethodConfigurations.retrieve(own.id)).name, 'Cards only');
  });
});

describe('a payment method domain', () => {
  it('is registered once, disabled, enabled and validated', async () => {
    const domain = await stripe.paymentMethodDomains.create({ domain_name: 'Shop.example' });
    assert.equal(domain.domain_name, 'shop.example');
    assert.equal(domain.apple_pay.status, 'active');
    const again = await stripe.paymentMethodDomains.create({ domain_name: 'shop.example' });
    assert.equal(again.id, domain.id);
    const disabled = await stripe.paymentMethodDomains.update(domain.id, { enabled: false });
    assert.equal(disabled.apple_pay.status, 'inactive');
    const off = await stripe.paymentMethodDomains.list({ enabled: false });
    assert.equal(off.data.length, 1);
    await stripe.paymentMethodDomains.update(domain.id, { enabled: true });
    assert.equal(
      (await stripe.paymentMethodDomains.validate(domain.id)).google_pay.status,
      'active',
    );
    assert.equal((await stripe.paymentMethodDomains.retrieve(domain.id)).enabled, true);
    const { data } = await stripe.paymentMethodDomains.list({ domain_name: 'shop.example' });
    assert.equal(data.length, 1);
  });

  it('says why a wallet is not active', async () => {
    const local = await stripe.paymentMethodDomains.create({ domain_name: 'shop.invalid' });
    assert.equal(local.apple_pay.status, 'inactive');
    assert.match(local.apple_pay.status_details?.error_message ?? '', /could not reach/);
    await refusedBy(stripe.paymentMethodDomains.create({ domain_name: 'https://shop.example/' }), {
      param: 'domain_name',
    });
  });
});

describe('a charge', () => {
  it('is retrieved, listed, searched, changed and captured', async () => {
    const held = await pay('pm_card_visa', {
      capture_method: 'manual',
      metadata: { order: 'charge' },
    });
    const id = held.latest_charge as string;
    const found = await stripe.charges.search({ query: "metadata['order']:'charge'" });
    assert.equal(found.data[0]?.id, id);
    const changed = await stripe.charges.update(id, { description: 'Seen' });
    assert.equal(changed.description, 'Seen');
    const captured = await stripe.charges.capture(id);
    assert.equal(captured.captured, true);
    await refusedBy(stripe.charges.capture(id), { code: 'charge_already_captured' });
    const { data } = await stripe.charges.list({ payment_intent: held.id });
    assert.equal(data.length, 1);
    await refusedBy(stripe.charges.retrieve('ch_x'), { statusCode: 404 });
  });
});
