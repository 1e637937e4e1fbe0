import {
  checkFacts,
  type DisputeFacts,
  type PaymentError,
  type PaymentFacts,
  type RefundFacts,
} from './facts.ts';
import { fieldsOf, invalid, type Fields } from './fields.ts';
import { disputeTakes, refundOutcome } from './state.ts';

/** Metadata keys that Tender writes on Stripe's objects. A caller's metadata can't override them. */
export const METADATA = {
  order: 'tender_order',
  payment: 'tender_payment',
  operation: 'tender_operation',
} as const;

type Metadata = Readonly<Record<string, string>> | null;
type Reference = string | { readonly id: string } | null;

/** What is read of a `Stripe.PaymentIntent`, API version 2026-10-28.endive. */
export interface StripePaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly livemode: boolean;
  readonly created: number;
  readonly status: string;
  readonly currency: string;
  readonly capture_method: string;
  readonly metadata: Metadata;
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly latest_charge: string | StripeCharge | null;
  readonly next_action: { readonly type: string } | null;
  readonly last_payment_error: {
    readonly type: string;
    readonly code?: string;
    readonly decline_code?: string;
    readonly message?: string;
    readonly charge?: string;
  } | null;
  readonly canceled_at: number | null;
  readonly cancellation_reason: string | null;
}

/** What is read of a `Stripe.Charge`. */
export interface StripeCharge {
  readonly id: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly disputed: boolean;
  readonly paid: boolean;
  readonly payment_method_details: { readonly type: string; readonly card?: StripeCard } | null;
}

interface StripeCard {
  readonly brand: string | null;
  readonly last4: string | null;
  readonly wallet: { readonly type: string } | null;
  readonly capture_before?: number;
  readonly multicapture?: { readonly status: string };
}

/** What is read of a `Stripe.BalanceTransaction`. */
export interface StripeBalanceTransaction {
  readonly amount: number;
  readonly currency: string;
}

/** What is read of a `Stripe.Refund`. */
export interface StripeRefund {
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: Reference;
  readonly status: string | null;
  readonly reason: string | null;
  readonly failure_reason?: string;
  readonly metadata: Metadata;
}

/** What is read of a `Stripe.Dispute`. */
export interface StripeDispute {
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: Reference;
  readonly status: string;
  readonly reason: string;
  readonly is_charge_refundable: boolean;
}

/** One reading of a payment at Stripe. A list that was not read is left out. */
export interface StripeReading {
  /** Retrieved with `expand: ['latest_charge']`, or the payload of an event. */
  readonly paymentIntent: StripePaymentIntent;
  /** Every refund of the PaymentIntent. */
  readonly refunds?: readonly StripeRefund[];
  /** What the capture moved, where only a part was captured: tells {@link refunds} from releases. */
  readonly capture?: StripeBalanceTransaction;
  /** Every dispute of the PaymentIntent. */
  readonly disputes?: readonly StripeDispute[];
}

/**
 * The facts in a reading. Where a part was not read (`latest_charge` not expanded, no `refunds`, no
 * `disputes`), the facts from `before` stand in for it; {@link unreadParts} tells when they
 * can't.
 *
 * @throws {@link InvalidInputError} `invalid_payment_intent` naming Stripe's field, such as
 * `latest_charge.amount` or `refunds[0].status`. Also when the parts don't fit together, as happens
 * when the payment moved between two requests: read again.
 */
export function factsFromStripe(reading: StripeReading, before?: PaymentFacts): PaymentFacts {
  const from = fieldsOf(reading, 'reading', '');
  const intent = from.object('paymentIntent');
  const known = before === undefined ? undefined : checkFacts(before);
  const id = intent.text('id');
  if (known !== undefined && known.id !== id) throw invalid('paymentIntent.id', id, known.id);
  intent.equals('object', 'payment_intent');

  const status = intent.text('status');
  const currency = intent.text('currency');
  const amount = intent.count('amount');
  const capturable = intent.count('amount_capturable');
  const captured = intent.count('amount_received');
  const charge = chargeFrom(intent, known);
  const authorized = Math.max(
    capturable + captured,
    status === 'requires_capture' ? 0 : captured > 0 ? amount : charge.held,
  );
  const refunds = from.has('refunds')
    ? withoutReleases(
        from.list('refunds').map(refundFrom(id, currency)).sort(byCreation),
        captured,
        authorized - captured - capturable,
        movedBy(from.optionalObject('capture'), currency),
      )
    : (known?.refunds ?? []);
  const disputes = from.has('disputes')
    ? from.list('disputes').map(disputeFrom(id)).sort(byCreation)
    : (known?.disputes ?? []);

  return checkFacts({
    id,
    livemode: intent.flag('livemode'),
    created: intent.count('created'),
    status,
    currency,
    captureMethod: intent.text('capture_method'),
    order: intent.optionalObject('metadata')?.optionalText(METADATA.order) ?? null,
    payment: intent.optionalObject('metadata')?.optionalText(METADATA.payment) ?? null,
    amount,
    authorized,
    capturable,
    captured,
    refunded: amountThat('succeeded', refunds),
    refundPending: amountThat('pending', refunds),
    disputed: disputes.reduce((total, dispute) => total + disputeTakes(dispute, currency), 0),
    ...charge.facts,
    nextAction: intent.optionalObject('next_action')?.text('type') ?? null,
    lastError: errorFrom(intent.optionalObject('last_payment_error')),
    canceledAt: intent.optionalCount('canceled_at'),
    cancellationReason: intent.optionalText('cancellation_reason'),
    refunds,
    disputes,
  });
}

/**
 * Which parts must be read as well before {@link factsFromStripe} of this PaymentIntent is complete,
 * judged by the facts from `before`. Of a succeeded payment `latest_charge` only adds how it was
 * paid, which can wait. Refunds and disputes also move on without a trace in the PaymentIntent
 * (pending to succeeded, under review to lost): their own events say so.
 *
 * @throws {@link InvalidInputError} `invalid_payment_intent`
 */
export function unreadParts(
  paymentIntent: StripePaymentIntent,
  before?: PaymentFacts,
): ('latest_charge' | 'refunds' | 'disputes')[] {
  const intent = fieldsOf(paymentIntent, 'paymentIntent');
  intent.equals('object', 'payment_intent');
  const known = before === undefined ? undefined : checkFacts(before);
  const charge = intent.expandable('latest_charge');
  if (charge === null) return [];
  if (charge.object === null) return known?.charge === charge.id ? [] : ['latest_charge'];

  const returned = (known?.refunded ?? 0) + (known?.refundPending ?? 0);
  const moved = charge.object.count('amount_refunded') !== returned;
  const disputed = charge.object.flag('disputed');
  return [
    // Before the first capture nothing can be refunded: see withoutReleases.
    ...(moved && intent.count('amount_received') > 0 ? ['refunds' as const] : []),
    ...(disputed && !known?.disputes.length ? ['disputes' as const] : []),
  ];
}

type ChargeFacts = Pick<
  PaymentFacts,
  'charge' | 'methodType' | 'cardBrand' | 'cardLast4' | 'wallet' | 'captureBefore' | 'multicapture'
>;

/** What the latest charge tells, and what it held, also when it was let go since. */
function chargeFrom(intent: Fields, known?: PaymentFacts): { facts: ChargeFacts; held: number } {
  const charge = intent.expandable('latest_charge');
  if (charge !== null && charge.object === null && known?.charge === charge.id) {
    const { methodType, cardBrand, cardLast4, wallet, captureBefore, multicapture } = known;
    const details = { methodType, cardBrand, cardLast4, wallet, captureBefore, multicapture };
    return { facts: { charge: charge.id, ...details }, held: known.authorized };
  }
  const details = charge?.object?.optionalObject('payment_method_details');
  const card = details?.optionalObject('card');
  return {
    facts: {
      charge: charge?.id ?? null,
      methodType: details?.text('type') ?? null,
      cardBrand: card?.optionalText('brand') ?? null,
      cardLast4: card?.optionalText('last4') ?? null,
      wallet: card?.optionalObject('wallet')?.text('type') ?? null,
      captureBefore: card?.optionalCount('capture_before') ?? null,
      multicapture: card?.optionalObject('multicapture')?.text('status') === 'available',
    },
    held: charge?.object?.flag('paid') === true ? charge.object.count('amount') : 0,
  };
}

function errorFrom(error: Fields | null): PaymentError | null {
  return (
    error && {
      type: error.text('type'),
      code: error.optionalText('code'),
      declineCode: error.optionalText('decline_code'),
      message: error.optionalText('message'),
      charge: error.optionalText('charge'),
    }
  );
}

const refundFrom =
  (paymentIntent: string, currency: string) =>
  (refund: Fields): RefundFacts => {
    refund.refersTo('payment_intent', paymentIntent);
    refund.equals('currency', currency);
    return {
      id: refund.text('id'),
      created: refund.count('created'),
      amount: refund.count('amount'),
      status: refund.optionalText('status') ?? 'pending',
      reason: refund.optionalText('reason'),
      failureReason: refund.optionalText('failure_reason'),
      operation: refund.optionalObject('metadata')?.optionalText(METADATA.operation) ?? null,
    };
  };

const disputeFrom =
  (paymentIntent: string) =>
  (dispute: Fields): DisputeFacts => {
    dispute.refersTo('payment_intent', paymentIntent);
    return {
      id: dispute.text('id'),
      created: dispute.count('created'),
      amount: dispute.count('amount'),
      currency: dispute.text('currency'),
      status: dispute.text('status'),
      reason: dispute.text('reason'),
      refundable: dispute.flag('is_charge_refundable'),
    };
  };

/** Undefined where it is not known, or was moved in another currency. */
const movedBy = (capture: Fields | null, currency: string): number | undefined =>
  capture?.text('currency') === currency ? capture.count('amount') : undefined;

/**
 * The refunds that returned money. A hold that is let go is none, but looks like one where it was let
 * go under an API version before 2025-03-31.basil, which for the Dashboard and for Stripe itself is
 * the account's default version: a refund of everything after a cancel, of the rest after a partial
 * capture, which then moved all that was held. Where it moved what was captured, there is no such refund.
 *
 * @param moved by the capture; where it is not known, a refund that looks like the rest is taken for it
 * @see https://support.stripe.com/questions/changes-to-balance-transaction-behavior-for-partial-capture-and-payment-cancellation-flows
 */
function withoutReleases(
  refunds: RefundFacts[],
  captured: number,
  released: number,
  moved: number | undefined,
) {
  if (captured === 0) return [];
  if (moved === captured) return refunds;
  // The oldest: it is as old as the capture.
  const rest = refunds.find(
    ({ amount, status, reason, operation }) =>
      amount === released && status === 'succeeded' && reason === null && operation === null,
  );
  return refunds.filter((refund) => refund !== rest && refund.reason !== EXPIRED_HOLD);
}

/** Reason of the refund that stands for a hold that ran out. */
const EXPIRED_HOLD = 'expired_uncaptured_charge';

const amountThat = (outcome: 'succeeded' | 'pending', refunds: readonly RefundFacts[]) =>
  refunds.reduce((sum, refund) => sum + (refundOutcome(refund) === outcome ? refund.amount : 0), 0);

const byCreation = (a: { created: number; id: string }, b: { created: number; id: string }) =>
  a.created - b.created || (a.id < b.id ? -1 : 1);
