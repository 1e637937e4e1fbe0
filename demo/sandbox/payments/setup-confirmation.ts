/** The confirmation of a SetupIntent: what it says, whether it may, what the shopper has to do, the end. */
import type { Stripe } from 'stripe';
import { pageUrl } from '../pages/urls.ts';
import {
  invalidRequest,
  StripeError,
  unexpectedState,
  type ErrorBody,
} from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethod, SetupIntent } from '../state/objects.ts';
import type { ActionOutcome } from './attempts.ts';
import type { ActionContext, Behaviour, Decline } from './behaviour.ts';
import { cardBehaviour } from './cards.ts';
import { isRedirect } from './compatibility.ts';
import { redeemConfirmationToken } from './confirmation-tokens.ts';
import { mandateFor } from './mandates.ts';
import { methodBehaviour } from './methods/behaviours.ts';
import {
  attachPaymentMethod,
  createPaymentMethod,
  spentPaymentMethod,
  usePaymentMethod,
} from './payment-methods.ts';
import { recordAttempt, updateAttempt } from './setup-attempts.ts';

type ConfirmParams = Read<Stripe.SetupIntentConfirmParams>;

/** In these a SetupIntent can still be changed, confirmed and canceled. */
export const unsettled: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

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
  if (!unsettled.includes(intent.status)) {
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
  const attempt = recordAttempt(context, intent, paymentMethod, 'requires_confirmation');
  const behaviour = behaviourOf(context, intent, paymentMethod);
  const stored = setupIntents.update(intent.id, {
    payment_method: paymentMethod.id,
    latest_attempt: attempt,
    last_setup_error: null,
  });
  const next_action = nextAction(context, stored, behaviour, {
    paymentMethod,
    returnUrl,
    origin,
    useStripeSdk: params.use_stripe_sdk ?? byPage,
  });
  if (next_action) {
    const waiting = setupIntents.update(intent.id, { status: 'requires_action', next_action });
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

function behaviourOf(
  { account }: Context,
  { payment_method_options: options }: SetupIntent,
  paymentMethod: PaymentMethod,
): Behaviour {
  const card = paymentMethod.card ?? account.state.linkCards.get(paymentMethod.id);
  if (card) {
    return cardBehaviour(card, {
      offSession: false,
      setUp: false,
      requested: options?.card?.request_three_d_secure,
      use: 'setup',
    });
  }
  const { acss_debit, us_bank_account } = options ?? {};
  const terms = {
    options: {
      ...(acss_debit && { acss_debit: verificationIn(acss_debit) }),
      ...(us_bank_account && { us_bank_account: verificationIn(us_bank_account) }),
    },
    now: account.clock.now(),
    verified: account.state.setUp.has(paymentMethod.id),
  };
  return methodBehaviour(paymentMethod, terms) ?? {};
}

const verificationIn = ({ verification_method: method }: { verification_method?: string }) =>
  method === undefined ? {} : { verification_method: method };

/** Nothing is paid here, so there are no instructions to pay by, but some to verify an account by. */
function nextAction(
  { account }: Context,
  intent: SetupIntent,
  { action, nextAction: build }: Behaviour,
  terms: Pick<ActionContext, 'paymentMethod' | 'returnUrl' | 'origin'> & { useStripeSdk: boolean },
): Stripe.SetupIntent.NextAction | undefined {
  const { returnUrl, origin, useStripeSdk } = terms;
  if (action === undefined) return undefined;
  if (action === 'instructions') {
    const context = { intent, ...terms, accountId: account.id, now: account.clock.now() };
    const { verify_with_microdeposits } = build?.(context) ?? {};
    return verify_with_microdeposits && { type: verification, verify_with_microdeposits };
  }
  const page = action === 'challenge' ? 'challenge' : 'authorize';
  const url = pageUrl(origin, page, account.id, intent.id);
  return action === 'challenge' && (useStripeSdk || returnUrl === null)
    ? {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: newId('src') },
      }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

const verification = 'verify_with_microdeposits';

/**
 * Ends the action that a SetupIntent waits for.
 * @param decline why it failed, if it did
 */
export function endSetupAction(
  context: Context,
  intentId: string,
  outcome: ActionOutcome,
  decline: Decline = authenticationFailed,
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
  return failSetup(context, intent, paymentMethod, decline).intent;
}

const authenticationFailed: Decline = {
  code: 'setup_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

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
