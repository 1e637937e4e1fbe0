/**
 * Stripe refuses to confirm a PaymentIntent that says other things than the Elements it was typed
 * into. "Provided" is the intent's value, "expected" that of Elements.
 */
import type { StripeError } from '@stripe/stripe-js';
import type { DeferredIntent, Intent } from '../shared/protocol.ts';

/** What the frame showed when the shopper paid. */
export interface Shown {
  deferred: DeferredIntent;
  /** The methods on offer there. */
  paymentMethodTypes: readonly string[];
}

export function findMismatch(
  { deferred, paymentMethodTypes }: Shown,
  intent: Intent,
): StripeError | undefined {
  const complaints: [name: string, provided: unknown, expected: unknown, differ: boolean][] = [];
  const compare = (name: string, provided: unknown, expected: unknown): void => {
    complaints.push([name, provided, expected, provided !== expected]);
  };
  if (intent.object === 'payment_intent') {
    if (deferred.mode === 'setup') compare('mode', 'payment', 'setup');
    compare('currency', intent.currency, deferred.currency);
    // Elements knows no difference between the two kinds of automatic.
    const isManual = (method: string | undefined): string =>
      method === 'manual' ? 'manual' : 'automatic';
    compare('capture_method', isManual(intent.capture_method), isManual(deferred.captureMethod));
    compare(
      'setup_future_usage',
      intent.setup_future_usage ?? null,
      deferred.setupFutureUsage ?? (deferred.mode === 'subscription' ? 'off_session' : null),
    );
  } else if (deferred.mode !== 'setup') {
    compare('mode', 'setup', deferred.mode);
  }
  // Methods that only the intent has were never on offer: no harm.
  const lacking = paymentMethodTypes.some((type) => !intent.payment_method_types.includes(type));
  complaints.push([
    'payment_method_types',
    JSON.stringify(intent.payment_method_types),
    JSON.stringify(paymentMethodTypes),
    lacking,
  ]);
  const wrong = complaints.find(([, , , differ]) => differ);
  if (!wrong) return undefined;
  const [name, provided, expected] = wrong;
  const first = `The provided ${name} (${String(provided)}) does not match the expected ${name} (${String(expected)}).`;
  return {
    type: 'invalid_request_error',
    message:
      name === 'currency' || name === 'payment_method_types'
        ? first
        : `${first} Try confirming with a Payment Intent that is configured to use the same parameters as Stripe Elements.`,
  };
}
