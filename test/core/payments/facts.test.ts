import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFacts } from '../../../server/payments/facts.ts';
import { factsFromStripe, unreadParts } from '../../../server/payments/from-stripe.ts';
import { disputePhase, paymentState } from '../../../server/payments/state.ts';
import { card, charge, paymentIntent, refund } from '../../support/stripe-objects.ts';
import { assertStripeObject } from '../../support/stripe-schemas.ts';
import { DECLINED, HELD, PAID, canceled, factsOf } from './stages.ts';

describe('facts', () => {
  it('come from objects that are as Stripe sends them', () => {
    assertStripeObject('PaymentIntent', paymentIntent({ latest_charge: charge() }));
    assertStripeObject('Charge', charge());
    assertStripeObject('Refund', refund());
  });

  it('hold what is stored of a payment, and nothing else', () => {
    const wallet = { type: 'apple_pay', dynamic_last4: null } as const;
    const facts = factsOf({
      ...HELD,
      charge: {
        payment_method_details: {
          type: 'card',
          card: card({
            capture_before: 1_790_604_800,
            wallet,
            multicapture: { status: 'available' },
          }),
        },
      },
    });
    assert.deepEqual(facts, {
      id: 'pi_1',
      livemode: false,
      created: 1_790_000_000,
      status: 'requires_capture',
      currency: 'eur',
      captureMethod: 'manual',
      order: 'order-1',
      payment: 'payment-1',
      amount: 1000,
      authorized: 1000,
      capturable: 1000,
      captured: 0,
      refunded: 0,
      refundPending: 0,
      disputed: 0,
      charge: 'ch_1',
      methodType: 'card',
      cardBrand: 'visa',
      cardLast4: '4242',
      wallet: 'apple_pay',
      captureBefore: 1_790_604_800,
      multicapture: true,
      nextAction: null,
      lastError: null,
      canceledAt: null,
      cancellationReason: null,
      refunds: [],
      disputes: [],
    });
    assert.deepEqual(checkFacts(JSON.parse(JSON.stringify(facts)) as typeof facts), facts);
  });

  it('keep why an attempt failed', () => {
    assert.deepEqual(factsOf(DECLINED).lastError, {
      type: 'card_error',
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
      charge: 'ch_0',
    });
  });

  it('list refunds and disputes oldest first, however Stripe lists them', () => {
    const at = (created: number, id: string) => ({ id, created, amount: 1 });
    const facts = factsOf({
      ...PAID,
      refunds: [at(3, 're_c'), at(1, 're_b'), at(1, 're_a')],
      disputes: [at(2, 'du_b'), at(1, 'du_a')],
    });
    assert.deepEqual(
      facts.refunds.map(({ id }) => id),
      ['re_a', 're_b', 're_c'],
    );
    assert.deepEqual(
      facts.disputes.map(({ id }) => id),
      ['du_a', 'du_b'],
    );
  });

  it('ask for the charge of a canceled payment only when nothing is known of it', () => {
    const { intent } = canceled('expired');
    const payload = paymentIntent({ ...intent, latest_charge: 'ch_1' });
    assert.deepEqual(unreadParts(payload), ['latest_charge']);
    const held = factsOf(HELD);
    assert.deepEqual(unreadParts(payload, held), []);
    const facts = factsFromStripe({ paymentIntent: payload }, held);
    assert.equal(paymentState(facts).ending, 'expired');
    assert.equal(facts.cardLast4, '4242');
  });

  it('ask for refunds and disputes when the charge knows of some that they do not', () => {
    const latest_charge = charge({ amount_refunded: 300, disputed: true });
    const paid = paymentIntent({ ...PAID.intent, latest_charge });
    assert.deepEqual(unreadParts(paid), ['refunds', 'disputes']);
    const known = factsOf({ ...PAID, refunds: [{ amount: 300 }], disputes: [{}] });
    assert.deepEqual(unreadParts(paid, known), []);
    assert.deepEqual(unreadParts(paymentIntent()), []);
    const voided = charge({ refunded: true, amount_refunded: 1000 });
    const { intent } = canceled('requested_by_customer');
    assert.deepEqual(unreadParts(paymentIntent({ ...intent, latest_charge: voided })), []);
  });

  it('take a dispute of a new status for a chargeback', () => {
    assert.equal(disputePhase('heard_by_the_king'), 'chargeback');
  });
});
