/** What is asked of a PaymentIntent: whether it goes together, and what it comes to. */
import type { Stripe } from 'stripe';
import { chargeLimits, currencyRules, isCurrency, toDecimal } from '../../../server/money/index.ts';
import { invalidRequest } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import type { Context } from '../state/events.ts';
import type { PaymentIntent } from '../state/objects.ts';
import { compatibleTypes } from './compatibility.ts';
import { configuredTypes } from './configurations.ts';
import { createPaymentMethod, usePaymentMethod } from './payment-methods.ts';

type CreateParams = Read<Stripe.PaymentIntentCreateParams>;

/** Only one of these says which payment methods there are. */
const selections = [
  'allowed_payment_method_types',
  'payment_method_types',
  'automatic_payment_methods',
  'payment_method_configuration',
] as const;

/** `payment_method_types` is what calls without a version of their own still send: the CLI's do. */
export const allowedTypes = (
  params: CreateParams & { payment_method_types?: string[] },
): PaymentIntent['allowed_payment_method_types'] =>
  params.allowed_payment_method_types ?? params.payment_method_types ?? null;

export function assertOneSelection(params: object): void {
  const given = selections.filter((name) => name in params);
  if ('excluded_payment_method_types' in params && given.includes('allowed_payment_method_types')) {
    throw exclusive('allowed_payment_method_types', 'excluded_payment_method_types');
  }
  const [first, second] = given;
  if (first !== undefined && second !== undefined && !combine(first, second)) {
    throw exclusive(first, second);
  }
}

const combine = (first: string, second: string): boolean =>
  first === 'automatic_payment_methods' && second === 'payment_method_configuration';

const exclusive = (first: string, second: string) =>
  invalidRequest(`You may only specify one of these parameters: ${first}, ${second}.`, {
    param: first,
  });

/** These mean nothing until the intent is confirmed, and Stripe says so. */
export function assertOnlyWithConfirm(params: CreateParams): void {
  const names = [
    'confirmation_token',
    'error_on_requires_action',
    'mandate_data',
    'off_session',
    'return_url',
  ] as const;
  const param = names.find((name) => params[name] !== undefined);
  if (param === undefined) return;
  throw invalidRequest(
    `The parameter \`${param}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`,
    { param },
  );
}

/** @throws {StripeError} for amounts that no network takes */
export function assertAmount(amount: number, currency: string): void {
  if (!isCurrency(currency)) {
    throw invalidRequest(
      `Invalid currency: ${currency}. Stripe currently supports these currencies: usd, aed, afn, …`,
      { param: 'currency' },
    );
  }
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  const { minimum = 1, cardMaximum } = chargeLimits(currency);
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${toDecimal(minimum, currency)} ${currency}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  }
  if (amount > cardMaximum) {
    throw invalidRequest(
      `Amount must be no more than ${toDecimal(cardMaximum, currency)} ${currency}`,
      { code: 'amount_too_large', param: 'amount' },
    );
  }
  const { chargeStep } = currencyRules(currency);
  if (amount % chargeStep !== 0) {
    throw invalidRequest(`Amounts in ${currency} must be multiples of ${chargeStep}.`, {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
}

/** What the intent can be paid by, as things stand. */
export function typesOf(context: Context, intent: PaymentIntent): string[] {
  const {
    allowed_payment_method_types: allowed,
    excluded_payment_method_types: excluded,
    payment_method_configuration_details: configuration,
  } = intent;
  return compatibleTypes(
    context.account,
    {
      allowed,
      excluded,
      withoutRedirects: intent.automatic_payment_methods?.allow_redirects === 'never',
      configured: configuration ? configuredTypes(context, configuration.id) : undefined,
    },
    {
      amount: intent.amount,
      currency: intent.currency,
      manualCapture: intent.capture_method === 'manual',
      saving: intent.setup_future_usage !== null,
      country: intent.shipping?.address?.country,
    },
  );
}

export const shippingOf = (shipping: CreateParams['shipping'] | null): PaymentIntent['shipping'] =>
  shipping
    ? {
        address: {
          city: shipping.address.city ?? null,
          country: shipping.address.country ?? null,
          line1: shipping.address.line1 ?? null,
          line2: shipping.address.line2 ?? null,
          postal_code: shipping.address.postal_code ?? null,
          state: shipping.address.state ?? null,
        },
        carrier: shipping.carrier ?? null,
        name: shipping.name,
        phone: shipping.phone ?? null,
        tracking_number: shipping.tracking_number ?? null,
      }
    : null;

/** The id of the payment method that the call names or describes. */
export function methodOf(
  context: Context,
  params: Pick<CreateParams, 'payment_method' | 'payment_method_data'>,
): string | null {
  if (params.payment_method_data) {
    return createPaymentMethod(context, params.payment_method_data, 'payment_method_data').id;
  }
  if (params.payment_method === undefined) return null;
  return usePaymentMethod(context, params.payment_method, 'payment_method').id;
}
