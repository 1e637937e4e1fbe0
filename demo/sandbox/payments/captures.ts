/**
 * Held money: captured at once or in parts, raised, released, expired. What is let go is no refund, and
 * leaves no trace in the charge.
 *
 * @see https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow
 */
import type { Stripe } from 'stripe';
import { findMethod, paymentMethods } from '../../../server/methods/index.ts';
import { invalidRequest, unexpectedState } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import type { Charge, PaymentIntent } from '../state/objects.ts';
import { behaviourOfCharge, scheduleAftermath } from './settlement.ts';
import { moveMoney } from './balance.ts';
import { mergeMetadata } from './parameters.ts';

/** Stripe's limit for one authorization. */
const mostCaptures = 50;

export function capturePaymentIntent(
  context: Context,
  intent: PaymentIntent,
  params: Read<Stripe.PaymentIntentCaptureParams>,
): PaymentIntent {
  const { attempts, charges, paymentIntents } = context.account.state;
  const attempt = attempts.get(intent.id);
  if (intent.status !== 'requires_capture' || intent.latest_charge === null || !attempt) {
    throw notCapturable(intent);
  }
  const charge = charges.require(intent.latest_charge);
  const { amount_to_capture: amount = intent.amount_capturable, final_capture: final = true } =
    params;
  assertCapture(intent, charge, amount, final, attempt.captures);

  const captured = charge.amount_captured + amount;
  const over = Math.max(0, captured - charge.amount);
  const remainder = charge.amount + over - captured;
  const last = final || remainder === 0 || attempt.captures + 1 >= mostCaptures;
  attempts.set(intent.id, { ...attempt, captures: attempt.captures + 1 });

  const { available = false, ...behaviour } = behaviourOfCharge(context, charge);
  const transaction =
    amount > 0
      ? moveMoney(context, charge, { type: 'charge', amount, source: charge.id, available }).id
      : charge.balance_transaction;
  const taken = charges.update(charge.id, {
    amount: charge.amount + over,
    amount_captured: captured,
    balance_transaction: transaction,
    captured: last,
    refunded: charge.refunded && amount === 0,
  });
  const updated = paymentIntents.update(intent.id, {
    amount: intent.amount + over,
    amount_capturable: last ? 0 : remainder,
    amount_received: captured,
    ...(params.metadata !== undefined && {
      metadata: mergeMetadata(intent.metadata, params.metadata),
    }),
    ...(params.statement_descriptor !== undefined && {
      statement_descriptor: params.statement_descriptor,
    }),
    ...(last && { status: 'succeeded' as const }),
  });
  if (!last) {
    emit(context, 'charge.updated', taken, charge);
    emit(context, 'payment_intent.amount_capturable_updated', updated, intent);
    return updated;
  }
  emit(context, 'charge.captured', taken, charge);
  emit(context, 'payment_intent.succeeded', updated);
  scheduleAftermath(context, charge.id, behaviour);
  return updated;
}

function notCapturable(intent: PaymentIntent) {
  const because =
    intent.status === 'succeeded'
      ? 'it has already been captured'
      : `it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses ` +
        'may be captured: requires_capture';
  return unexpectedState(
    'payment_intent',
    `This PaymentIntent could not be captured because ${because}.`,
    { payment_intent: intent },
  );
}

function assertCapture(
  intent: PaymentIntent,
  charge: Charge,
  amount: number,
  final: boolean,
  captures: number,
): void {
  const card = charge.payment_method_details?.card;
  const most =
    card?.overcapture?.status === 'available' && captures === 0
      ? card.overcapture.maximum_amount_capturable
      : intent.amount_capturable;
  // Nothing more, after some: that is how the rest of a hold is let go.
  const least = final && captures > 0 ? 0 : 1;
  if (amount < least) {
    throw invalidRequest(`This value must be greater than or equal to ${least}.`, {
      code: 'parameter_invalid_integer',
      param: 'amount_to_capture',
    });
  }
  if (amount > most) {
    throw invalidRequest(
      `The requested capture amount is greater than the remaining amount you can capture for this charge (${most}).`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    );
  }
  if (!final && card?.multicapture?.status !== 'available') {
    throw invalidRequest(
      'This PaymentIntent is not eligible for multicapture: `final_capture` cannot be false.',
      { param: 'final_capture' },
    );
  }
  const type = charge.payment_method_details?.type ?? 'card';
  if (
    amount < intent.amount_capturable &&
    findMethod(type, paymentMethods).hold?.partial === false
  ) {
    throw invalidRequest(`A payment by ${type} can only be captured in full.`, {
      param: 'amount_to_capture',
    });
  }
}

/** The time is up: what was not captured is lost. */
export function expireHold(context: Context, intent: PaymentIntent): void {
  const { charges, paymentIntents } = context.account.state;
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) return;
  const charge = charges.require(intent.latest_charge);
  const now = context.account.clock.now();
  if (charge.amount_captured > 0) {
    const done = paymentIntents.update(intent.id, { status: 'succeeded', amount_capturable: 0 });
    emit(context, 'charge.captured', charges.update(charge.id, { captured: true }), charge);
    emit(context, 'payment_intent.succeeded', done);
    return;
  }
  const canceled = paymentIntents.update(intent.id, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: now,
    cancellation_reason: 'expired',
  });
  emit(context, 'charge.expired', charge);
  emit(context, 'payment_intent.canceled', canceled);
}

/** @throws {StripeError} where the network does not let a hold be raised */
export function incrementAuthorization(
  context: Context,
  intent: PaymentIntent,
  params: Read<Stripe.PaymentIntentIncrementAuthorizationParams>,
): PaymentIntent {
  const { charges, paymentIntents } = context.account.state;
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) {
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent's authorization could not be incremented because it has a status of ${intent.status}.`,
      { payment_intent: intent },
    );
  }
  const charge = charges.require(intent.latest_charge);
  const card = charge.payment_method_details?.card;
  if (
    !card ||
    card.incremental_authorization?.status !== 'available' ||
    charge.amount_captured > 0
  ) {
    throw invalidRequest('This PaymentIntent is not eligible for incremental authorization.', {
      code: 'payment_intent_unexpected_state',
    });
  }
  if (params.amount <= intent.amount) {
    throw invalidRequest('The new amount must be greater than the amount authorized so far.', {
      param: 'amount',
    });
  }
  charges.update(charge.id, {
    amount: params.amount,
    payment_method_details: {
      type: 'card',
      card: {
        ...card,
        amount_authorized: params.amount,
        overcapture: { maximum_amount_capturable: params.amount, status: 'unavailable' },
      },
    },
  });
  const raised = paymentIntents.update(intent.id, {
    amount: params.amount,
    amount_capturable: params.amount,
    ...(params.description !== undefined && { description: params.description }),
    ...(params.metadata !== undefined && {
      metadata: mergeMetadata(intent.metadata, params.metadata),
    }),
  });
  emit(context, 'payment_intent.amount_capturable_updated', raised, intent);
  return raised;
}
