import type { PaymentIntent, StripeError } from '@stripe/stripe-js';

/** What Stripe.js answers to `confirmPayment`. */
export interface Confirmation {
  paymentIntent?: PaymentIntent | undefined;
  error?: StripeError | undefined;
}

/**
 * What the page knows after asking Stripe.js to confirm.
 *
 * - `declined`: this attempt is over and nothing was charged. `message` is there when Stripe's own
 *   words are meant for the shopper.
 * - `submitted`: Stripe has the payment; what became of it the server will say.
 * - `uncertain`: no answer that can be trusted. The server has to look.
 */
export type Outcome =
  | { kind: 'declined'; code: string; message?: string }
  | { kind: 'submitted' }
  | { kind: 'uncertain' };

export function outcomeOf({ error, paymentIntent }: Confirmation): Outcome {
  if (!error) {
    if (!paymentIntent) return { kind: 'uncertain' };
    return isUnfinished(paymentIntent)
      ? { kind: 'declined', code: 'not_finished' }
      : { kind: 'submitted' };
  }

  const { type, message, payment_intent: intent } = error;
  const code = error.decline_code ?? error.code ?? type;
  if (intent && !isUnfinished(intent)) return { kind: 'submitted' };
  if (
    type.startsWith('api_') ||
    // Confirmed already, say in another tab; only the server can tell how it went.
    code === 'payment_intent_unexpected_state'
  ) {
    return { kind: 'uncertain' };
  }
  const isForShopper =
    /^(card|validation)_/.test(type) ||
    // A 3-D Secure challenge that was failed or closed is no card error.
    code === 'payment_intent_authentication_failure';
  return { kind: 'declined', code, ...(isForShopper && message && { message }) };
}

/** Whether the shopper has yet to do something, and may as well pay in another way. */
function isUnfinished({ status, next_action: next }: PaymentIntent): boolean {
  switch (status) {
    case 'processing':
    case 'requires_capture':
    case 'succeeded':
      return false;
    case 'requires_action':
      // With a voucher or a bank transfer in hand, the page's part is done.
      return !isInstruction(next?.type);
    default:
      return true;
  }
}

/** Whether a next action is something to pay by later, as a voucher is. */
export function isInstruction(nextAction: string | null | undefined): boolean {
  return /display_(bank_transfer|.*details)/.test(nextAction ?? '');
}
