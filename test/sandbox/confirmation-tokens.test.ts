import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

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
