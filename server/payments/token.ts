/**
 * Payment tokens: a payment's id with a signature. The id alone, which stands in logs and at Stripe,
 * tells nobody anything.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CheckoutError } from '../checkout-error.ts';

export interface PaymentTokens {
  mint: (paymentId: string) => string;
  /** @throws {@link CheckoutError} `payment_not_found` when it is none of ours. */
  read: (token: string) => string;
}

/** @param secrets the current one first, then those it replaced: their tokens are still good. */
export function createPaymentTokens(
  secrets: readonly [current: string, ...replaced: string[]],
): PaymentTokens {
  const sign = (paymentId: string, secret: string): string =>
    createHmac('sha256', `payment token ${secret}`)
      .update(paymentId)
      .digest('base64url')
      .slice(0, 27);

  return {
    mint: (paymentId) => `${paymentId}~${sign(paymentId, secrets[0])}`,
    read(token) {
      const [paymentId = '', signature = '', ...rest] = token.split('~');
      const given = Buffer.from(signature);
      const genuine = secrets.some((secret) => {
        const right = Buffer.from(sign(paymentId, secret));
        return right.length === given.length && timingSafeEqual(right, given);
      });
      if (!genuine || rest.length > 0) throw new CheckoutError('payment_not_found');
      return paymentId;
    },
  };
}
