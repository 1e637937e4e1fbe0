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
