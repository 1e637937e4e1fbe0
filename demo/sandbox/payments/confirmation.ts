/** The confirmation of a PaymentIntent: what it says, whether it may, and then the attempt. */
import type { Stripe } from 'stripe';
import { invalidRequest, StripeError, unexpectedState } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import type { Context } from '../state/events.ts';
import type { PaymentIntent, PaymentMethod } from '../state/objects.ts';
import { attemptPayment } from './attempts.ts';
import { payFromCashBalance } from './cash-balance.ts';
import { isRedirect } from './compatibility.ts';
import { redeemConfirmationToken } from './confirmation-tokens.ts';
import { applyChanges } from './intents.ts';
import { mandateFor } from './mandates.ts';
import { createPaymentMethod, spentPaymentMethod, usePaymentMethod } from './payment-methods.ts';

export type ConfirmParams = Read<Stripe.PaymentIntentConfirmParams>;

const confirmable: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

/** @throws {StripeError} 402 when the payment method says no: the intent has then moved on */
export function confirmPaymentIntent(
  context: Context,
  intent: PaymentIntent,
  params: ConfirmParams,
  origin: string,
  byPage = false,
): PaymentIntent {
  assertConfirmable(intent, params, byPage);
  const token =
    params.confirmation_token === undefined
      ? undefined
      : redeemConfirmationToken(
          context,
          params.confirmation_token,
          applyChanges(context, intent, params),
        );
  const changed = applyChanges(context, intent, withToken(params, token?.confirmationToken));
  const paymentMethod = token?.paymentMethod ?? paymentMethodOf(context, changed, params);
  assertAllowed(context, changed, paymentMethod);
  const returnUrl = params.return_url ?? token?.confirmationToken.return_url ?? null;
  assertReturnUrl(changed, paymentMethod, returnUrl, byPage);
  const mandate = mandateFor(context, paymentMethod, {
    mandate: params.mandate,
    data: params.mandate_data ?? token?.confirmationToken.mandate_data,
    singleUse: { amount: changed.amount, currency: changed.currency },
    multiUse: changed.setup_future_usage === 'off_session',
  });
  const stored = context.account.state.paymentIntents.update(intent.id, {
    ...changed,
    status: 'requires_confirmation',
    payment_method: paymentMethod.id,
    next_action: null,
  });
  const { intent: attempted, error } = attemptPayment(context, stored, {
    paymentMethod,
    returnUrl,
    offSession: Boolean(params.off_session),
    useStripeSdk: params.use_stripe_sdk ?? token?.confirmationToken.use_stripe_sdk ?? byPage,
    errorOnRequiresAction: params.error_on_requires_action ?? false,
    origin,
    mandate,
  });
  if (error) throw new StripeError(402, { ...error, type: 'card_error' });
  return payFromCashBalance(context, attempted);
}

function assertConfirmable(intent: PaymentIntent, params: ConfirmParams, byPage: boolean): void {
  if (!confirmable.includes(intent.status)) {
    const because =
      intent.status === 'succeeded'
        ? 'it has already succeeded after being previously confirmed.'
        : `it has a status of ${intent.status}. Only a PaymentIntent with one of the following ` +
          `statuses may be confirmed: ${confirmable.join(', ')}.`;
    throw unexpectedState(
      'payment_intent',
      `You cannot confirm this PaymentIntent because ${because}`,
      { payment_intent: intent },
    );
  }
  if (byPage && intent.confirmation_method === 'manual') {
    throw invalidRequest(
      'This PaymentIntent cannot be confirmed using your publishable key because its ' +
        '`confirmation_method` is set to `manual`. Please use your secret key instead, or create a ' +
        'PaymentIntent with `confirmation_method` set to `automatic`.',
      { code: 'payment_intent_invalid_parameter', param: 'confirmation_method' },
    );
  }
  const { amount_to_confirm: amount } = params;
  if (amount !== undefined && amount !== intent.amount) {
    throw invalidRequest(
      `The amount to confirm (${amount}) does not match the amount of the PaymentIntent (${intent.amount}).`,
      { code: 'payment_intent_invalid_parameter', param: 'amount_to_confirm' },
    );
  }
  const given = (['payment_method', 'payment_method_data', 'confirmation_token'] as const).filter(
    (name) => params[name] !== undefined,
  );
  if (given.length > 1) {
    throw invalidRequest(`You may only specify one of these parameters: ${given.join(', ')}.`, {
      param: given[0] ?? 'payment_method',
    });
  }
}

/** What the call says comes before what the token says. */
const withToken = (
  params: ConfirmParams,
  token: Pick<Stripe.ConfirmationToken, 'shipping' | 'setup_future_usage'> | undefined,
): ConfirmParams =>
  token
    ? {
        ...(token.setup_future_usage !== null && { setup_future_usage: token.setup_future_usage }),
        ...(token.shipping && {
          shipping: token.shipping as NonNullable<ConfirmParams['shipping']>,
        }),
        ...params,
      }
    : params;

function paymentMethodOf(
  context: Context,
  intent: PaymentIntent,
  params: ConfirmParams,
): PaymentMethod {
  if (params.payment_method_data) {
    return createPaymentMethod(context, params.payment_method_data, 'payment_method_data');
  }
  const id = params.payment_method ?? intent.payment_method;
  if (id === null) {
    throw unexpectedState(
      'payment_intent',
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either " +
        'update the PaymentIntent with a payment method and then confirm it again, or confirm it ' +
        'again directly with a payment method or ConfirmationToken.',
      { payment_intent: intent },
    );
  }
  return usePaymentMethod(context, id, 'payment_method');
}

function assertAllowed(
  { account }: Context,
  intent: PaymentIntent,
  { id, type, customer }: PaymentMethod,
): void {
  if (!intent.payment_method_types.includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a ` +
        `PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}. ` +
        `Alternatively update the allowed_payment_method_types of this PaymentIntent to include "${type}".`,
      {
        code: 'payment_intent_incompatible_payment_method',
        param: 'payment_method',
        payment_intent: intent,
      },
    );
  }
  if (account.state.spent.has(id)) throw spentPaymentMethod();
  if (customer !== null && customer !== intent.customer) {
    throw invalidRequest(
      intent.customer === null
        ? `The PaymentMethod ${id} belongs to a Customer ${customer}. Please include the Customer in ` +
            'the `customer` parameter on the PaymentIntent.'
        : `The customer does not have a payment method with the ID ${id}. The payment method must be ` +
            'attached to the customer.',
      { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
    );
  }
}

function assertReturnUrl(
  intent: PaymentIntent,
  { type }: PaymentMethod,
  returnUrl: string | null,
  byPage: boolean,
): void {
  if (returnUrl !== null || byPage) return;
  if (isRedirect(type)) {
    throw invalidRequest(
      `A \`return_url\` must be specified because this PaymentIntent is paid by ${type}, which ` +
        'redirects the customer.',
      { code: 'payment_intent_invalid_parameter', param: 'return_url', payment_intent: intent },
    );
  }
  if (intent.automatic_payment_methods?.allow_redirects !== 'always') return;
  if (!intent.payment_method_types.some(isRedirect)) return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because ' +
      'some of these payment methods might redirect your customer off of your page, you must provide ' +
      "a `return_url`. If you don't want to accept redirect-based payment methods, set " +
      '`automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
    { payment_intent: intent, param: 'return_url' },
  );
}
