import { checkFacts, type DisputeFacts, type PaymentFacts, type RefundFacts } from './facts.ts';

/** Where a payment stands. A failed attempt is no state: it is `open` with a `lastError`. */
export type PaymentState = 'open' | 'processing' | 'authorized' | 'paid' | 'canceled';

/** How a canceled payment ended. */
export type Ending =
  /** A hold was released on purpose. */
  | 'voided'
  /** A hold ran out before it was captured. */
  | 'expired'
  /** Nothing was ever held, and the order has no other attempt. */
  | 'abandoned'
  /** Another attempt took its place: Tender cancels the old one with the reason `duplicate`. */
  | 'replaced';

/** What can be shown of a payment and done with it. Amounts in minor units. */
export interface PaymentView {
  readonly state: PaymentState;
  /** How a `canceled` payment ended, else null. */
  readonly ending: Ending | null;
  readonly refunded: 'none' | 'partial' | 'full';
  /** Whether a dispute is open or was lost. */
  readonly disputed: boolean;
  /** The most that can be captured now. */
  readonly capturable: number;
  /**
   * How what is still held can be released: by canceling the PaymentIntent, or, once a part was
   * captured, by a final capture of 0. Null when nothing is held.
   */
  readonly release: 'cancel' | 'final_capture' | null;
  /** The most that can be refunded now, pending refunds counted as done. */
  readonly refundable: number;
}

/**
 * The state for each PaymentIntent status. Stripe's enum is open: a status that is not listed here is
 * shown as `processing`, "not known yet", so that nobody pays twice and nothing is fulfilled;
 * `advance` raises an alarm for it.
 */
const STATES: Readonly<Record<string, PaymentState>> = {
  requires_payment_method: 'open',
  requires_confirmation: 'open',
  requires_action: 'open',
  processing: 'processing',
  requires_capture: 'authorized',
  succeeded: 'paid',
  canceled: 'canceled',
};

export const isKnown = (status: string) => Object.hasOwn(STATES, status);

/** Statuses that a PaymentIntent never leaves. */
export const isFinal = (status: string) => status === 'succeeded' || status === 'canceled';

/**
 * The state of a payment, from Stripe's facts alone.
 *
 * @throws {@link InvalidInputError} `invalid_payment_intent`
 */
export function paymentState(facts: PaymentFacts): PaymentView {
  return viewOf(checkFacts(facts));
}

/** {@link paymentState} of facts that were checked before. */
export function viewOf(facts: PaymentFacts): PaymentView {
  const state = stateOf(facts.status);
  const refundable = facts.captured - facts.refunded - facts.refundPending;
  const contested = facts.disputes.filter((dispute) => disputePhase(dispute.status) !== 'settled');
  return {
    state,
    ending: state === 'canceled' ? endingOf(facts) : null,
    refunded: facts.refunded === 0 ? 'none' : facts.refunded < facts.captured ? 'partial' : 'full',
    disputed: contested.length > 0,
    capturable: state === 'authorized' ? facts.capturable : 0,
    release:
      state !== 'authorized' || facts.capturable === 0
        ? null
        : facts.captured === 0
          ? 'cancel'
          : 'final_capture',
    refundable: contested.every((dispute) => dispute.refundable) ? refundable : 0,
  };
}

function stateOf(status: string): PaymentState {
  return (isKnown(status) ? STATES[status] : undefined) ?? 'processing';
}

function endingOf({ authorized, cancellationReason }: PaymentFacts): Ending {
  if (authorized > 0) {
    // Stripe documents `automatic` for a hold that ran out; the enum has `expired` as well.
    return cancellationReason === 'automatic' || cancellationReason === 'expired'
      ? 'expired'
      : 'voided';
  }
  return cancellationReason === 'duplicate' ? 'replaced' : 'abandoned';
}

/** A refund that failed or was canceled gave its money back to the balance. */
export function refundOutcome({ status }: RefundFacts): 'pending' | 'succeeded' | 'failed' {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

/**
 * - `inquiry`: the bank asks (`warning_*`); no money moved.
 * - `chargeback`: the money was taken back. A status newer than this code counts as one.
 * - `appeal`: a lost dispute is heard again.
 * - `lost`: the money stays away. `settled`: won, prevented, or an inquiry that was closed.
 */
export type DisputePhase = 'inquiry' | 'chargeback' | 'appeal' | 'lost' | 'settled';

export function disputePhase(status: DisputeFacts['status']): DisputePhase {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'inquiry';
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'appeal';
    case 'lost':
      return 'lost';
    case 'won':
    case 'prevented':
    case 'warning_closed':
      return 'settled';
    default:
      return 'chargeback';
  }
}

/** What a dispute has taken from the balance, as far as it is in `currency`. */
export function disputeTakes(dispute: DisputeFacts, currency: string): number {
  const phase = disputePhase(dispute.status);
  const taken = phase !== 'inquiry' && phase !== 'settled';
  return taken && dispute.currency === currency ? dispute.amount : 0;
}
