/** PaymentIntents before and beside their confirmation: created, changed, canceled. */
import type { Stripe } from 'stripe';
import { missingParameter, unexpectedState } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newClientSecret, newId } from '../state/ids.ts';
import type { PaymentIntent } from '../state/objects.ts';
import { unapplyCashBalance } from './cash-balance.ts';
import { defaultConfiguration } from './configurations.ts';
import { confirmPaymentIntent } from './confirmation.ts';
import {
  allowedTypes,
  assertAmount,
  assertOneSelection,
  assertOnlyWithConfirm,
  methodOf,
  shippingOf,
  typesOf,
} from './intent-parameters.ts';
import { mergeMethodOptions } from './method-options.ts';
import { defined, mergeMetadata } from './parameters.ts';

type CreateParams = Read<Stripe.PaymentIntentCreateParams>;
type UpdateParams = Read<Stripe.PaymentIntentUpdateParams>;

export function createPaymentIntent(
  context: Context,
  params: CreateParams,
  origin: string,
): PaymentIntent {
  const { account } = context;
  assertOneSelection(params);
  const currency = params.currency.toLowerCase();
  assertAmount(params.amount, currency);
  if (params.customer !== undefined) account.state.customers.require(params.customer, 'customer');
  if (!params.confirm) assertOnlyWithConfirm(params);

  const allowed = allowedTypes(params);
  const automatic = allowed ? null : (params.automatic_payment_methods ?? { enabled: true });
  const configuration =
    params.payment_method_configuration === undefined
      ? defaultConfiguration(context)
      : account.state.paymentMethodConfigurations.require(
          params.payment_method_configuration,
          'payment_method_configuration',
        );
  const id = newId('pi');
  const draft: PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: allowed,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic?.enabled
      ? { allow_redirects: automatic.allow_redirects ?? 'always', enabled: true }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: newClientSecret(id),
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: account.clock.now(),
    currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: mergeMetadata(null, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: allowed ? null : { id: configuration.id, parent: null },
    payment_method_options: {},
    payment_method_types: [],
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: shippingOf(params.shipping),
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  };
  const types = typesOf(context, draft);
  const options = mergeMethodOptions(types, null, params.payment_method_options);
  const paymentMethod = methodOf(context, params);
  const intent = account.state.paymentIntents.insert({
    ...draft,
    payment_method_types: types,
    payment_method_options: options,
    payment_method: paymentMethod,
    status: paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
  });
  emit(context, 'payment_intent.created', intent);
  if (!params.confirm) return intent;
  const { payment_method: _, payment_method_data: __, ...confirmation } = params;
  return confirmPaymentIntent(
    context,
    intent,
    { ...confirmation, off_session: params.off_session ?? false },
    origin,
  );
}

/** In these an intent can still be changed. */
const changeable: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

/** What decides which payment methods an intent has. */
const selective = [
  'allowed_payment_method_types',
  'amount',
  'capture_method',
  'currency',
  'excluded_payment_method_types',
  'setup_future_usage',
  'shipping',
] as const;

/** What may be changed in any state. */
const harmless: readonly string[] = [
  'description',
  'expand',
  'metadata',
  'receipt_email',
  'shipping',
  'transfer_group',
];

export function updatePaymentIntent(
  context: Context,
  intent: PaymentIntent,
  params: UpdateParams,
): PaymentIntent {
  assertOneSelection(params);
  const frozen = Object.keys(params).find((name) => !harmless.includes(name));
  if (frozen !== undefined && !changeable.includes(intent.status)) {
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent's ${frozen} could not be updated because it has a status of ${intent.status}. ` +
        `You may only update the ${frozen} of a PaymentIntent with one of the following statuses: ` +
        `${changeable.join(', ')}.`,
      { payment_intent: intent, param: frozen },
    );
  }
  const changed = applyChanges(context, intent, params);
  const paymentMethod = methodOf(context, params);
  // A new payment method, or none of the offered types, takes an intent back to before its confirmation.
  const method = paymentMethod ?? changed.payment_method;
  return context.account.state.paymentIntents.update(intent.id, {
    ...changed,
    ...(frozen !== undefined && {
      last_payment_error: null,
      ...(paymentMethod !== null && { payment_method: paymentMethod, next_action: null }),
      status:
        intent.status === 'requires_action' && paymentMethod === null
          ? 'requires_action'
          : method === null
            ? 'requires_payment_method'
            : 'requires_confirmation',
    }),
  });
}

/** The intent with what an update or a confirmation says about it; nothing is stored. */
export function applyChanges(
  context: Context,
  intent: PaymentIntent,
  params: UpdateParams | Read<Stripe.PaymentIntentConfirmParams>,
): PaymentIntent {
  const currency = 'currency' in params ? params.currency.toLowerCase() : intent.currency;
  const amount = 'amount' in params ? params.amount : intent.amount;
  if (amount !== intent.amount || currency !== intent.currency) assertAmount(amount, currency);
  if ('customer' in params) {
    context.account.state.customers.require(params.customer, 'customer');
  }
  if (params.allowed_payment_method_types?.length === 0) {
    throw missingParameter('allowed_payment_method_types');
  }
  const { shipping } = params;
  const draft: PaymentIntent = {
    ...intent,
    amount,
    currency,
    ...defined({
      capture_method: params.capture_method,
      receipt_email: params.receipt_email,
      setup_future_usage: params.setup_future_usage,
      excluded_payment_method_types: params.excluded_payment_method_types,
    }),
    ...('description' in params && { description: params.description ?? null }),
    ...('customer' in params && { customer: params.customer ?? null }),
    ...('statement_descriptor' in params && {
      statement_descriptor: params.statement_descriptor ?? null,
    }),
    ...('statement_descriptor_suffix' in params && {
      statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    }),
    ...('transfer_group' in params && { transfer_group: params.transfer_group ?? null }),
    ...('metadata' in params && { metadata: mergeMetadata(intent.metadata, params.metadata) }),
    ...(shipping !== undefined && { shipping: shippingOf(shipping) }),
    ...(params.allowed_payment_method_types && {
      allowed_payment_method_types: params.allowed_payment_method_types,
      automatic_payment_methods: null,
      excluded_payment_method_types: null,
      payment_method_configuration_details: null,
    }),
  };
  const decisive = selective.some((name) => name in params);
  const types = decisive ? typesOf(context, draft) : intent.payment_method_types;
  return {
    ...draft,
    payment_method_types: types,
    payment_method_options: mergeMethodOptions(
      types,
      draft.payment_method_options,
      params.payment_method_options,
    ),
  };
}

const cancelable: readonly string[] = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

export function cancelPaymentIntent(
  context: Context,
  intent: PaymentIntent,
  reason: PaymentIntent['cancellation_reason'],
): PaymentIntent {
  if (!cancelable.includes(intent.status)) {
    throw unexpectedState(
      'payment_intent',
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a ` +
        `PaymentIntent with one of the following statuses may be canceled: ${cancelable.join(', ')}.`,
      { payment_intent: intent },
    );
  }
  const { charges, paymentIntents } = context.account.state;
  if (intent.status === 'processing' && intent.latest_charge !== null) {
    const failed = charges.update(intent.latest_charge, {
      status: 'failed',
      failure_code: 'payment_intent_canceled',
      failure_message: 'The payment was canceled.',
    });
    emit(context, 'charge.failed', failed);
  }
  unapplyCashBalance(context, intent);
  const canceled = paymentIntents.update(intent.id, {
    status: 'canceled',
    canceled_at: context.account.clock.now(),
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  });
  emit(context, 'payment_intent.canceled', canceled);
  return canceled;
}
