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
 * - `settled`: what became of the payment the server will say. `submitted` tells whether Stripe has it;
 *   else there is no answer that can be trusted.
 */
export type Outcome =
  { kind: 'declined'; code: string; message?: string } | { kind: 'settled'; submitted: boolean };

export function outcomeOf({ error, paymentIntent }: Confirmation): Outcome {
  const intent = paymentIntent ?? error?.payment_intent;
  if (intent && isFinished(intent)) return { kind: 'settled', submitted: true };
  if (!error) {
    return intent
      ? { kind: 'declined', code: 'not_finished' }
      : { kind: 'settled', submitted: false };
  }

  const { type, message } = error;
  const code = error.decline_code ?? error.code ?? type;
  if (
    type.startsWith('api_') ||
    // Confirmed already, say in another tab; only the server can tell how it went.
    code === 'payment_intent_unexpected_state'
  ) {
    return { kind: 'settled', submitted: false };
  }
  const isForShopper =
    /^(card|validation)_/.test(type) ||
    // A 3-D Secure challenge that was failed or closed is no card error.
    code === 'payment_intent_authentication_failure';
  return { kind: 'declined', code, ...(isForShopper && message && { message }) };
}

/** Whether the page's part is done, as it is with a voucher or a bank transfer in hand. */
function isFinished({ status, next_action: next }: PaymentIntent): boolean {
  return status === 'requires_action'
    ? isInstruction(next?.type)
    : ['processing', 'requires_capture', 'succeeded'].includes(status);
}

/** Whether a next action is something to pay by later, as a voucher is. */
export function isInstruction(nextAction: string | null | undefined): boolean {
  return /display_(bank_transfer|.*details)/.test(nextAction ?? '');
}
