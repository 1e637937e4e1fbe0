import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

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
