import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type Stripe from 'stripe';

import { advance } from '../../../server/payments/changes.ts';
import { factsFromStripe, type StripePaymentIntent } from '../../../server/payments/from-stripe.ts';
import { paymentState } from '../../../server/payments/state.ts';

/** Stripe's own types must fit what is read of them. */
const accepts = (paymentIntent: Stripe.PaymentIntent): StripePaymentIntent => paymentIntent;

const intent = {
  id: 'pi_1',
  object: 'payment_intent',
  livemode: false,
  created: 1,
  status: 'succeeded',
  currency: 'eur',
  capture_method: 'manual',
  metadata: { tender_order: 'o1', tender_payment: 'p1' },
  amount: 1000,
  amount_capturable: 0,
  amount_received: 700,
  latest_charge: 'ch_1',
  next_action: null,
  last_payment_error: null,
  canceled_at: null,
  cancellation_reason: null,
} as unknown as Stripe.PaymentIntent;

describe('a payment', () => {
  it('that was captured in part is paid, and can be refunded up to what was captured', () => {
    const facts = factsFromStripe({ paymentIntent: accepts(intent) });
    const view = paymentState(facts);
    assert.equal(view.state, 'paid');
    assert.equal(view.refundable, 700);
    const { changes, next } = advance(
      undefined,
      { facts, asOf: 1 },
      {
        order: 'o1',
        payment: 'p1',
        livemode: false,
        currency: 'eur',
        amount: 1000,
        paidElsewhere: 0,
      },
    );
    assert.deepEqual(changes, [
      { kind: 'paid', key: 'paid:pi_1:700', delta: 700, total: 700, final: true },
    ]);
    assert.deepEqual(next.told, facts);
  });
});
