/**
 * One attempt to pay an intent: what the shopper has to do, until it is known what becomes of the money. The
 * states and the order of events are Stripe's.
 *
 * @see https://docs.stripe.com/payments/paymentintents/lifecycle
 */
import type { Stripe } from 'stripe';
import { pageUrl } from '../pages/urls.ts';
import { unexpectedState } from '../protocol/errors.ts';
import type { Attempt } from '../state/account-state.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentIntent, PaymentMethod } from '../state/objects.ts';
import type { Behaviour, Decline } from './behaviour.ts';
import { createCharge } from './charges.ts';
import { attemptFailed, backToStart, fail, succeed, type AttemptResult } from './outcomes.ts';
import { schedule } from './schedule.ts';
import { behaviourOf } from './settlement.ts';

export interface AttemptTerms {
  paymentMethod: PaymentMethod;
  returnUrl: string | null;
  offSession: boolean;
  /** The page has Stripe.js to show a challenge. */
  useStripeSdk: boolean;
  errorOnRequiresAction: boolean;
  origin: string;
  mandate: string | null;
}

const authenticationFailed: Decline = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

const attemptExpired: Decline = {
  code: 'payment_intent_payment_attempt_expired',
  message: 'The payment attempt expired before the customer completed it.',
};

/** Begins the attempt that a confirmation asks for. */
export function attemptPayment(
  context: Context,
  intent: PaymentIntent,
  terms: AttemptTerms,
): AttemptResult {
  const { attempts } = context.account.state;
  const { paymentMethod, returnUrl, offSession, origin } = terms;
  const behaviour = behaviourOf(context, intent, paymentMethod, offSession);
  const earlier = attempts.get(intent.id);
  const authenticated =
    earlier?.authenticated === true && earlier.paymentMethod === paymentMethod.id;
  const attempt: Attempt = {
    id: newId('attempt'),
    paymentMethod: paymentMethod.id,
    returnUrl,
    offSession,
    origin,
    mandate: terms.mandate,
    authenticated: false,
    captures: 0,
  };
  attempts.set(intent.id, attempt);
  if (!behaviour.action || authenticated) {
    return carryOut(
      context,
      intent,
      attempt,
      authenticated ? asAuthenticated(behaviour) : behaviour,
    );
  }
  if (terms.errorOnRequiresAction) {
    const message =
      'This payment required an authentication action to complete, but `error_on_requires_action` was set.';
    return fail(context, intent, paymentMethod, behaviour, {
      code: 'authentication_required',
      message,
      decline_code: 'authentication_required',
    });
  }
  const waiting = context.account.state.paymentIntents.update(intent.id, {
    status: 'requires_action',
    payment_method: paymentMethod.id,
    last_payment_error: null,
    next_action: nextAction(context, intent, terms, behaviour),
  });
  emit(context, 'payment_intent.requires_action', waiting);
  const { paidAfter, lapsesAfter } = behaviour;
  const about = { id: intent.id, data: { attempt: attempt.id } };
  if (paidAfter !== undefined)
    schedule(context, paidAfter, { kind: 'follow_instructions', ...about });
  if (lapsesAfter !== undefined) schedule(context, lapsesAfter, { kind: 'lapse', ...about });
  return { intent: waiting };
}

function nextAction(
  { account }: Context,
  intent: PaymentIntent,
  { paymentMethod, returnUrl, useStripeSdk, origin }: AttemptTerms,
  behaviour: Behaviour,
): Stripe.PaymentIntent.NextAction {
  const now = account.clock.now();
  if (behaviour.nextAction) {
    return behaviour.nextAction({
      intent,
      paymentMethod,
      returnUrl,
      origin,
      accountId: account.id,
      now,
    });
  }
  const url = pageUrl(origin, 'challenge', account.id, intent.id);
  return useStripeSdk || returnUrl === null
    ? {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: newId('src') },
      }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

const asAuthenticated = (behaviour: Behaviour): Behaviour =>
  behaviour.action === 'challenge' ? { ...behaviour, authentication: 'challenge' } : behaviour;

/** How a shopper's action ended: on the bank's page, in the challenge, with a voucher at the till. */
export type ActionOutcome = 'succeed' | 'fail' | 'expire';

/**
 * Ends the action that an intent waits for.
 * @param reason why it failed, if there is more to say than that
 * @throws {StripeError} when it waits for none
 */
export function endAction(
  context: Context,
  intentId: string,
  outcome: ActionOutcome,
  reason?: Decline,
): PaymentIntent {
  const { attempts, paymentIntents, paymentMethods } = context.account.state;
  const intent = paymentIntents.require(intentId);
  const attempt = attempts.get(intentId);
  if (intent.status !== 'requires_action' || !attempt) {
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent waits for no action: it has a status of ${intent.status}.`,
      { payment_intent: intent },
    );
  }
  const paymentMethod = paymentMethods.require(attempt.paymentMethod);
  const behaviour = behaviourOf(context, intent, paymentMethod, attempt.offSession);
  if (outcome !== 'succeed') {
    const usual = behaviour.action === 'challenge' ? authenticationFailed : attemptFailed;
    const decline = reason ?? (outcome === 'expire' ? attemptExpired : usual);
    return backToStart(context, intent, paymentMethod, decline).intent;
  }
  if (intent.confirmation_method === 'manual' && behaviour.action === 'challenge') {
    attempts.set(intentId, { ...attempt, authenticated: true });
    return paymentIntents.update(intentId, { status: 'requires_confirmation', next_action: null });
  }
  return carryOut(context, intent, attempt, asAuthenticated(behaviour)).intent;
}

/** The money moves, or is on its way, or does not come. */
function carryOut(
  context: Context,
  intent: PaymentIntent,
  attempt: Attempt,
  behaviour: Behaviour,
): AttemptResult {
  const { paymentIntents, paymentMethods } = context.account.state;
  const paymentMethod = paymentMethods.require(attempt.paymentMethod);
  const { processing = 0, decline } = behaviour;
  if (processing > 0) {
    const charge = createCharge(
      context,
      intent,
      paymentMethod,
      { behaviour, mandate: attempt.mandate },
      { status: 'pending', paid: false },
    );
    const underway = paymentIntents.update(intent.id, {
      status: 'processing',
      payment_method: paymentMethod.id,
      latest_charge: charge.id,
      last_payment_error: null,
      next_action: null,
    });
    emit(context, 'payment_intent.processing', underway);
    emit(context, 'charge.pending', charge);
    if (Number.isFinite(processing)) {
      schedule(context, processing, {
        kind: 'settle',
        id: intent.id,
        data: { attempt: attempt.id },
      });
    }
    return { intent: underway };
  }
  if (decline) return fail(context, intent, paymentMethod, behaviour, decline);
  return { intent: succeed(context, intent, paymentMethod, behaviour, attempt.mandate) };
}

/** The bank has had its say about what was `processing`. */
export function settle(context: Context, intent: PaymentIntent): PaymentIntent {
  const { attempts, charges, paymentMethods } = context.account.state;
  const attempt = attempts.get(intent.id);
  if (!attempt || intent.latest_charge === null) return intent;
  const paymentMethod = paymentMethods.require(attempt.paymentMethod);
  const behaviour = behaviourOf(context, intent, paymentMethod, attempt.offSession);
  const pending = charges.require(intent.latest_charge);
  return behaviour.decline
    ? fail(context, intent, paymentMethod, behaviour, behaviour.decline, pending).intent
    : succeed(context, intent, paymentMethod, behaviour, attempt.mandate, pending);
}
