/** SetupIntents: a payment method made ready for later payments, without a payment. */
import type { Stripe } from 'stripe';
import { paymentMethods as catalogue } from '../../../server/methods/index.ts';
import { invalidRequest, unexpectedState } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newClientSecret, newId } from '../state/ids.ts';
import type { SetupIntent } from '../state/objects.ts';
import { capabilitiesOf } from './capabilities.ts';
import { configuredTypes, defaultConfiguration } from './configurations.ts';
import { mergeMetadata } from './parameters.ts';
import { createPaymentMethod, usePaymentMethod } from './payment-methods.ts';
import { confirmSetupIntent, unsettled } from './setup-confirmation.ts';

type CreateParams = Read<Stripe.SetupIntentCreateParams>;

/** Setting up needs methods that can be stored at all. */
export function savableTypes(context: Context, allowed: readonly string[] | null): string[] {
  const capabilities = capabilitiesOf(context.account);
  const configured = configuredTypes(context, defaultConfiguration(context).id);
  const types = [...catalogue.values()]
    .filter(
      ({ type, savable, unavailable, capabilities: names }) =>
        (allowed ? allowed.includes(type) : configured.has(type)) &&
        savable &&
        unavailable === undefined &&
        (names.length === 0 || names.some((name) => capabilities[name] === 'active')),
    )
    .map(({ type }) => type);
  if (types.length > 0) return types;
  throw invalidRequest(
    'No valid payment method types for this Setup Intent. Please ensure that you have activated ' +
      'payment methods in your dashboard (https://dashboard.stripe.com/settings/payment_methods) or ' +
      'specify allowed_payment_method_types.',
    { param: 'allowed_payment_method_types' },
  );
}

export function createSetupIntent(
  context: Context,
  params: CreateParams & { payment_method_types?: string[] },
  origin: string,
): SetupIntent {
  const { account } = context;
  if (params.customer !== undefined) account.state.customers.require(params.customer, 'customer');
  const allowed = params.allowed_payment_method_types ?? params.payment_method_types ?? null;
  const id = newId('seti');
  const types = savableTypes(context, allowed);
  const paymentMethod = params.payment_method_data
    ? createPaymentMethod(context, params.payment_method_data, 'payment_method_data')
    : params.payment_method === undefined
      ? null
      : usePaymentMethod(context, params.payment_method, 'payment_method');
  const intent = account.state.setupIntents.insert({
    id,
    object: 'setup_intent',
    allowed_payment_method_types: allowed,
    application: null,
    automatic_payment_methods: allowed
      ? null
      : {
          allow_redirects: params.automatic_payment_methods?.allow_redirects ?? 'always',
          enabled: params.automatic_payment_methods?.enabled ?? true,
        },
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: account.clock.now(),
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata(null, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: paymentMethod?.id ?? null,
    payment_method_configuration_details: allowed
      ? null
      : { id: defaultConfiguration(context).id, parent: null },
    payment_method_options: optionsOf(types, params.payment_method_options),
    payment_method_types: types,
    single_use_mandate: null,
    status: paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    usage: params.usage ?? 'off_session',
  });
  emit(context, 'setup_intent.created', intent);
  if (!params.confirm) return intent;
  const { payment_method: _, payment_method_data: __, ...confirmation } = params;
  return confirmSetupIntent(context, intent, confirmation, origin);
}

type Options = Stripe.SetupIntent.PaymentMethodOptions;

/** What was asked for, in the shape in which it is shown: `card` shows its options always. */
function optionsOf(
  types: readonly string[],
  asked: CreateParams['payment_method_options'],
): Options {
  const { card, acss_debit, us_bank_account } = asked ?? {};
  const verification = (given: { verification_method?: string } | undefined) =>
    given?.verification_method === undefined
      ? {}
      : { verification_method: given.verification_method };
  return {
    ...(types.includes('card') && {
      card: {
        mandate_options: null,
        network: null,
        request_three_d_secure: card?.request_three_d_secure ?? 'automatic',
      },
    }),
    ...(acss_debit && {
      acss_debit: { currency: acss_debit.currency ?? null, ...verification(acss_debit) },
    }),
    ...(us_bank_account && { us_bank_account: verification(us_bank_account) }),
  };
}

export function updateSetupIntent(
  context: Context,
  intent: SetupIntent,
  params: Read<Stripe.SetupIntentUpdateParams>,
): SetupIntent {
  const { customers, setupIntents } = context.account.state;
  const frozen = Object.keys(params).find(
    (name) => !['description', 'expand', 'metadata'].includes(name),
  );
  if (frozen !== undefined && !unsettled.includes(intent.status)) {
    throw unexpectedState(
      'setup_intent',
      `This SetupIntent's ${frozen} could not be updated because it has a status of ${intent.status}.`,
      { setup_intent: intent },
    );
  }
  if (params.customer !== undefined) customers.require(params.customer, 'customer');
  const allowed = params.allowed_payment_method_types;
  const paymentMethod =
    params.payment_method === undefined
      ? intent.payment_method
      : usePaymentMethod(context, params.payment_method, 'payment_method').id;
  return setupIntents.update(intent.id, {
    metadata: mergeMetadata(intent.metadata, params.metadata),
    ...(params.description !== undefined && { description: params.description }),
    ...(params.customer !== undefined && { customer: params.customer }),
    ...(allowed && {
      allowed_payment_method_types: allowed,
      automatic_payment_methods: null,
      payment_method_types: savableTypes(context, allowed),
    }),
    ...(params.payment_method !== undefined && {
      payment_method: paymentMethod,
      status: 'requires_confirmation',
      next_action: null,
    }),
  });
}

export function cancelSetupIntent(
  context: Context,
  intent: SetupIntent,
  reason: SetupIntent['cancellation_reason'],
): SetupIntent {
  if (!unsettled.includes(intent.status)) {
    throw unexpectedState(
      'setup_intent',
      `You cannot cancel this SetupIntent because it has a status of ${intent.status}. Only a ` +
        `SetupIntent with one of the following statuses may be canceled: ${unsettled.join(', ')}.`,
      { setup_intent: intent },
    );
  }
  const canceled = context.account.state.setupIntents.update(intent.id, {
    status: 'canceled',
    cancellation_reason: reason,
    next_action: null,
  });
  emit(context, 'setup_intent.canceled', canceled);
  return canceled;
}
