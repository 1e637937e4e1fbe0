import type { PaymentStatus } from '../../server/contract.ts';
import { isInstruction } from '../session/outcome.ts';

/**
 * What is shown of a payment.
 *
 * - `confirming`: asked, no answer yet. `unknown`: still none, after a fair while.
 * - `processing`: under way at the bank. `awaiting`: it's on the shopper, with a voucher in hand.
 * - `failed`: the last attempt; the order can still be paid.
 */
export type Screen =
  | 'confirming'
  | 'paid'
  | 'authorized'
  | 'processing'
  | 'awaiting'
  | 'failed'
  | 'canceled'
  | 'unknown';

/**
 * @param payment - as the server knows it; undefined while there is no answer
 * @param patient - whether it's too early to call an open payment unknown
 */
export function screenOf(payment: PaymentStatus | undefined, patient: boolean): Screen {
  const unclear = patient ? 'confirming' : 'unknown';
  if (!payment) return unclear;
  if (payment.state !== 'open') return payment.state;
  if (isInstruction(payment.nextAction)) return 'awaiting';
  return payment.error ? 'failed' : unclear;
}
