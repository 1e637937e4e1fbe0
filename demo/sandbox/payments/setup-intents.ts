/** SetupIntents: a payment method made ready for later payments, without a payment. */
import type { Stripe } from 'stripe';
import { isRedirect } from './compatibility.ts';
import { paymentMethods as catalogue } from '../../../server/methods/index.ts';
import { pageUrl } from '../pages/urls.ts';
import {
  invalidRequest,
  StripeError,
  unexpectedState,
  type ErrorBody,
} from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newClientSecret, newId } from '../state/ids.ts';
import type { PaymentMethod, SetupIntent } from '../state/objects.ts';
import type { ActionOutcome } from './attempts.ts';
import type { Decline } from './behaviour.ts';
import { capabilitiesOf } from './capabilities.ts';
import { cardBehaviour } from './cards.ts';
import { configuredTypes, defaultConfiguration } from './configurations.ts';
import { redeemConfirmationToken } from './confirmation-tokens.ts';
import { mandateFor } from './mandates.ts';
import { methodBehaviour } from './methods/behaviours.ts';
import { mergeMetadata } from './parameters.ts';
import {
  attachPaymentMethod,
  createPaymentMethod,
  spentPaymentMethod,
  usePaymentMethod,
} from './payment-methods.ts';

type CreateParams = Read<Stripe.SetupIntentCreateParams>;
type ConfirmParams = Read<Stripe.SetupIntentConfirmParams>;

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
    payment_method_options: types.includes('card')
      ? {
          card: {
            mandate_options: null,
            network: null,
            request_three_d_secure:
              params.payment_method_options?.card?.request_three_d_secure ?? 'automatic',
          },
        }
      : {},
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

const changeable: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

export function updateSetupIntent(
  context: Context,
  intent: SetupIntent,
  params: Read<Stripe.SetupIntentUpdateParams>,
): SetupIntent {
  const { customers, setupIntents } = context.account.state;
  const frozen = Object.keys(params).find(
    (name) => !['description', 'expand', 'metadata'].includes(name),
  );
  if (frozen !== undefined && !changeable.includes(intent.status)) {
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

/** @throws {StripeError} 402 when the payment method says no: the intent has then moved on */
export function confirmSetupIntent(
  context: Context,
  intent: SetupIntent,
  params: ConfirmParams,
  origin: string,
  byPage = false,
): SetupIntent {
  const { account } = context;
  const { attempts, setupIntents } = account.state;
  if (!changeable.includes(intent.status)) {
    throw unexpectedState(
      'setup_intent',
      `You cannot confirm this SetupIntent because it has ${
        intent.status === 'succeeded' ? 'already succeeded' : `a status of ${intent.status}`
      }.`,
      { setup_intent: intent },
    );
  }
  const token =
    params.confirmation_token === undefined
      ? undefined
      : redeemConfirmationToken(context, params.confirmation_token, intent);
  const paymentMethod = token?.paymentMethod ?? methodToSetUp(context, intent, params);
  assertUsable(context, intent, paymentMethod);
  const returnUrl = params.return_url ?? token?.confirmationToken.return_url ?? null;
  if (returnUrl === null && !byPage && isRedirect(paymentMethod.type)) {
    throw invalidRequest(`A \`return_url\` must be specified to set up ${paymentMethod.type}.`, {
      code: 'setup_intent_invalid_parameter',
      param: 'return_url',
    });
  }
  const mandate = mandateFor(context, paymentMethod, {
    mandate: undefined,
    data: params.mandate_data ?? token?.confirmationToken.mandate_data,
    multiUse: true,
  });
  attempts.set(intent.id, {
    id: newId('attempt'),
    paymentMethod: paymentMethod.id,
    returnUrl,
    offSession: false,
    origin,
    mandate,
    authenticated: false,
    captures: 0,
  });
  const attempt = insertAttempt(context, intent, paymentMethod, 'requires_confirmation');
  const card = paymentMethod.card ?? account.state.linkCards.get(paymentMethod.id);
  const behaviour = card
    ? cardBehaviour(card, {
        offSession: false,
        setUp: false,
        requested: intent.payment_method_options?.card?.request_three_d_secure,
        use: 'setup',
      })
    : (methodBehaviour(paymentMethod, { options: {}, now: account.clock.now() }) ?? {});
  const stored = setupIntents.update(intent.id, {
    payment_method: paymentMethod.id,
    latest_attempt: attempt,
    last_setup_error: null,
  });
  const action = behaviour.action === 'instructions' ? undefined : behaviour.action;
  if (action) {
    const useStripeSdk = params.use_stripe_sdk ?? byPage;
    const waiting = setupIntents.update(intent.id, {
      status: 'requires_action',
      next_action: nextAction(context, stored, action, returnUrl, useStripeSdk, origin),
    });
    updateAttempt(context, waiting, 'requires_action');
    emit(context, 'setup_intent.requires_action', waiting);
    return waiting;
  }
  if (behaviour.decline && behaviour.processing === undefined) {
    const { error } = failSetup(context, stored, paymentMethod, behaviour.decline);
    throw new StripeError(402, { ...error, type: 'card_error' });
  }
  return succeedSetup(context, stored, paymentMethod);
}

function methodToSetUp(
  context: Context,
  intent: SetupIntent,
  params: ConfirmParams,
): PaymentMethod {
  if (params.payment_method_data) {
    return createPaymentMethod(context, params.payment_method_data, 'payment_method_data');
  }
  const id = params.payment_method ?? intent.payment_method;
  if (id !== null) return usePaymentMethod(context, id, 'payment_method');
  throw unexpectedState(
    'setup_intent',
    "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent " +
      'with a payment method and then confirm it again.',
    { setup_intent: intent },
  );
}

function assertUsable(
  { account }: Context,
  intent: SetupIntent,
  { id, type, customer }: PaymentMethod,
): void {
  if (account.state.spent.has(id)) throw spentPaymentMethod();
  if (!intent.payment_method_types.includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this SetupIntent. Please attach a ` +
        `PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}.`,
      { code: 'setup_intent_invalid_parameter', param: 'payment_method' },
    );
  }
  if (customer !== null && customer !== intent.customer) {
    throw invalidRequest(`The PaymentMethod ${id} belongs to another Customer.`, {
      code: 'setup_intent_invalid_parameter',
      param: 'payment_method',
    });
  }
}

function nextAction(
  { account }: Context,
  intent: SetupIntent,
  action: 'challenge' | 'redirect',
  returnUrl: string | null,
  useStripeSdk: boolean,
  origin: string,
): Stripe.SetupIntent.NextAction {
  const url = pageUrl(
    origin,
    action === 'challenge' ? 'challenge' : 'authorize',
    account.id,
    intent.id,
  );
  return action === 'challenge' && (useStripeSdk || returnUrl === null)
    ? {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: newId('src') },
      }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

/** Ends the action that a SetupIntent waits for. */
export function endSetupAction(
  context: Context,
  intentId: string,
  outcome: ActionOutcome,
): SetupIntent {
  const { attempts, paymentMethods, setupIntents } = context.account.state;
  const intent = setupIntents.require(intentId);
  const attempt = attempts.get(intentId);
  if (intent.status !== 'requires_action' || !attempt) {
    throw unexpectedState(
      'setup_intent',
      `This SetupIntent waits for no action: it has a status of ${intent.status}.`,
      { setup_intent: intent },
    );
  }
  const paymentMethod = paymentMethods.require(attempt.paymentMethod);
  if (outcome === 'succeed') return succeedSetup(context, intent, paymentMethod);
  return failSetup(context, intent, paymentMethod, {
    code: 'setup_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  }).intent;
}

function succeedSetup(
  context: Context,
  intent: SetupIntent,
  paymentMethod: PaymentMethod,
): SetupIntent {
  const { attempts, setUp, setupIntents } = context.account.state;
  if (intent.customer !== null) attachPaymentMethod(context, paymentMethod, intent.customer);
  setUp.add(paymentMethod.id);
  const done = setupIntents.update(intent.id, {
    status: 'succeeded',
    next_action: null,
    mandate: attempts.get(intent.id)?.mandate ?? null,
  });
  updateAttempt(context, done, 'succeeded');
  emit(context, 'setup_intent.succeeded', done);
  return done;
}

function failSetup(
  context: Context,
  intent: SetupIntent,
  paymentMethod: PaymentMethod,
  { code, message, decline_code, param }: Decline,
): { intent: SetupIntent; error: ErrorBody } {
  const details: Omit<ErrorBody, 'setup_intent' | 'payment_intent'> = {
    type: code.startsWith('setup_intent_') ? 'invalid_request_error' : 'card_error',
    code,
    message,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    ...(decline_code !== undefined && { decline_code }),
    ...(param !== undefined && { param }),
    payment_method: paymentMethod,
  };
  const failed = context.account.state.setupIntents.update(intent.id, {
    status: 'requires_payment_method',
    payment_method: null,
    last_setup_error: details,
    next_action: null,
  });
  updateAttempt(context, failed, 'failed', details);
  emit(context, 'setup_intent.setup_failed', failed);
  return { intent: failed, error: { ...details, setup_intent: failed } };
}

function insertAttempt(
  { account }: Context,
  intent: SetupIntent,
  paymentMethod: PaymentMethod,
  status: string,
): string {
  const card = paymentMethod.card;
  return account.state.setupAttempts.insert({
    id: newId('setatt'),
    object: 'setup_attempt',
    application: null,
    created: account.clock.now(),
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: paymentMethod.id,
    payment_method_details: card
      ? {
          card: {
            brand: card.brand,
            checks: card.checks,
            country: card.country,
            exp_month: card.exp_month,
            exp_year: card.exp_year,
            fingerprint: card.fingerprint ?? null,
            funding: card.funding,
            last4: card.last4,
            network: card.networks?.available[0] ?? null,
            three_d_secure: null,
            wallet: null,
          },
          type: 'card',
        }
      : { type: paymentMethod.type },
    setup_error: null,
    setup_intent: intent.id,
    status,
    usage: intent.usage,
  }).id;
}

function updateAttempt(
  { account }: Context,
  { latest_attempt }: SetupIntent,
  status: string,
  setup_error: Stripe.SetupAttempt.SetupError | null = null,
): void {
  if (latest_attempt !== null) {
    account.state.setupAttempts.update(latest_attempt, { status, setup_error });
  }
}

export function cancelSetupIntent(
  context: Context,
  intent: SetupIntent,
  reason: SetupIntent['cancellation_reason'],
): SetupIntent {
  if (!changeable.includes(intent.status)) {
    throw unexpectedState(
      'setup_intent',
      `You cannot cancel this SetupIntent because it has a status of ${intent.status}. Only a ` +
        `SetupIntent with one of the following statuses may be canceled: ${changeable.join(', ')}.`,
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
