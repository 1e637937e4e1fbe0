/**
 * A payment as the shopper may see it.
 *
 * @module
 */
import type { PaymentStatus } from '../contract.ts';
import type { Payment } from '../store/schema.ts';
import type { PaymentFacts } from './facts.ts';
import { recordOf } from './record.ts';
import type { PaymentTokens } from './token.ts';

/** For a failure that Stripe's words were not written for the shopper. */
const FAILED = 'The payment did not go through. Please try again, or choose another method.';

export function statusOf(payment: Payment, tokens: PaymentTokens): PaymentStatus {
  const facts = recordOf(payment)?.facts;
  const { id, order_id: orderId, state, amount, currency, captured, refunded, version } = payment;
  return {
    id,
    token: tokens.mint(id),
    orderId,
    state,
    amount,
    currency,
    captured,
    refunded,
    method: facts ? methodOf(facts, payment) : null,
    nextAction: facts?.nextAction ?? null,
    error: state === 'open' && facts ? errorOf(facts) : null,
    settled: state === 'authorized' || state === 'paid' || state === 'canceled',
    version,
  };
}

/** Until the charge has been read, what the shopper chose is what it was paid with. */
function methodOf(facts: PaymentFacts, { state, method }: Payment): PaymentStatus['method'] {
  const { cardBrand: brand, cardLast4: last4, wallet } = facts;
  const type = facts.methodType ?? (state === 'open' || state === 'canceled' ? null : method);
  return type === null ? null : { type, brand, last4, wallet };
}

function errorOf({ lastError }: PaymentFacts): PaymentStatus['error'] {
  if (!lastError) return null;
  const { type, code, message } = lastError;
  return {
    code: code ?? type,
    message: type === 'card_error' && message !== null ? message : FAILED,
  };
}
