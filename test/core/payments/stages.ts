/** What Stripe shows of a payment at one moment, and what becomes of it moment by moment. */
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import {
  advance,
  type Change,
  type PaymentRecord,
  type Recorded,
} from '../../../server/payments/changes.ts';
import type { PaymentFacts } from '../../../server/payments/facts.ts';
import {
  factsFromStripe,
  type StripeBalanceTransaction,
  type StripeReading,
} from '../../../server/payments/from-stripe.ts';
import {
  card,
  charge,
  dispute,
  paymentIntent,
  refund,
  type Dispute,
} from '../../support/stripe-objects.ts';

export interface Stage {
  readonly intent?: Partial<Stripe.PaymentIntent>;
  readonly charge?: Partial<Stripe.Charge>;
  readonly refunds?: Partial<Stripe.Refund>[];
  /** What the capture moved, in minor units and euros unless it says otherwise. */
  readonly capture?: number | StripeBalanceTransaction;
  readonly disputes?: Partial<Dispute>[];
}

export const BOOKS: Recorded = {
  order: 'order-1',
  payment: 'payment-1',
  livemode: false,
  currency: 'eur',
  amount: 1000,
  paidElsewhere: 0,
};

/** Our own books, in agreement with Stripe at every moment. */
export const agreeing = (facts: PaymentFacts): Recorded => ({ ...BOOKS, amount: facts.amount });

/** The type of the result is the test that Stripe's objects fit what is read of them. */
export function readingOf(stage: Stage): StripeReading {
  return {
    paymentIntent: paymentIntent({
      latest_charge: stage.charge ? charge(stage.charge) : null,
      ...stage.intent,
    }),
    refunds: (stage.refunds ?? []).map((changes) => refund(changes)),
    ...(stage.capture !== undefined && {
      capture:
        typeof stage.capture === 'number'
          ? { amount: stage.capture, currency: 'eur' }
          : stage.capture,
    }),
    disputes: (stage.disputes ?? []).map((changes) => dispute(changes)),
  };
}

export const factsOf = (stage: Stage) => factsFromStripe(readingOf(stage));

export function play(stages: readonly Stage[], recorded = BOOKS) {
  let record: PaymentRecord | undefined;
  const changes: Change[] = [];
  for (const [asOf, stage] of stages.entries()) {
    const step = advance(record, { facts: factsOf(stage), asOf }, recorded);
    record = step.next;
    changes.push(...step.changes);
  }
  assert.ok(record);
  return { record, changes };
}

export const keysOf = (changes: readonly Change[]) => changes.map(({ key }) => key);

/* Stages that several tests share. */

export const DECLINED: Stage = {
  charge: { id: 'ch_0', paid: false, status: 'failed' },
  intent: {
    last_payment_error: {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
      charge: 'ch_0',
    },
  },
};
export const REDIRECTED: Stage = {
  intent: {
    status: 'requires_action',
    next_action: { type: 'redirect_to_url', redirect_to_url: { url: null, return_url: null } },
  },
};
export const HELD: Stage = {
  charge: {
    payment_method_details: { type: 'card', card: card({ capture_before: 1_790_604_800 }) },
  },
  intent: { status: 'requires_capture', capture_method: 'manual', amount_capturable: 1000 },
};
export const PAID: Stage = {
  charge: { captured: true, amount_captured: 1000 },
  intent: { status: 'succeeded', amount_received: 1000 },
};
export const captured = (amount_received: number): Stage => ({
  charge: { captured: true, amount_captured: amount_received },
  intent: { status: 'succeeded', capture_method: 'manual', amount_received },
});
export const heldAfter = (part: number): Stage => ({
  charge: { amount_captured: part },
  intent: {
    status: 'requires_capture',
    capture_method: 'manual',
    amount_received: part,
    amount_capturable: 1000 - part,
  },
});
export const canceled = (cancellation_reason: string, latest?: Partial<Stripe.Charge>): Stage => ({
  ...(latest && { charge: latest }),
  intent: { status: 'canceled', canceled_at: 1_790_000_100, cancellation_reason },
});
