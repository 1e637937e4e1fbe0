/**
 * Whether a webhook delivery comes from Stripe.
 *
 * @module
 */
import Stripe from 'stripe';
import { CheckoutError } from '../checkout-error.ts';
import { isStripeEvent, type StripeEvent } from './events.ts';

/** Deliveries older than this are replays; so are those from as far in the future. */
const TOLERANCE_SECONDS = 300;

/**
 * The event that a delivery carries.
 *
 * @param secrets every signing secret that is current: two while one is being replaced.
 * @param now milliseconds since 1970.
 * @throws {@link CheckoutError} `invalid_signature`, `malformed_event` or `thin_event`.
 */
export function verifyEvent(
  body: string,
  signature: string,
  secrets: readonly string[],
  now: number,
): StripeEvent {
  checkSignature(body, signature, secrets, now);
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch (cause) {
    throw new CheckoutError('malformed_event', { cause });
  }
  if (isStripeEvent(event)) return event;
  const thin = (event as { object?: unknown } | null)?.object === 'v2.core.event';
  throw new CheckoutError(thin ? 'thin_event' : 'malformed_event');
}

function checkSignature(
  body: string,
  header: string,
  secrets: readonly string[],
  now: number,
): void {
  const { signature } = Stripe.webhooks;
  if (!signature) throw new TypeError('stripe-node has no signature check');
  const failures: unknown[] = [];
  const genuine = secrets.some((secret) => {
    try {
      return signature.verifyHeader(body, header, secret, TOLERANCE_SECONDS, undefined, now);
    } catch (failure) {
      failures.push(failure);
      return false;
    }
  });
  // The SDK checks a delivery's age, but takes one from any time in the future.
  const newest = now / 1000 + TOLERANCE_SECONDS;
  const timely = [...header.matchAll(/\bt=(\d+)/g)].every(([, time]) => Number(time) <= newest);
  if (!genuine || !timely) {
    throw new CheckoutError('invalid_signature', { cause: failures.at(-1) });
  }
}
