/**
 * One attempt to pay an intent: what the shopper has to do, and what becomes of the money. The states
 * and the order of events are Stripe's.
 *
 * @see https://docs.stripe.com/payments/paymentintents/lifecycle
 */
import type { Stripe } from 'stripe';
import { pageUrl } from '../pages/urls.ts';
import { unexpectedState, type ErrorBody } from '../protocol/errors.ts';
import type { Attempt } from '../state/account-state.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../state/objects.ts';
import { moveMoney } from './balance.ts';
import type { Behaviour, Decline } from './behaviour.ts';
import { cardBehaviour } from './cards.ts';
import { createCharge, outcomeOf } from './charges.ts';
import { methodBehaviour } from './methods/behaviours.ts';
import { attachPaymentMethod } from './payment-methods.ts';
import { schedule } from './schedule.ts';

/** Why an attempt failed, as the call that caused it should say; undefined when it did not. */
export interface AttemptResult {
  intent: PaymentIntent;
  error?: ErrorBody;
}

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

/** After the bank has been asked, how long the funds take to show up in the balance. */
const fundsAfter = 1;
/** At once, but after the answer. Stripe takes half a second; its CLI counts on it when it triggers disputes. */
const aftermathAfter = 0;

const authenticationFailed: Decline = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

const attemptFailed: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed.',
};

const attemptExpired: Decline = {
  code: 'payment_intent_payment_attempt_expired',
  message: 'The payment attempt expired before the customer completed it.',
};

const isHeld = (intent: PaymentIntent, type: string): boolean => {
  if (intent.capture_method === 'manual') return true;
  const options = intent.payment_method_options as Readonly<
    Record<string, { capture_method?: string } | undefined>
  > | null;
  return options?.[type]?.capture_method === 'manual';
};

function behaviourOf(
  { account }: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
  offSession: boolean,
): Behaviour {
  const options = intent.payment_method_options ?? {};
  const card = paymentMethod.card ?? account.state.linkCards.get(paymentMethod.id);
  if (card) {
    return cardBehaviour(card, {
      offSession,
      setUp: account.state.setUp.has(paymentMethod.id),
      requested: options.card?.request_three_d_secure,
      use: 'charge',
    });
  }
  const behaviour = methodBehaviour(paymentMethod, {
    options,
    now: account.clock.now(),
    verified: account.state.setUp.has(paymentMethod.id),
  });
  if (!behaviour) throw new Error(`the sandbox does not play ${paymentMethod.type}`);
  return behaviour;
}

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
    return failWithoutCharge(context, intent, paymentMethod, decline);
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

function succeed(
  context: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
  behaviour: Behaviour,
  mandate: string | null,
  pending?: Charge,
): PaymentIntent {
  const { account } = context;
  const { charges, paymentIntents } = account.state;
  const held = behaviour.hold !== undefined && isHeld(intent, paymentMethod.type);
  const captureBefore = held ? account.clock.now() + (behaviour.hold ?? 0) : undefined;
  const taken: Pick<Charge, 'status' | 'paid' | 'captured' | 'amount_captured'> = {
    status: 'succeeded',
    paid: true,
    captured: !held,
    amount_captured: held ? 0 : intent.amount,
  };
  const charge = pending
    ? charges.update(pending.id, taken)
    : createCharge(context, intent, paymentMethod, { behaviour, mandate, captureBefore }, taken);
  // The funds of `automatic_async` show up a moment later: until then nobody knows the fee.
  const settled =
    held || intent.capture_method === 'automatic_async' ? charge : settleFunds(context, charge);
  const paid = paymentIntents.update(intent.id, {
    status: held ? 'requires_capture' : 'succeeded',
    amount_capturable: held ? intent.amount : 0,
    amount_received: held ? 0 : intent.amount,
    latest_charge: charge.id,
    payment_method: paymentMethod.id,
    last_payment_error: null,
    next_action: null,
  });
  keepPaymentMethod(context, paid, paymentMethod);
  emit(context, 'charge.succeeded', settled);
  emit(
    context,
    held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded',
    paid,
  );
  if (held) {
    schedule(context, behaviour.hold ?? 0, { kind: 'expire_hold', id: intent.id });
    return paid;
  }
  if (intent.capture_method === 'automatic_async') {
    schedule(context, fundsAfter, { kind: 'settle_funds', id: charge.id });
  }
  scheduleAftermath(context, charge.id, behaviour);
  return paid;
}

/** Stores it for the customer if that was asked for; else it can't be used a second time. */
function keepPaymentMethod(
  context: Context,
  { customer, setup_future_usage, payment_method_options }: PaymentIntent,
  paymentMethod: PaymentMethod,
): void {
  const { setUp, spent } = context.account.state;
  const options = payment_method_options as Readonly<
    Record<string, { setup_future_usage?: string } | undefined>
  > | null;
  const usage = options?.[paymentMethod.type]?.setup_future_usage ?? setup_future_usage;
  const keep = usage !== null && usage !== 'none';
  if (keep && customer !== null && paymentMethod.customer === null) {
    attachPaymentMethod(context, paymentMethod, customer);
  }
  if (usage === 'off_session') setUp.add(paymentMethod.id);
  if (paymentMethod.customer === null && !(keep && customer !== null)) spent.add(paymentMethod.id);
}

/** The charge with the transaction by which its money reached the balance. */
export function settleFunds(context: Context, charge: Charge): Charge {
  const { charges } = context.account.state;
  const { available = false } = behaviourOfCharge(context, charge);
  const { id } = moveMoney(context, charge, {
    type: 'charge',
    amount: charge.amount_captured,
    source: charge.id,
    available,
  });
  return charges.update(charge.id, { balance_transaction: id });
}

/** How the method behaves that a charge was paid with. */
export function behaviourOfCharge(context: Context, charge: Charge): Behaviour {
  const { paymentIntents, paymentMethods, attempts } = context.account.state;
  const paymentMethod = paymentMethods.get(charge.payment_method ?? '');
  const intent = paymentIntents.get(charge.payment_intent ?? '');
  if (!paymentMethod || !intent) return {};
  const offSession = attempts.get(intent.id)?.offSession ?? false;
  const { decline: _, ...behaviour } = behaviourOf(context, intent, paymentMethod, offSession);
  return behaviour;
}

export function scheduleAftermath(context: Context, chargeId: string, behaviour: Behaviour): void {
  for (const aftermath of [behaviour.aftermath ?? []].flat()) {
    schedule(context, aftermathAfter, {
      kind: 'aftermath',
      id: chargeId,
      data: { ...aftermath },
    });
  }
}

function fail(
  context: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
  behaviour: Behaviour,
  decline: Decline,
  pending?: Charge,
): AttemptResult {
  const { charges } = context.account.state;
  const charge = pending
    ? charges.update(pending.id, {
        status: 'failed',
        paid: false,
        failure_code: decline.code,
        failure_message: decline.message,
        outcome: outcomeOf({ behaviour, decline }),
      })
    : createCharge(
        context,
        intent,
        paymentMethod,
        { behaviour, decline, mandate: null },
        { status: 'failed' },
      );
  emit(context, 'charge.failed', charge);
  return backToStart(context, intent, paymentMethod, decline, charge);
}

const failWithoutCharge = (
  context: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
  decline: Decline,
): PaymentIntent => backToStart(context, intent, paymentMethod, decline).intent;

/** Banks' reasons that only a charge gives; the intent just says that the attempt failed. */
const reasonsOfCharges: ReadonlySet<string> = new Set([
  'charge_exceeds_weekly_limit',
  'generic_could_not_process',
  'invalid_currency',
]);

/** The intent waits for another payment method, and says why. */
function backToStart(
  context: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
  { code: reason, message, decline_code, advice_code, network_decline_code, param }: Decline,
  charge?: Charge,
): AttemptResult {
  const code = reasonsOfCharges.has(reason) ? attemptFailed.code : reason;
  const details: Omit<ErrorBody, 'payment_intent'> = {
    type: code.startsWith('payment_intent_') ? 'invalid_request_error' : 'card_error',
    code,
    message,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    ...(charge && { charge: charge.id }),
    ...(decline_code !== undefined && { decline_code }),
    ...(advice_code !== undefined && { advice_code }),
    ...(network_decline_code !== undefined && { network_decline_code }),
    ...(param !== undefined && { param }),
    payment_method: paymentMethod,
  };
  const failed = context.account.state.paymentIntents.update(intent.id, {
    status: 'requires_payment_method',
    payment_method: null,
    ...(charge && { latest_charge: charge.id }),
    last_payment_error: details,
    next_action: null,
  });
  emit(context, 'payment_intent.payment_failed', failed);
  return { intent: failed, error: { ...details, payment_intent: failed } };
}
