/**
 * What Elements showed when the shopper paid. Stripe.js sends it along with a confirmation and with a
 * confirmation token, and Stripe refuses an intent that says other things: "provided" is the intent's
 * value, "expected" that of Elements.
 */
import { invalidRequest } from '../protocol/errors.ts';
import type { PaymentIntent, SetupIntent } from '../state/objects.ts';

export interface ClientContext {
  mode: 'payment' | 'setup' | 'subscription';
  currency?: string;
  capture_method?: string;
  setup_future_usage?: string | null;
  payment_method_types?: string[];
}

/** @throws {StripeError} in Stripe's words, for the first difference */
export function assertSaysTheSame(
  intent: PaymentIntent | SetupIntent,
  shown: ClientContext | undefined,
): void {
  if (!shown) return;
  const differ = (name: string, provided: unknown, expected: unknown, hint = ''): never => {
    throw invalidRequest(
      `The provided ${name} (${String(provided)}) does not match the expected ${name} (${String(expected)}).${hint}`,
    );
  };
  for (const [name, provided, expected, hint] of pairs(intent, shown)) {
    if (provided !== expected) differ(name, provided, expected, hint);
  }
  // Methods that only the intent has were never on offer: no harm.
  const { payment_method_types: types = [] } = shown;
  if (types.some((type) => !intent.payment_method_types.includes(type))) {
    const name = 'payment_method_types';
    differ(name, JSON.stringify(intent.payment_method_types), JSON.stringify(types));
  }
}

const sameParameters =
  ' Try confirming with a Payment Intent that is configured to use the same parameters as Stripe Elements.';

type Pair = [name: string, provided: unknown, expected: unknown, hint?: string];

function pairs(intent: PaymentIntent | SetupIntent, shown: ClientContext): Pair[] {
  const { mode } = shown;
  if (intent.object === 'setup_intent') return [['mode', 'setup', mode, sameParameters]];
  const usage = mode === 'subscription' ? 'off_session' : null;
  return [
    ['mode', 'payment', mode === 'setup' ? mode : 'payment', sameParameters],
    ['currency', intent.currency, shown.currency],
    [
      'capture_method',
      automaticOrManual(intent.capture_method),
      automaticOrManual(shown.capture_method),
      sameParameters,
    ],
    [
      'setup_future_usage',
      intent.setup_future_usage,
      shown.setup_future_usage ?? usage,
      sameParameters,
    ],
  ];
}

/** Elements knows no difference between the two kinds of automatic. */
const automaticOrManual = (method: string | undefined): string =>
  method === 'manual' ? 'manual' : 'automatic';
