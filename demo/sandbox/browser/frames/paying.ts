/** What a frame with payment details does with them: the calls to the API that carry them. */
import type {
  ConfirmationToken,
  ConfirmationTokenResult,
  PaymentMethod,
  PaymentMethodResult,
} from '@stripe/stripe-js';
import { callApi, parseClientSecret, type Params } from '../shared/api.ts';
import type {
  BillingDetails,
  ConfirmRequest,
  GroupState,
  Intent,
  IntentResult,
} from '../shared/protocol.ts';

/** What the shopper gave to pay with. */
export interface PaymentDetails {
  type: string;
  /** `{ card: { number, … } }` */
  details: Params;
  billing: BillingDetails;
  options: Params | undefined;
  /** The shopper gave leave to debit an account. */
  mandate: boolean;
  shipping?: Params | undefined;
}

const MANDATE: Params = {
  customer_acceptance: { type: 'online', online: { user_agent: navigator.userAgent } },
};

export async function confirmIntent(
  group: GroupState,
  payment: PaymentDetails,
  { clientSecret, params, collected }: ConfirmRequest,
): Promise<IntentResult> {
  const parsed = parseClientSecret(clientSecret);
  if (!parsed) throw new Error('The page checks client secrets.');
  const path = `v1/${parsed.resource}/${parsed.id}`;
  const { payment_method_data: extra = {}, shipping, ...rest } = params;
  const { value, error } = await callApi<Intent>(group.api, 'POST', `${path}/confirm`, {
    ...(rest as Params),
    client_secret: clientSecret,
    client_context: clientContext(group),
    use_stripe_sdk: true,
    // What the shopper typed comes before what the shop knows.
    payment_method_data: paymentMethodData(payment, extra as Params, [
      extra.billing_details as BillingDetails | undefined,
      collected.billing,
      payment.billing,
    ]),
    payment_method_options: payment.options,
    shipping: (shipping as Params | undefined) ?? collected.shipping ?? payment.shipping,
    ...(payment.mandate && { mandate_data: MANDATE }),
  });
  return error ? { error } : { intent: value };
}

/** What the shopper was shown, for the API to hold against the intent. */
function clientContext({ deferred, session }: GroupState): Params | undefined {
  return (
    deferred && {
      mode: deferred.mode,
      currency: deferred.currency,
      capture_method: deferred.captureMethod,
      setup_future_usage: deferred.setupFutureUsage,
      payment_method_types: session.payment_methods.map(({ type }) => type),
    }
  );
}

type Collected = ConfirmRequest['collected'];

export async function createConfirmationToken(
  group: GroupState,
  payment: PaymentDetails,
  { params, collected }: { params: Params; collected: Collected },
): Promise<ConfirmationTokenResult> {
  const { payment_method_data: extra = {}, shipping, ...rest } = params;
  const path = 'v1/confirmation_tokens';
  const { value, error } = await callApi<ConfirmationToken>(group.api, 'POST', path, {
    ...rest,
    client_context: clientContext(group),
    payment_method_data: mergedByShop(payment, collected, extra as Params),
    payment_method_options: payment.options,
    shipping: shipping ?? collected.shipping ?? payment.shipping,
    setup_future_usage: group.deferred?.setupFutureUsage,
    ...(payment.mandate && { mandate_data: MANDATE }),
  });
  return error ? { error } : { confirmationToken: value };
}

export async function createPaymentMethod(
  { api }: GroupState,
  payment: PaymentDetails,
  { params, collected }: { params: Params; collected: Collected },
): Promise<PaymentMethodResult> {
  const data = mergedByShop(payment, collected, params);
  const { value, error } = await callApi<PaymentMethod>(api, 'POST', 'v1/payment_methods', data);
  return error ? { error } : { paymentMethod: value };
}

/** Here, other than in a confirmation, what the shop passes comes before what the shopper typed. */
function mergedByShop(payment: PaymentDetails, collected: Collected, extra: Params): Params {
  const given = extra.billing_details as BillingDetails | undefined;
  return paymentMethodData(payment, extra, [collected.billing, payment.billing, given]);
}

function paymentMethodData(
  { type, details }: PaymentDetails,
  extra: Params,
  billing: (BillingDetails | undefined)[],
): Params {
  return { ...extra, type, ...details, billing_details: merge(billing) };
}

/** The later one wins, field by field. */
function merge(all: (BillingDetails | undefined)[]): Params {
  return {
    ...Object.assign({}, ...all),
    address: Object.assign({}, ...all.map((each) => each?.address)) as Params,
  } as Params;
}
