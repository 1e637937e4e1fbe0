import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe } = sandbox;

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
