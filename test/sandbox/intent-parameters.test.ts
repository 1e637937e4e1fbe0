import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe } = sandbox;

const card = { currency: 'eur', allowed_payment_method_types: ['card' as const] };

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
