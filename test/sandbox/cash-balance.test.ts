import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
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
});
