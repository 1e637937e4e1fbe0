import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paymentState, type PaymentView } from '../../../server/payments/state.ts';
import {
  DECLINED,
  HELD,
  PAID,
  REDIRECTED,
  canceled,
  captured,
  heldAfter,
  keysOf,
  play,
  type Stage,
} from './stages.ts';

interface Case {
  /** What Stripe shows, one moment after the other. */
  readonly stages: readonly Stage[];
  readonly changes: readonly string[];
  readonly view: Partial<PaymentView>;
}

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
