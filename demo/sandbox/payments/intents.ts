import type { Stripe } from 'stripe';
import type { Read } from '../protocol/operations.ts';
import { unexpectedState } from '../protocol/errors.ts';
import { emit, type Context } from '../state/events.ts';
import { newClientSecret, newId } from '../state/ids.ts';
import type { PaymentIntent, PaymentMethod } from '../state/objects.ts';
import { newCharge } from './charges.ts';
import { usePaymentMethod } from './payment-methods.ts';

export function createPaymentIntent(
  context: Context,
  params: Read<Stripe.PaymentIntentCreateParams>,
): PaymentIntent {
  const id = newId('pi');
  const paymentMethod = params.payment_method
    ? usePaymentMethod(context, params.payment_method, 'payment_method')
    : null;
  const intent = context.account.state.paymentIntents.insert({
    id,
    object: 'payment_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount: params.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: newClientSecret(id),
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: context.account.clock.now(),
    currency: params.currency.toLowerCase(),
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: paymentMethod?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: params.allowed_payment_method_types ?? ['card'],
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    transfer_group: params.transfer_group ?? null,
  });
  emit(context, 'payment_intent.created', intent);
  return params.confirm ? confirmPaymentIntent(context, intent, {}) : intent;
}

export function confirmPaymentIntent(
  context: Context,
  intent: PaymentIntent,
  params: Read<Stripe.PaymentIntentConfirmParams>,
): PaymentIntent {
  if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
    throw unexpectedState(
      'payment_intent',
      intent.status === 'succeeded'
        ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
        : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      { payment_intent: intent },
    );
  }
  const named = params.payment_method ?? intent.payment_method;
  if (named === null) {
    throw unexpectedState(
      'payment_intent',
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either " +
        'update the PaymentIntent with a payment method and then confirm it again, or confirm it ' +
        'again directly with a payment method or ConfirmationToken.',
      { payment_intent: intent },
    );
  }
  const paymentMethod = usePaymentMethod(context, named, 'payment_method');
  return settle(context, intent, paymentMethod);
}

function settle(
  context: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
): PaymentIntent {
  const { charges, paymentIntents } = context.account.state;
  const held = intent.capture_method === 'manual';
  const charge = charges.insert(
    newCharge(context, intent, paymentMethod, {
      status: 'succeeded',
      paid: true,
      captured: !held,
      amount_captured: held ? 0 : intent.amount,
    }),
  );
  const settled = paymentIntents.update(intent.id, {
    payment_method: paymentMethod.id,
    latest_charge: charge.id,
    status: held ? 'requires_capture' : 'succeeded',
    amount_capturable: held ? intent.amount : 0,
    amount_received: held ? 0 : intent.amount,
  });
  emit(context, 'charge.succeeded', charge);
  emit(
    context,
    held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded',
    settled,
  );
  return settled;
}

export function capturePaymentIntent(
  context: Context,
  intent: PaymentIntent,
  params: Read<Stripe.PaymentIntentCaptureParams>,
): PaymentIntent {
  const { charges, paymentIntents } = context.account.state;
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) {
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a ` +
        'PaymentIntent with one of the following statuses may be captured: requires_capture.',
      { payment_intent: intent },
    );
  }
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  const charge = charges.update(intent.latest_charge, { captured: true, amount_captured: amount });
  const captured = paymentIntents.update(intent.id, {
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
  });
  emit(context, 'charge.captured', charge);
  emit(context, 'payment_intent.succeeded', captured);
  return captured;
}

export function cancelPaymentIntent(
  context: Context,
  intent: PaymentIntent,
  params: Read<Stripe.PaymentIntentCancelParams>,
): PaymentIntent {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw unexpectedState(
      'payment_intent',
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a ` +
        'PaymentIntent with one of the following statuses may be canceled: requires_payment_method, ' +
        'requires_capture, requires_confirmation, requires_action, processing.',
      { payment_intent: intent },
    );
  }
  const canceled = context.account.state.paymentIntents.update(intent.id, {
    status: 'canceled',
    canceled_at: context.account.clock.now(),
    cancellation_reason: params.cancellation_reason ?? null,
    amount_capturable: 0,
    next_action: null,
  });
  emit(context, 'payment_intent.canceled', canceled);
  return canceled;
}
