import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type Stripe from 'stripe';

import {
  advance,
  type Change,
  type PaymentRecord,
  type Recorded,
} from '../../../server/payments/changes.ts';
import { checkFacts } from '../../../server/payments/facts.ts';
import {
  factsFromStripe,
  unreadParts,
  type StripeBalanceTransaction,
  type StripeReading,
} from '../../../server/payments/from-stripe.ts';
import { disputePhase, paymentState, type PaymentView } from '../../../server/payments/state.ts';
import { refused } from '../../support/refused.ts';
import {
  card,
  charge,
  dispute,
  paymentIntent,
  refund,
  type Dispute,
} from '../../support/stripe-objects.ts';
import { assertStripeObject } from '../../support/stripe-schemas.ts';

interface Stage {
  readonly intent?: Partial<Stripe.PaymentIntent>;
  readonly charge?: Partial<Stripe.Charge>;
  readonly refunds?: Partial<Stripe.Refund>[];
  /** What the capture moved, in minor units and euros unless it says otherwise. */
  readonly capture?: number | StripeBalanceTransaction;
  readonly disputes?: Partial<Dispute>[];
}

interface Case {
  /** What Stripe shows, one moment after the other. */
  readonly stages: readonly Stage[];
  readonly changes: readonly string[];
  readonly view: Partial<PaymentView>;
}

const BOOKS: Recorded = {
  order: 'order-1',
  payment: 'payment-1',
  livemode: false,
  currency: 'eur',
  amount: 1000,
  paidElsewhere: 0,
};

/** The type of the result is the test that Stripe's objects fit what is read of them. */
function readingOf(stage: Stage): StripeReading {
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

const factsOf = (stage: Stage) => factsFromStripe(readingOf(stage));

function play(stages: readonly Stage[], recorded = BOOKS) {
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

const keysOf = (changes: readonly Change[]) => changes.map(({ key }) => key);

/* Stages that several cases share. */

const DECLINED: Stage = {
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
const REDIRECTED: Stage = {
  intent: {
    status: 'requires_action',
    next_action: { type: 'redirect_to_url', redirect_to_url: { url: null, return_url: null } },
  },
};
const HELD: Stage = {
  charge: {
    payment_method_details: { type: 'card', card: card({ capture_before: 1_790_604_800 }) },
  },
  intent: { status: 'requires_capture', capture_method: 'manual', amount_capturable: 1000 },
};
const PAID: Stage = {
  charge: { captured: true, amount_captured: 1000 },
  intent: { status: 'succeeded', amount_received: 1000 },
};
const captured = (amount_received: number): Stage => ({
  charge: { captured: true, amount_captured: amount_received },
  intent: { status: 'succeeded', capture_method: 'manual', amount_received },
});
const heldAfter = (part: number): Stage => ({
  charge: { amount_captured: part },
  intent: {
    status: 'requires_capture',
    capture_method: 'manual',
    amount_received: part,
    amount_capturable: 1000 - part,
  },
});
const canceled = (cancellation_reason: string, latest?: Partial<Stripe.Charge>): Stage => ({
  ...(latest && { charge: latest }),
  intent: { status: 'canceled', canceled_at: 1_790_000_100, cancellation_reason },
});

const CASES: Record<string, Case> = {
  'a card that is captured at once': {
    stages: [{}, PAID],
    changes: ['paid:pi_1:1000'],
    view: { state: 'paid', refundable: 1000, release: null },
  },
  'a card that is held': {
    stages: [{}, HELD],
    changes: ['authorized:pi_1:1000'],
    view: { state: 'authorized', capturable: 1000, release: 'cancel', refundable: 0 },
  },
  'a hold that is captured': {
    stages: [HELD, captured(1000)],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:1000'],
    view: { state: 'paid', capturable: 0, refundable: 1000 },
  },
  'a hold and its capture, read as one': {
    stages: [{}, captured(1000)],
    changes: ['paid:pi_1:1000'],
    view: { state: 'paid' },
  },
  'a partial capture, the rest let go': {
    stages: [HELD, captured(700)],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700'],
    view: { state: 'paid', refunded: 'none', capturable: 0, refundable: 700 },
  },
  'a partial capture whose rest the charge reports as refunded': {
    stages: [
      HELD,
      { ...captured(700), charge: { captured: true, amount_captured: 700, amount_refunded: 300 } },
    ],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700'],
    view: { state: 'paid', refunded: 'none', refundable: 700 },
  },
  'a partial capture whose rest is a refund of its own': {
    stages: [HELD, { ...captured(700), refunds: [{ amount: 300 }] }],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700'],
    view: { refunded: 'none', refundable: 700 },
  },
  'a refund after a partial capture whose rest is a refund of its own': {
    stages: [
      HELD,
      {
        ...captured(700),
        refunds: [{ id: 're_2', amount: 700, created: 1_790_000_200 }, { amount: 300 }],
      },
    ],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700', 'refunded:re_2'],
    view: { refunded: 'full', refundable: 0 },
  },
  'our refund of just what a partial capture let go': {
    stages: [
      HELD,
      { ...captured(700), refunds: [{ amount: 300, metadata: { tender_operation: 'op-1' } }] },
    ],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700', 'refunded:re_1'],
    view: { refunded: 'partial', refundable: 400 },
  },
  'a refund in the dashboard of just what a partial capture let go': {
    stages: [HELD, { ...captured(700), capture: 700, refunds: [{ amount: 300 }] }],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700', 'refunded:re_1'],
    view: { refunded: 'partial', refundable: 400 },
  },
  'the same after a capture that moved all and returned the rest': {
    stages: [
      HELD,
      {
        ...captured(700),
        capture: 1000,
        refunds: [{ id: 're_2', amount: 300, created: 1_790_000_200 }, { amount: 300 }],
      },
    ],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700', 'refunded:re_2'],
    view: { refunded: 'partial', refundable: 400 },
  },
  'a rest that is a refund of its own, of a capture that moved another currency': {
    stages: [
      HELD,
      { ...captured(700), capture: { amount: 700, currency: 'usd' }, refunds: [{ amount: 300 }] },
    ],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:700'],
    view: { refunded: 'none', refundable: 700 },
  },
  'several captures': {
    stages: [HELD, heldAfter(400), heldAfter(650), captured(1000)],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:400', 'paid:pi_1:650', 'paid:pi_1:1000'],
    view: { state: 'paid', refundable: 1000 },
  },
  'a part captured, the rest still held': {
    stages: [HELD, heldAfter(400)],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:400'],
    view: { state: 'authorized', capturable: 600, release: 'final_capture', refundable: 400 },
  },
  'a part captured, the rest let go later': {
    stages: [HELD, heldAfter(400), captured(400)],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:400', 'paid:pi_1:400:final'],
    view: { state: 'paid', capturable: 0, release: null, refundable: 400 },
  },
  'a refund of a part while the rest is held': {
    stages: [HELD, heldAfter(400), { ...heldAfter(400), refunds: [{ amount: 150 }] }],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:400', 'refunded:re_1'],
    view: { state: 'authorized', refunded: 'partial', capturable: 600, refundable: 250 },
  },
  'a refund of just what is still held': {
    stages: [HELD, { ...heldAfter(500), refunds: [{ amount: 500 }] }],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:500', 'refunded:re_1'],
    view: { state: 'authorized', refunded: 'full', capturable: 500, refundable: 0 },
  },
  'a hold of less than was asked for': {
    stages: [{ ...HELD, intent: { ...HELD.intent, amount_capturable: 800 } }],
    changes: ['authorized:pi_1:800'],
    view: { state: 'authorized', capturable: 800 },
  },
  'a hold that is voided': {
    stages: [HELD, canceled('requested_by_customer', {})],
    changes: ['authorized:pi_1:1000', 'canceled:pi_1'],
    view: { state: 'canceled', ending: 'voided', refunded: 'none', refundable: 0, release: null },
  },
  'a voided hold that looks like a refund': {
    stages: [
      HELD,
      {
        ...canceled('requested_by_customer', { refunded: true, amount_refunded: 1000 }),
        refunds: [{ amount: 1000, reason: 'requested_by_customer' }],
      },
    ],
    changes: ['authorized:pi_1:1000', 'canceled:pi_1'],
    view: { state: 'canceled', ending: 'voided', refunded: 'none', refundable: 0 },
  },
  'a hold that ran out': {
    stages: [HELD, canceled('expired', {})],
    changes: ['authorized:pi_1:1000', 'canceled:pi_1'],
    view: { state: 'canceled', ending: 'expired' },
  },
  'a hold that ran out, as an older API version tells it': {
    stages: [
      HELD,
      {
        ...canceled('automatic', { refunded: true, amount_refunded: 1000 }),
        refunds: [{ amount: 1000, reason: 'expired_uncaptured_charge' }],
      },
    ],
    changes: ['authorized:pi_1:1000', 'canceled:pi_1'],
    view: { state: 'canceled', ending: 'expired', refunded: 'none' },
  },
  'a hold that ran out after a part was captured': {
    stages: [
      heldAfter(400),
      { ...captured(400), refunds: [{ amount: 600, reason: 'expired_uncaptured_charge' }] },
    ],
    changes: ['authorized:pi_1:1000', 'paid:pi_1:400', 'paid:pi_1:400:final'],
    view: { state: 'paid', refunded: 'none', refundable: 400 },
  },
  'an attempt that was abandoned': {
    stages: [REDIRECTED, canceled('abandoned')],
    changes: ['canceled:pi_1'],
    view: { state: 'canceled', ending: 'abandoned' },
  },
  'a declined attempt that was abandoned': {
    stages: [DECLINED, canceled('abandoned', { id: 'ch_0', paid: false, status: 'failed' })],
    changes: ['failed:ch_0', 'canceled:pi_1'],
    view: { state: 'canceled', ending: 'abandoned' },
  },
  'an attempt that another one replaced': {
    stages: [REDIRECTED, canceled('duplicate')],
    changes: [],
    view: { state: 'canceled', ending: 'replaced' },
  },
  'a declined card': {
    stages: [{}, DECLINED],
    changes: ['failed:ch_0'],
    view: { state: 'open' },
  },
  'a declined card, then another that works': {
    stages: [{}, DECLINED, PAID],
    changes: ['failed:ch_0', 'paid:pi_1:1000'],
    view: { state: 'paid' },
  },
  'two declined cards': {
    stages: [
      DECLINED,
      {
        charge: { id: 'ch_9', paid: false, status: 'failed' },
        intent: { last_payment_error: { type: 'card_error', charge: 'ch_9' } },
      },
    ],
    changes: ['failed:ch_0', 'failed:ch_9'],
    view: { state: 'open' },
  },
  'a 3-D Secure challenge that failed twice, without a charge': {
    stages: [1, 2].flatMap((): Stage[] => [
      REDIRECTED,
      {
        intent: {
          last_payment_error: {
            type: 'invalid_request_error',
            code: 'payment_intent_authentication_failure',
          },
        },
      },
    ]),
    changes: ['failed:pi_1:1', 'failed:pi_1:3'],
    view: { state: 'open' },
  },
  'a shopper who is at the bank': {
    stages: [{}, REDIRECTED],
    changes: [],
    view: { state: 'open', ending: null },
  },
  'a debit that is under way': {
    stages: [{}, { intent: { status: 'processing' }, charge: { paid: false, status: 'pending' } }],
    changes: [],
    view: { state: 'processing', refundable: 0 },
  },
  'a debit that failed days later': {
    stages: [
      { intent: { status: 'processing' }, charge: { id: 'py_1', paid: false, status: 'pending' } },
      {
        charge: { id: 'py_1', paid: false, status: 'failed' },
        intent: {
          last_payment_error: { type: 'card_error', code: 'debit_not_authorized', charge: 'py_1' },
        },
      },
    ],
    changes: ['failed:py_1'],
    view: { state: 'open' },
  },
  'a voucher that waits to be paid, then is': {
    stages: [
      {
        intent: { status: 'requires_action', next_action: { type: 'multibanco_display_details' } },
      },
      { intent: { status: 'processing' } },
      PAID,
    ],
    changes: ['paid:pi_1:1000'],
    view: { state: 'paid' },
  },
  'a full refund': {
    stages: [PAID, { ...PAID, refunds: [{}] }],
    changes: ['paid:pi_1:1000', 'refunded:re_1'],
    view: { state: 'paid', refunded: 'full', refundable: 0 },
  },
  'two refunds of the same amount': {
    stages: [
      PAID,
      {
        ...PAID,
        refunds: [
          { id: 're_1', amount: 300 },
          { id: 're_2', amount: 300 },
        ],
      },
    ],
    changes: ['paid:pi_1:1000', 'refunded:re_1', 'refunded:re_2'],
    view: { refunded: 'partial', refundable: 400 },
  },
  'a refund that is pending': {
    stages: [PAID, { ...PAID, refunds: [{ amount: 300, status: 'pending' }] }],
    changes: ['paid:pi_1:1000'],
    view: { refunded: 'none', refundable: 700 },
  },
  'a refund without a status': {
    stages: [PAID, { ...PAID, refunds: [{ amount: 300, status: null }] }],
    changes: ['paid:pi_1:1000'],
    view: { refunded: 'none', refundable: 700 },
  },
  'a refund that was pending and failed': {
    stages: [
      PAID,
      { ...PAID, refunds: [{ status: 'pending' }] },
      { ...PAID, refunds: [{ status: 'failed', failure_reason: 'declined' }] },
    ],
    changes: ['paid:pi_1:1000', 'refund_failed:re_1'],
    view: { refunded: 'none', refundable: 1000 },
  },
  'a refund that succeeded and failed later': {
    stages: [PAID, { ...PAID, refunds: [{}] }, { ...PAID, refunds: [{ status: 'failed' }] }],
    changes: ['paid:pi_1:1000', 'refunded:re_1', 'refund_failed:re_1'],
    view: { refunded: 'none', refundable: 1000 },
  },
  'a refund that was canceled': {
    stages: [
      { ...PAID, refunds: [{ status: 'requires_action' }] },
      { ...PAID, refunds: [{ status: 'canceled' }] },
    ],
    changes: ['paid:pi_1:1000', 'refund_failed:re_1'],
    view: { refunded: 'none', refundable: 1000 },
  },
  'a dispute that is won': {
    stages: [
      PAID,
      { ...PAID, disputes: [{}] },
      { ...PAID, disputes: [{ status: 'under_review' }] },
      { ...PAID, disputes: [{ status: 'won' }] },
    ],
    changes: ['paid:pi_1:1000', 'disputed:du_1:chargeback:1000', 'dispute_closed:du_1:won:0'],
    view: { state: 'paid', disputed: false, refundable: 1000 },
  },
  'a dispute that is open': {
    stages: [PAID, { ...PAID, disputes: [{ amount: 400 }] }],
    changes: ['paid:pi_1:1000', 'disputed:du_1:chargeback:400'],
    view: { state: 'paid', disputed: true, refundable: 0 },
  },
  'an inquiry that can still be refunded': {
    stages: [
      PAID,
      {
        ...PAID,
        disputes: [{ status: 'warning_needs_response', is_charge_refundable: true }],
      },
    ],
    changes: ['paid:pi_1:1000', 'disputed:du_1:inquiry:0'],
    view: { disputed: true, refundable: 1000 },
  },
  'an inquiry that became a chargeback and was lost': {
    stages: [
      { ...PAID, disputes: [{ status: 'warning_under_review' }] },
      { ...PAID, disputes: [{ status: 'needs_response' }] },
      { ...PAID, disputes: [{ status: 'lost' }] },
    ],
    changes: [
      'paid:pi_1:1000',
      'disputed:du_1:inquiry:0',
      'disputed:du_1:chargeback:1000',
      'dispute_closed:du_1:lost:1000',
    ],
    view: { disputed: true, refundable: 0 },
  },
  'an appeal that is lost again': {
    stages: [
      { ...PAID, disputes: [{ status: 'lost' }] },
      { ...PAID, disputes: [{ status: 'appeal_under_review' }] },
      { ...PAID, disputes: [{ status: 'lost' }] },
    ],
    changes: [
      'paid:pi_1:1000',
      'dispute_closed:du_1:lost:1000',
      'disputed:du_1:appeal:1000',
      'dispute_closed:du_1:appeal:lost:1000',
    ],
    view: { disputed: true },
  },
  'a dispute that was prevented': {
    stages: [PAID, { ...PAID, disputes: [{ status: 'prevented' }] }],
    changes: ['paid:pi_1:1000', 'dispute_closed:du_1:prevented:0'],
    view: { disputed: false },
  },
  'a dispute in another currency': {
    stages: [PAID, { ...PAID, disputes: [{ currency: 'usd', amount: 1100 }] }],
    changes: ['paid:pi_1:1000', 'disputed:du_1:chargeback:0'],
    view: { disputed: true },
  },
};

describe('a payment in which there was', () => {
  for (const [name, { stages, changes: keys, view }] of Object.entries(CASES)) {
    it(name, () => {
      const { record, changes } = play(stages);
      assert.deepEqual(keysOf(changes), keys);
      const shown = paymentState(record.facts);
      assert.deepEqual({ ...shown, ...view }, shown);
    });
  }
});

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

describe('advance', () => {
  const read = (stage: Stage, asOf = 1) => ({ facts: factsOf(stage), asOf });

  it('gives each change its delta, its total and what it is about', () => {
    const { changes } = play([
      HELD,
      heldAfter(400),
      captured(900),
      { ...captured(900), refunds: [{ amount: 250 }] },
      {
        ...captured(900),
        refunds: [{ amount: 250, status: 'failed' }],
        disputes: [{ amount: 900 }],
      },
    ]);
    const brief = changes.map((change) =>
      'delta' in change ? [change.kind, change.delta, change.total] : change,
    );
    assert.deepEqual(brief, [
      ['authorized', 1000, 1000],
      ['paid', 400, 400],
      ['paid', 500, 900],
      ['refunded', 250, 250],
      ['refund_failed', -250, 0],
      ['disputed', 900, 900],
    ]);
    assert.deepEqual(
      changes.flatMap((change) => (change.kind === 'paid' ? [change.final] : [])),
      [false, true],
    );
  });

  it('tells how a payment ended', () => {
    const [, change] = play([HELD, canceled('expired', {})]).changes;
    assert.deepEqual(change, { kind: 'canceled', key: 'canceled:pi_1', ending: 'expired' });
  });

  it('tells more once a hold is raised', () => {
    const { next } = advance(undefined, read(HELD), BOOKS);
    const raised: Stage = {
      charge: { amount: 1200 },
      intent: { status: 'requires_capture', amount: 1200, amount_capturable: 1200 },
    };
    assert.deepEqual(advance(next, read(raised, 2), { ...BOOKS, amount: 1200 }).changes, [
      { kind: 'authorized', key: 'authorized:pi_1:1200', delta: 200, total: 1200 },
    ]);
  });

  it('keeps the record as it is for a reading that is older', () => {
    const { next } = advance(undefined, read(PAID, 5), BOOKS);
    assert.deepEqual(advance(next, read({ ...PAID, refunds: [{}] }, 4), BOOKS), {
      next,
      changes: [],
    });
  });

  it('takes a second reading under the same lease for the newer one', () => {
    const { next } = advance(undefined, read(HELD, 5), BOOKS);
    assert.equal(advance(next, read(captured(700), 5), BOOKS).next.facts.captured, 700);
  });

  const alarmed = (stage: Stage, books: Partial<Recorded>) =>
    advance(undefined, read(stage), { ...BOOKS, ...books });

  it('raises an alarm instead of fulfilling what is not as recorded', () => {
    const found: [Partial<Recorded>, string, string, string][] = [
      [{ order: 'order-2' }, 'order', 'order-2', 'order-1'],
      [{ payment: 'payment-2' }, 'payment', 'payment-2', 'payment-1'],
      [{ livemode: true }, 'livemode', 'true', 'false'],
      [{ currency: 'usd' }, 'currency', 'usd', 'eur'],
      [{ amount: 1200 }, 'amount', '1200', '1000'],
      [{ amount: 900 }, 'amount', '900', '1000'],
      [{ paidElsewhere: 1 }, 'overpaid', '1000', '1001'],
    ];
    for (const [books, about, expected, value] of found) {
      const alarm = { about, expected, found: value };
      const { next, changes } = alarmed(PAID, books);
      assert.deepEqual(changes, [{ kind: 'alarm', key: `alarm:pi_1:1:${about}`, alarm }]);
      assert.deepEqual(next.alarms, [alarm]);
      assert.equal(next.told, null);
      assert.equal(paymentState(next.facts).state, 'paid');
    }
  });

  it('raises an alarm when Stripe does not know the order', () => {
    const { changes } = alarmed({ intent: { metadata: {} } }, {});
    assert.deepEqual(keysOf(changes), ['alarm:pi_1:1:order', 'alarm:pi_1:1:payment']);
  });

  it('raises an alarm when more was captured than the order is worth', () => {
    assert.deepEqual(keysOf(alarmed(captured(1001), {}).changes), ['alarm:pi_1:1:overpaid']);
  });

  it('lets the amount differ where no money is: it is changed at Stripe first', () => {
    const books = { amount: 1200, currency: 'usd' };
    assert.deepEqual(alarmed(REDIRECTED, books).changes, []);
    assert.deepEqual(keysOf(alarmed(canceled('abandoned'), books).changes), ['canceled:pi_1']);
  });

  it('does not repeat an alarm that stands, and tells all once it is over', () => {
    const first = alarmed(PAID, { amount: 900 });
    const second = advance(first.next, read({ ...PAID, refunds: [{}] }, 2), {
      ...BOOKS,
      amount: 900,
    });
    assert.deepEqual(second.changes, []);
    const third = advance(second.next, read({ ...PAID, refunds: [{}] }, 3), BOOKS);
    assert.deepEqual(keysOf(third.changes), ['paid:pi_1:1000', 'refunded:re_1']);
    assert.deepEqual(third.next.alarms, []);
  });

  it('ends the alarm of a second payment when its surplus is returned', () => {
    const books = { ...BOOKS, paidElsewhere: 1000 };
    const first = advance(undefined, read(PAID), books);
    assert.deepEqual(keysOf(first.changes), ['alarm:pi_1:1:overpaid']);
    const second = advance(first.next, read({ ...PAID, refunds: [{}] }, 2), books);
    assert.deepEqual(second.next.alarms, []);
  });
});

describe('bad input', () => {
  const code = 'invalid_payment_intent';
  const bad = (changes: object, field: string, ...value: [unknown?]) => {
    const reading = { ...readingOf(PAID), ...changes };
    refused(() => factsFromStripe(reading), code, field, ...value);
  };
  const badIntent = (changes: object, field: string, ...value: [unknown?]) =>
    bad(
      { paymentIntent: { ...paymentIntent(PAID.intent), ...changes } },
      `paymentIntent.${field}`,
      ...value,
    );

  it('is refused with the name of the field and its value', () => {
    refused(() => factsFromStripe(undefined as never), code, 'reading', undefined);
    bad({ paymentIntent: null }, 'paymentIntent', null);
    bad({ refunds: {} }, 'refunds', {});
    bad({ refunds: [refund(), 7] }, 'refunds[1]', 7);
    bad({ refunds: new Array(1) }, 'refunds[0]', undefined);
    bad({ refunds: [{ ...refund(), amount: -1 }] }, 'refunds[0].amount', -1);
    bad(
      { refunds: [{ ...refund(), metadata: { tender_operation: 7 } }] },
      'refunds[0].metadata.tender_operation',
      7,
    );
    bad(
      { disputes: [{ ...dispute(), is_charge_refundable: 'yes' }] },
      'disputes[0].is_charge_refundable',
      'yes',
    );
    badIntent({ id: '' }, 'id', '');
    badIntent({ object: 'charge' }, 'object', 'charge');
    badIntent({ status: undefined }, 'status', undefined);
    badIntent({ livemode: 'false' }, 'livemode', 'false');
    badIntent({ latest_charge: 7 }, 'latest_charge', 7);
    badIntent({ latest_charge: {} }, 'latest_charge.id', undefined);
    badIntent(
      { last_payment_error: { type: 'card_error', code: 7 } },
      'last_payment_error.code',
      7,
    );
    for (const amount of [1.5, -1, -0, NaN, Infinity, 2 ** 53, '1000', null, undefined, 1000n]) {
      badIntent({ amount_received: amount }, 'amount_received', amount);
    }
  });

  it('is refused when the parts of a reading do not belong together', () => {
    bad({ refunds: [refund({ payment_intent: 'pi_2' })] }, 'refunds[0].payment_intent', 'pi_2');
    bad({ refunds: [refund({ currency: 'usd' })] }, 'refunds[0].currency', 'usd');
    bad({ disputes: [dispute({ payment_intent: 'pi_2' })] }, 'disputes[0].payment_intent', 'pi_2');
    bad({ refunds: [refund({ amount: 1001 })] }, 'refunds', 1001);
  });

  it('is refused when another payment is known', () => {
    const known = { ...factsOf({}), id: 'pi_2' };
    refused(() => factsFromStripe(readingOf(PAID), known), code, 'paymentIntent.id', 'pi_1');
    const { next } = advance(undefined, { facts: known, asOf: 0 }, BOOKS);
    refused(() => advance(next, { facts: factsOf({}), asOf: 1 }, BOOKS), code, 'id', 'pi_1');
  });

  it('is refused in stored facts and in our own books', () => {
    const facts = factsOf(PAID);
    refused(() => paymentState({ ...facts, captured: NaN }), code, 'captured', NaN);
    refused(() => paymentState({ ...facts, captured: 1001 }), code, 'captured', 1001);
    refused(() => paymentState({ ...facts, refundPending: 1001 }), code, 'refunds', 1001);
    refused(() => paymentState(null as never), code, 'facts', null);
    refused(() => advance(undefined, { facts, asOf: 1.5 }, BOOKS), code, 'asOf', 1.5);
    const books = { ...BOOKS, amount: -1 };
    refused(() => advance(undefined, { facts, asOf: 1 }, books), code, 'recorded.amount', -1);
  });
});
