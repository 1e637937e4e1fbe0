/** Keeps background calls under Stripe's rate limit, so that it is there for shoppers. */
import { setTimeout } from 'node:timers/promises';

export interface Pace {
  /** Resolves when the next call may be made. */
  turn: () => Promise<void>;
}

/**
 * A token bucket: `burst` calls at once, then `perSecond`. Calls take their turns in the order in
 * which they ask.
 */
export function createPace({ perSecond, burst }: { perSecond: number; burst: number }): Pace {
  const gap = 1_000 / perSecond;
  /** When the bucket is full again; each call moves it one gap ahead. */
  let fullAt = 0;
  return {
    async turn() {
      const now = performance.now();
      fullAt = Math.max(fullAt, now) + gap;
      const wait = fullAt - burst * gap - now;
      if (wait > 0) await setTimeout(wait);
    },
  };
}
