/**
 * When Stripe is asked about a payment of which nothing was heard. This is the reconciler's pace: with
 * every webhook lost, a payment still settles by it.
 *
 * @module
 */
import type { PaymentFacts } from './facts.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Gaps that grow while nothing changes. */
const QUIET = [5 * MINUTE, 30 * MINUTE, 6 * HOUR, DAY];
/** Gaps after a sync that failed, and for an outbox delivery's first repeats. */
const TROUBLE = [2 * SECOND, 10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];

/** How soon what no one waits for is read after a payment: the card's brand, the wallet. */
const DETAILS = MINUTE;

/** How long before a hold ends the operator should see it as it is. */
const BEFORE_EXPIRY = HOUR;

const step = (gaps: readonly number[], attempts: number): number =>
  gaps[Math.min(attempts, gaps.length - 1)] ?? DAY;

/** Anything from half of the gap to all of it, so that what failed together does not return together. */
export const jittered = (gap: number): number => Math.round(gap * (0.5 + Math.random() / 2));

/** When to try again what just failed for the `attempts`-th time in a row. */
export const retryAt = (now: number, attempts: number): number =>
  now + jittered(step(TROUBLE, attempts));

/**
 * When to ask next; null when nothing is expected that an event would not tell.
 *
 * @param attempts syncs since the facts last changed
 */
export function nextSyncAt(facts: PaymentFacts, at: number, attempts: number): number | null {
  const later = at + step(QUIET, attempts);
  switch (facts.status) {
    case 'canceled':
      return null;
    case 'succeeded':
      // A final event's payload leaves the charge unread.
      if (facts.methodType === null && attempts < QUIET.length) return at + DETAILS;
      return facts.refundPending > 0 ? later : null;
    case 'requires_capture': {
      if (facts.captureBefore === null) return later;
      const ends = facts.captureBefore * SECOND;
      const landmarks = [ends - BEFORE_EXPIRY, ends + MINUTE].filter((time) => time > at);
      return Math.min(later, ...landmarks);
    }
    default:
      return later;
  }
}
