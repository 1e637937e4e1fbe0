import { fieldsOf, invalid, type Fields } from './fields.ts';

/**
 * What Stripe says about one payment: a flat record that can be stored, compared and shown.
 *
 * Amounts are integers in the currency's minor unit, times are Unix seconds, `null` is "Stripe says
 * there is none" or "not read yet". Open enums of Stripe's stay strings, so that a value that is
 * newer than this code is kept as it came.
 *
 * Always true: `capturable + captured ≤ authorized` and `refunded + refundPending ≤ captured`.
 */
export interface PaymentFacts {
  /** PaymentIntent id, `pi_…`. */
  readonly id: string;
  readonly livemode: boolean;
  readonly created: number;
  /** PaymentIntent `status`; see `paymentState`. */
  readonly status: string;
  /** Three lower-case letters. */
  readonly currency: string;
  readonly captureMethod: string;
  /** Metadata `tender_order` and `tender_payment`: whose payment Stripe believes this to be. */
  readonly order: string | null;
  readonly payment: string | null;

  /** What the payment is for. */
  readonly amount: number;
  /** The most that was ever held or taken; stays when the hold is captured or released. */
  readonly authorized: number;
  /** What is held and can still be captured. */
  readonly capturable: number;
  /** What was taken, in one part or several. Refunds don't lower it. */
  readonly captured: number;
  /** Refunds that succeeded. A released hold is not a refund. */
  readonly refunded: number;
  /** Refunds that are under way: they may still fail, but count against what can be refunded. */
  readonly refundPending: number;
  /** What disputes took, or keep, from the balance, in the payment's currency. */
  readonly disputed: number;

  /** Latest charge, `ch_…` or `py_…`. */
  readonly charge: string | null;
  /** Payment method type of the latest charge, such as `card` or `ideal`. */
  readonly methodType: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  /** Wallet that the card came from, such as `apple_pay`. */
  readonly wallet: string | null;
  /** Until when a hold can be captured. Stripe says it for cards only. */
  readonly captureBefore: number | null;
  /** Whether a capture may leave the rest of the hold in place. */
  readonly multicapture: boolean;

  /** What the shopper must do next, such as `redirect_to_url`. */
  readonly nextAction: string | null;
  /** Why the last attempt failed. Stripe clears it when the next one starts. */
  readonly lastError: PaymentError | null;
  readonly canceledAt: number | null;
  readonly cancellationReason: string | null;

  /** Oldest first. */
  readonly refunds: readonly RefundFacts[];
  /** Oldest first. */
  readonly disputes: readonly DisputeFacts[];
}

export interface PaymentError {
  readonly type: string;
  readonly code: string | null;
  readonly declineCode: string | null;
  /** Stripe's words; fit for the shopper when `type` is `card_error`, for the log otherwise. */
  readonly message: string | null;
  /** The charge that failed; none when the payment failed before there was one, as in 3-D Secure. */
  readonly charge: string | null;
}

export interface RefundFacts {
  /** Refund id, `re_…`. */
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  /** `pending`, `requires_action`, `succeeded`, `failed`, `canceled`. Null is kept as `pending`. */
  readonly status: string;
  readonly reason: string | null;
  readonly failureReason: string | null;
  /** Metadata `tender_operation`; null when it was not made through Tender. */
  readonly operation: string | null;
}

export interface DisputeFacts {
  /** Dispute id, `du_…` or `dp_…`. */
  readonly id: string;
  readonly created: number;
  /** In `currency`, which may not be the payment's. */
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly reason: string;
  /** Whether the payment can still be refunded, which ends the dispute. */
  readonly refundable: boolean;
}

/**
 * Checks facts that come from outside the type system, such as a database row, and puts their fields
 * in one order.
 *
 * @throws {@link InvalidInputError} `invalid_payment_intent`, also when more was taken than held or
 * more returned than taken
 */
export function checkFacts(value: PaymentFacts): PaymentFacts {
  const from = fieldsOf(value, 'facts', '');
  const facts: PaymentFacts = {
    id: from.text('id'),
    livemode: from.flag('livemode'),
    created: from.count('created'),
    status: from.text('status'),
    currency: from.text('currency'),
    captureMethod: from.text('captureMethod'),
    order: from.optionalText('order'),
    payment: from.optionalText('payment'),
    amount: from.count('amount'),
    authorized: from.count('authorized'),
    capturable: from.count('capturable'),
    captured: from.count('captured'),
    refunded: from.count('refunded'),
    refundPending: from.count('refundPending'),
    disputed: from.count('disputed'),
    charge: from.optionalText('charge'),
    methodType: from.optionalText('methodType'),
    cardBrand: from.optionalText('cardBrand'),
    cardLast4: from.optionalText('cardLast4'),
    wallet: from.optionalText('wallet'),
    captureBefore: from.optionalCount('captureBefore'),
    multicapture: from.flag('multicapture'),
    nextAction: from.optionalText('nextAction'),
    lastError: checkError(from.optionalObject('lastError')),
    canceledAt: from.optionalCount('canceledAt'),
    cancellationReason: from.optionalText('cancellationReason'),
    refunds: from.list('refunds').map(checkRefund),
    disputes: from.list('disputes').map(checkDispute),
  };
  const { authorized, capturable, captured } = facts;
  if (capturable + captured > authorized) {
    throw invalid('captured', captured, `at most ${authorized - capturable}, what was authorized`);
  }
  const returned = facts.refunded + facts.refundPending;
  if (returned > captured) {
    throw invalid('refunds', returned, `at most ${captured}, what was captured`);
  }
  return facts;
}

function checkError(from: Fields | null): PaymentError | null {
  return (
    from && {
      type: from.text('type'),
      code: from.optionalText('code'),
      declineCode: from.optionalText('declineCode'),
      message: from.optionalText('message'),
      charge: from.optionalText('charge'),
    }
  );
}

function checkRefund(from: Fields): RefundFacts {
  return {
    id: from.text('id'),
    created: from.count('created'),
    amount: from.count('amount'),
    status: from.text('status'),
    reason: from.optionalText('reason'),
    failureReason: from.optionalText('failureReason'),
    operation: from.optionalText('operation'),
  };
}

function checkDispute(from: Fields): DisputeFacts {
  return {
    id: from.text('id'),
    created: from.count('created'),
    amount: from.count('amount'),
    currency: from.text('currency'),
    status: from.text('status'),
    reason: from.text('reason'),
    refundable: from.flag('refundable'),
  };
}
