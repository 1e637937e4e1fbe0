/** How an attempt to pay an intent ends: the money is there, or held, or the intent is back where it was. */
import type { ErrorBody } from '../protocol/errors.ts';
import { emit, type Context } from '../state/events.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../state/objects.ts';
import type { Behaviour, Decline } from './behaviour.ts';
import { createCharge, outcomeOf } from './charges.ts';
import { attachPaymentMethod } from './payment-methods.ts';
import { schedule } from './schedule.ts';
import { scheduleAftermath, settleFunds } from './settlement.ts';

/** Why an attempt failed, as the call that caused it should say; undefined when it did not. */
export interface AttemptResult {
  intent: PaymentIntent;
  error?: ErrorBody;
}

/** After the bank has been asked, how long the funds take to show up in the balance. */
const fundsAfter = 1;
export const attemptFailed: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed.',
};

const isHeld = (intent: PaymentIntent, type: string): boolean => {
  if (intent.capture_method === 'manual') return true;
  const options = intent.payment_method_options as Readonly<
    Record<string, { capture_method?: string } | undefined>
  > | null;
  return options?.[type]?.capture_method === 'manual';
};

export function succeed(
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

export function fail(
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

/** Banks' reasons that only a charge gives; the intent just says that the attempt failed. */
const reasonsOfCharges: ReadonlySet<string> = new Set([
  'charge_exceeds_weekly_limit',
  'generic_could_not_process',
  'invalid_currency',
]);

/** The intent waits for another payment method, and says why. */
export function backToStart(
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
