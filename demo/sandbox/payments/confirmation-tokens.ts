import type { Stripe } from 'stripe';
import { invalidRequest } from '../protocol/errors.ts';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type {
  ConfirmationToken,
  PaymentIntent,
  PaymentMethod,
  SetupIntent,
} from '../state/objects.ts';
import { assertSaysTheSame, type ClientContext } from './client-context.ts';
import type { MethodData } from './methods/fields.ts';
import { defined, fullAddress } from './parameters.ts';
import { preparePaymentMethod, usePaymentMethod } from './payment-methods.ts';

/** Stripe's tokens last for twelve hours and one use. */
const lifetime = 12 * 60 * 60;

export interface TokenParams {
  /** From Stripe.js: test helpers make tokens that fit any intent. */
  client_context?: ClientContext | undefined;
  payment_method?: string | undefined;
  payment_method_data?: MethodData | undefined;
  return_url?: string | undefined;
  setup_future_usage?: ConfirmationToken['setup_future_usage'] | undefined;
  shipping?:
    | {
        name: string;
        phone?: string | null | undefined;
        address: Partial<Record<keyof Stripe.Address, string | null | undefined>>;
      }
    | null
    | undefined;
  mandate_data?: ConfirmationToken['mandate_data'] | undefined;
  metadata?: Record<string, string> | undefined;
}

export function createConfirmationToken(context: Context, params: TokenParams): ConfirmationToken {
  const { account } = context;
  const paymentMethod =
    params.payment_method === undefined
      ? preparePaymentMethod(context, params.payment_method_data ?? {}, 'payment_method_data')
      : usePaymentMethod(context, params.payment_method, 'payment_method');
  const now = account.clock.now();
  const token = account.state.confirmationTokens.insert({
    id: newId('ctoken'),
    object: 'confirmation_token',
    created: now,
    expires_at: now + lifetime,
    livemode: false,
    mandate_data: params.mandate_data ?? null,
    metadata: params.metadata ?? {},
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: previewOf(paymentMethod),
    return_url: params.return_url ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    setup_intent: null,
    shipping: params.shipping
      ? {
          address: fullAddress(params.shipping.address),
          name: params.shipping.name,
          phone: params.shipping.phone ?? null,
        }
      : null,
    use_stripe_sdk: true,
  });
  account.state.tokenMethods.set(token.id, paymentMethod);
  if (params.client_context) account.state.tokenContexts.set(token.id, params.client_context);
  return token;
}

/** What the merchant may look at before there is a payment. */
function previewOf(paymentMethod: PaymentMethod): Stripe.ConfirmationToken.PaymentMethodPreview {
  const {
    id: _,
    object: __,
    created: ___,
    livemode: ____,
    metadata: _____,
    ...preview
  } = paymentMethod;
  return defined(preview) as Stripe.ConfirmationToken.PaymentMethodPreview;
}

/**
 * Uses a token up for an intent.
 * @param intent as the confirmation wants it to be
 * @throws {StripeError} when it was used, is too old, or was made for another kind of payment
 */
export function redeemConfirmationToken(
  { account }: Context,
  id: string,
  intent: PaymentIntent | SetupIntent,
): { confirmationToken: ConfirmationToken; paymentMethod: PaymentMethod } {
  const { confirmationTokens, paymentMethods, tokenContexts, tokenMethods } = account.state;
  const token = confirmationTokens.require(id, 'confirmation_token');
  const used = token.payment_intent ?? token.setup_intent;
  if (used !== null) {
    throw invalidRequest(
      `The ConfirmationToken ${id} has already been used with ${used}: it can be used only once.`,
      { code: 'resource_already_exists', param: 'confirmation_token' },
    );
  }
  const method = tokenMethods.get(id);
  if (!method || (token.expires_at ?? 0) < account.clock.now()) {
    throw invalidRequest(`The ConfirmationToken ${id} has expired.`, {
      code: 'resource_missing',
      param: 'confirmation_token',
    });
  }
  assertSaysTheSame(intent, tokenContexts.get(id));
  const confirmationToken = confirmationTokens.update(
    id,
    intent.object === 'payment_intent'
      ? { payment_intent: intent.id }
      : { setup_intent: intent.id },
  );
  const paymentMethod = paymentMethods.get(method.id) ?? paymentMethods.insert(method);
  return { confirmationToken, paymentMethod };
}
