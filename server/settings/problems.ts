/** Problems, and what the operator is to do about them. */
import Stripe from 'stripe';
import { CheckoutError } from '../checkout-error.ts';
import { StripeCallError } from '../stripe.ts';
import type { Problem } from './admin-contract.ts';

const ACTION_WORDS: Record<Problem['action']['code'], string> = {
  enter_credentials: 'Enter the keys, or set them where the server runs.',
  generate_webhook: 'Generate the webhook: `tender webhook`.',
  register_domains: 'Register the domains: `tender domains`.',
  resend_notifications: 'Mend what keeps the shop from taking them, then send them again.',
  review_alarms: 'Look at the payments with an alarm.',
  review_holds: 'Capture or release what is held.',
  review_methods: 'Look at which methods are switched on.',
  set_clock: 'Have the machine’s clock set by NTP.',
  see_stripe: 'Look at the account in Stripe’s dashboard.',
  see_server: 'Look at the server’s log and its settings.',
};

const problem =
  (severity: Problem['severity']) =>
  (
    code: string,
    words: string,
    action: Problem['action']['code'],
    instead = ACTION_WORDS[action],
  ): Problem => ({ code, severity, words, action: { code: action, words: instead } });

/** Payments are lost, or can't be taken. */
export const error = problem('error');
/** Payments will be lost, or some are. */
export const warning = problem('warning');

/** Stripe's own words for a call that failed, where it said any. */
export function stripeWords(failure: unknown): string | undefined {
  const cause = failure instanceof StripeCallError ? failure.cause : failure;
  return cause instanceof Stripe.errors.StripeError ? cause.message : undefined;
}

/** Stripe refused because the (restricted) key lacks a permission. */
export const isPermissionMissing = (failure: unknown): failure is StripeCallError =>
  failure instanceof StripeCallError &&
  failure.cause instanceof Stripe.errors.StripePermissionError;

/** Stripe has no such object (any more). */
export const isMissing = (failure: unknown): failure is StripeCallError =>
  failure instanceof StripeCallError && failure.code === 'resource_missing';

/** A call to Stripe that failed, in words that the operator can do something with. */
export function operatorError(failure: unknown): unknown {
  if (!(failure instanceof StripeCallError)) return failure;
  if (failure.outcome === 'unknown') {
    const message = 'Stripe did not answer. Try again: nothing is made twice.';
    return new CheckoutError('stripe_unavailable', { cause: failure, message });
  }
  const message = stripeWords(failure);
  return new CheckoutError(
    isPermissionMissing(failure) ? 'permission_missing' : 'operation_refused',
    {
      cause: failure,
      ...(message === undefined ? {} : { message }),
      extra: { stripeCode: failure.code },
    },
  );
}
