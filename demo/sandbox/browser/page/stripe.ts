/** `Stripe(publishableKey, options)`: the object that a shop's page works with. */
import type {
  ConfirmationTokenResult,
  ConfirmCardPaymentData,
  PaymentIntent,
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  PaymentMethod,
  PaymentMethodResult,
  SetupIntent,
  SetupIntentResult,
  Stripe as StripeObject,
  StripeConstructorOptions,
  StripeError,
} from '@stripe/stripe-js';
import { callApi, type ApiOptions, type Params } from '../shared/api.ts';
import { expect } from './check.ts';
import {
  confirmIntent,
  groupOf,
  intentPath,
  rethrowIntegrationError,
  toIntentResult,
  type ConfirmOptions,
} from './confirm.ts';
import { ElementsGroup, type GroupContext } from './elements/group.ts';
import type { ElementsOptions } from './elements/options.ts';
import * as text from './errors.ts';
import { IntegrationError } from './errors.ts';
import type { SandboxLocation } from './location.ts';
import { followNextAction } from './next-action.ts';
import { notOffered } from './not-offered.ts';
import type { Intent, IntentResult } from '../shared/protocol.ts';

/** The release train of `@stripe/stripe-js` that this script stands in for. */
export const VERSION = 'endive';

type ConfirmIfRequired = ConfirmOptions & { redirect: 'if_required' };

/** @param location where the sandbox is */
export function createStripe(
  location: SandboxLocation,
  publishableKey: string,
  options: StripeConstructorOptions = {},
): StripeObject {
  checkKey(publishableKey);
  const api: ApiOptions = {
    url: location.api,
    publishableKey,
    account: options.stripeAccount,
  };
  const context: GroupContext = { api, location, locale: options.locale };

  const retrieve = (clientSecret: string, caller: string): Promise<IntentResult> =>
    callApi<Intent>(api, 'GET', intentPath(clientSecret, caller), {
      client_secret: clientSecret,
    }).then(toIntentResult);

  function confirmPayment(options: ConfirmIfRequired): Promise<PaymentIntentResult>;
  function confirmPayment(options: ConfirmOptions): Promise<{ error: StripeError }>;
  async function confirmPayment(options: ConfirmOptions): Promise<PaymentIntentResult> {
    return asPaymentIntent(await confirmIntent(context, 'stripe.confirmPayment()', options));
  }

  function confirmSetup(options: ConfirmIfRequired): Promise<SetupIntentResult>;
  function confirmSetup(options: ConfirmOptions): Promise<{ error: StripeError }>;
  async function confirmSetup(options: ConfirmOptions): Promise<SetupIntentResult> {
    return asSetupIntent(await confirmIntent(context, 'stripe.confirmSetup()', options));
  }

  const offered = {
    confirmPayment,
    confirmSetup,

    elements: (elementsOptions: ElementsOptions = {}) =>
      new ElementsGroup(context, elementsOptions),

    async confirmCardPayment(
      clientSecret: string,
      data: ConfirmCardPaymentData = {},
      { handleActions = true }: { handleActions?: boolean } = {},
    ): Promise<PaymentIntentResult> {
      const path = intentPath(clientSecret, 'stripe.confirmCardPayment()');
      const result = await callApi<Intent>(api, 'POST', `${path}/confirm`, {
        ...cardParams(data),
        client_secret: clientSecret,
        use_stripe_sdk: true,
      }).then(toIntentResult);
      if (!result.intent || !handleActions) return asPaymentIntent(result);
      return asPaymentIntent(await followNextAction(context, result.intent));
    },

    async handleNextAction(action: {
      clientSecret?: string;
      hashedValue?: string;
    }): Promise<PaymentIntentOrSetupIntentResult> {
      const caller = 'stripe.handleNextAction()';
      const { clientSecret } = action;
      if (clientSecret === undefined) throw new IntegrationError(text.noClientSecret(caller));
      const result = await retrieve(clientSecret, caller);
      const after = result.intent ? await followNextAction(context, result.intent) : result;
      return after.intent?.object === 'setup_intent'
        ? asSetupIntent(after)
        : asPaymentIntent(after);
    },

    async retrievePaymentIntent(clientSecret: string): Promise<PaymentIntentResult> {
      return asPaymentIntent(await retrieve(clientSecret, 'stripe.retrievePaymentIntent()'));
    },

    async retrieveSetupIntent(clientSecret: string): Promise<SetupIntentResult> {
      return asSetupIntent(await retrieve(clientSecret, 'stripe.retrieveSetupIntent()'));
    },

    async createPaymentMethod(data: object): Promise<PaymentMethodResult> {
      const caller = 'stripe.createPaymentMethod()';
      if ('elements' in data) {
        const { elements, params = {} } = data as { elements: unknown; params?: Params };
        const { element, collected } = await submittedElement(elements, caller);
        return rethrowIntegrationError(element.createPaymentMethod({ params, collected }));
      }
      const { value, error } = await callApi<PaymentMethod>(
        api,
        'POST',
        'v1/payment_methods',
        data as Params,
      );
      return error ? { error } : { paymentMethod: value };
    },

    async createConfirmationToken(data: {
      elements: unknown;
      params?: object;
    }): Promise<ConfirmationTokenResult> {
      const caller = 'stripe.createConfirmationToken()';
      const { element, collected } = await submittedElement(data.elements, caller);
      const params = (data.params ?? {}) as Params;
      return rethrowIntegrationError(element.createConfirmationToken({ params, collected }));
    },

    registerAppInfo(): void {
      // Stripe counts its callers by this. The sandbox has one.
    },

    /** Called by `@stripe/stripe-js` and `@stripe/react-stripe-js`. */
    _registerWrapper(): void {
      // As registerAppInfo.
    },
  };
  return { ...notOffered(), ...offered };
}

async function submittedElement(elements: unknown, caller: string) {
  const group = groupOf(elements, caller);
  if (!group)
    throw new IntegrationError(`Missing value for ${caller}: elements should be an object.`);
  const element = group.payingElement(caller);
  if (!group.wasSubmitted) throw new IntegrationError(text.notSubmitted(caller));
  return { element, collected: await group.collected() };
}

function checkKey(key: unknown): void {
  expect(key, 'string', 'Stripe()', 'apiKey');
  if (key === '') {
    throw new IntegrationError(
      'Please call Stripe() with your publishable key. You used an empty string.',
    );
  }
  if (/^(sk|rk)_/.test(key as string)) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
    );
  }
  if ((key as string).startsWith('pk_live_')) {
    throw new IntegrationError(
      'This is the sandbox’s Stripe.js: it takes no live keys. Load https://js.stripe.com for real payments.',
    );
  }
}

/** `{ payment_method: { card: { token }, billing_details } }` → `payment_method_data`. */
function cardParams({ payment_method, ...data }: ConfirmCardPaymentData): Params {
  const params = data as Params;
  if (payment_method === undefined) return params;
  if (typeof payment_method === 'string') return { ...params, payment_method };
  const { card } = payment_method as { card: object };
  if (!('token' in card)) {
    throw new IntegrationError(
      'The sandbox has no card Element: stripe.confirmCardPayment() takes the id of a PaymentMethod or a card token. Use the Payment Element with stripe.confirmPayment().',
    );
  }
  return { ...params, payment_method_data: { type: 'card', ...(payment_method as object) } };
}

function asPaymentIntent({ intent, error }: IntentResult): PaymentIntentResult {
  return error ? { error } : { paymentIntent: intent as PaymentIntent };
}

function asSetupIntent({ intent, error }: IntentResult): SetupIntentResult {
  return error ? { error } : { setupIntent: intent as SetupIntent };
}
