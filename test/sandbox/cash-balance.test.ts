import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
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

const order = (customer: string, amount: number) =>
  stripe.paymentIntents.create({
    amount,
    currency: 'eur',
    customer,
    allowed_payment_method_types: ['customer_balance'],
    payment_method_data: { type: 'customer_balance' },
    payment_method_options: {
      customer_balance: {
        funding_type: 'bank_transfer',
        bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'BE' } },
      },
    },
    confirm: true,
  });

const transfer = (customer: string, amount: number) =>
  stripe.testHelpers.customers.fundCashBalance(customer, { amount, currency: 'eur' });

const remaining = ({ next_action }: Stripe.PaymentIntent) =>
  next_action?.display_bank_transfer_instructions?.amount_remaining;

describe('a payment by bank transfer', () => {
  it('is paid in parts, and by what is left of an earlier transfer', async () => {
    const { id: customer } = await stripe.customers.create();
    const first = await order(customer, 5000);
    assert.equal(first.status, 'requires_action');
    assert.equal(remaining(first), 5000);
    sandbox.newEvents();

    const funded = await transfer(customer, 2000);
    assert.deepEqual([funded.type, funded.net_amount], ['funded', 2000]);
    assert.equal(remaining(await stripe.paymentIntents.retrieve(first.id)), 3000);
    assert.deepEqual(sandbox.newEvents(), [
      'customer_cash_balance_transaction.created',
      'customer_cash_balance_transaction.created',
      'payment_intent.partially_funded',
    ]);

    await transfer(customer, 4000);
    const paid = await stripe.paymentIntents.retrieve(first.id);
    assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 5000]);

    await transfer(customer, 500);
    const second = await order(customer, 2500);
    await transfer(customer, 1000);
    const next = await stripe.paymentIntents.retrieve(second.id);
    assert.deepEqual([next.status, next.amount_received], ['succeeded', 2500]);
  });

  it('goes to the oldest of a customer’s open payments', async () => {
    const { id: customer } = await stripe.customers.create();
    const [first, second] = [await order(customer, 1000), await order(customer, 1000)];
    await transfer(customer, 1500);
    assert.equal((await stripe.paymentIntents.retrieve(first.id)).status, 'succeeded');
    assert.equal(remaining(await stripe.paymentIntents.retrieve(second.id)), 500);
  });

  it('takes what is there when it is confirmed', async () => {
    const { id: customer } = await stripe.customers.create();
    await transfer(customer, 1500);
    sandbox.newEvents();
    const paid = await order(customer, 1000);
    assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 1000]);
    const partly = await order(customer, 1000);
    assert.equal(partly.status, 'requires_action');
    assert.equal(remaining(partly), 500);
    assert.ok(sandbox.newEvents().includes('payment_intent.partially_funded'));
  });

  it('gives back what had come for it when it is canceled', async () => {
    const { id: customer } = await stripe.customers.create();
    const intent = await order(customer, 1000);
    await transfer(customer, 400);
    await stripe.paymentIntents.cancel(intent.id);
    const { available } = await stripe.customers.retrieveCashBalance(customer);
    assert.deepEqual(available, { eur: 400 });
    const { data } = await stripe.customers.listCashBalanceTransactions(customer);
    assert.deepEqual(
      data.map(({ type, net_amount, ending_balance }) => [type, net_amount, ending_balance]),
      [
        ['unapplied_from_payment', 400, 400],
        ['applied_to_payment', -400, 0],
        ['funded', 400, 400],
      ],
    );
    const [newest] = data;
    assert.ok(newest);
    const same = await stripe.customers.retrieveCashBalanceTransaction(customer, newest.id);
    assert.deepEqual(same.unapplied_from_payment, { payment_intent: intent.id });
  });
});

describe('a customer’s cash balance', () => {
  it('says when there is more than was asked for', async () => {
    const { id: customer } = await stripe.customers.create();
    await order(customer, 1000);
    sandbox.newEvents();
    await transfer(customer, 1000);
    assert.ok(!sandbox.newEvents().includes('cash_balance.funds_available'));
    await transfer(customer, 300);
    assert.equal(sandbox.newEvents().at(-1), 'cash_balance.funds_available');
    const expanded = await stripe.customers.retrieve(customer, { expand: ['cash_balance'] });
    assert.ok(!expanded.deleted);
    assert.deepEqual(expanded.cash_balance?.available, { eur: 300 });
  });

  it('is applied by hand where that is set', async () => {
    const { id: customer } = await stripe.customers.create({
      cash_balance: { settings: { reconciliation_mode: 'manual' } },
    });
    const { settings } = await stripe.customers.retrieveCashBalance(customer);
    assert.deepEqual(settings, { reconciliation_mode: 'manual', using_merchant_default: false });
    const intent = await order(customer, 1000);
    await transfer(customer, 800);
    assert.equal(remaining(await stripe.paymentIntents.retrieve(intent.id)), 1000);

    const apply = (params: Stripe.PaymentIntentApplyCustomerBalanceParams = {}) =>
      stripe.paymentIntents.applyCustomerBalance(intent.id, params);
    await refusedBy(apply(), { code: 'balance_insufficient', param: 'amount' });
    await refusedBy(apply({ amount: 1001 }), { code: 'amount_too_large' });
    await refusedBy(apply({ amount: 100, currency: 'usd' }), { param: 'currency' });
    assert.equal(remaining(await apply({ amount: 300 })), 700);
    await transfer(customer, 200);
    const { status, amount_received } = await apply();
    assert.deepEqual([status, amount_received], ['succeeded', 1000]);
    await refusedBy(apply(), { code: 'payment_intent_unexpected_state' });

    await stripe.customers.updateCashBalance(customer, {
      settings: { reconciliation_mode: 'merchant_default' },
    });
    await order(customer, 100);
    await transfer(customer, 100);
    assert.equal((await stripe.customers.retrieveCashBalance(customer)).available, null);
  });
});
