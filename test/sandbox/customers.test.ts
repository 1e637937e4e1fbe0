import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

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
