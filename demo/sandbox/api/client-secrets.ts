/** What a page may do and see, with a publishable key and the secret of one intent. */
import type { Key } from '../accounts.ts';
import type { ClientContext } from '../payments/client-context.ts';
import { invalidRequest } from '../protocol/errors.ts';
import type { PaymentIntent, SetupIntent } from '../state/objects.ts';

/** What only pages send with a confirmation. */
export interface FromPage {
  client_secret?: string;
  client_context?: ClientContext;
}

/** @throws {StripeError} when a page does not know the intent's secret */
export function assertClientSecret<T extends PaymentIntent | SetupIntent>(
  { kind }: Key,
  intent: T,
  secret: string | undefined,
): T {
  if (secret === intent.client_secret || (kind !== 'publishable' && secret === undefined)) {
    return intent;
  }
  const name = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  throw invalidRequest(
    `The client_secret provided does not match the client_secret associated with the ${name}.`,
    { code: `${intent.object}_invalid_parameter`, param: 'client_secret' },
  );
}

/** The fields that Stripe.js gets. Everything else is the merchant's. */
const visible: Readonly<Record<string, ReadonlySet<string>>> = {
  payment_intent: new Set([
    'id',
    'object',
    'allowed_payment_method_types',
    'amount',
    'amount_details',
    'automatic_payment_methods',
    'canceled_at',
    'cancellation_reason',
    'capture_method',
    'client_secret',
    'confirmation_method',
    'created',
    'currency',
    'description',
    'excluded_payment_method_types',
    'last_payment_error',
    'livemode',
    'next_action',
    'payment_method',
    'payment_method_configuration_details',
    'payment_method_types',
    'processing',
    'receipt_email',
    'setup_future_usage',
    'shipping',
    'source',
    'status',
  ]),
  setup_intent: new Set([
    'id',
    'object',
    'allowed_payment_method_types',
    'automatic_payment_methods',
    'cancellation_reason',
    'client_secret',
    'created',
    'description',
    'excluded_payment_method_types',
    'last_setup_error',
    'livemode',
    'next_action',
    'payment_method',
    'payment_method_configuration_details',
    'payment_method_types',
    'status',
    'usage',
  ]),
};

/** What a page may see of an object. */
export function redactForPage(object: object): object {
  const fields = 'object' in object ? visible[String(object.object)] : undefined;
  if (!fields) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => fields.has(name)));
}
