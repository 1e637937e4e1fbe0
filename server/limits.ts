/**
 * How often something may be tried.
 *
 * @module
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CheckoutError } from './checkout-error.ts';

/** So many times within so many seconds. */
export interface Limit {
  times: number;
  seconds: number;
}

export interface RateLimit {
  /** @throws {@link CheckoutError} `rate_limited`, with the seconds to wait. */
  take: (key: string) => Promise<void>;
  /** Makes one taken not count. */
  giveBack: (key: string) => Promise<void>;
}

/** Keys share this many counters, so that no number of them fills the memory. */
const COUNTERS = 2 ** 18;

/** A limit that each process keeps for itself. */
export function rateLimit({ times, seconds }: Limit): RateLimit {
  const limiter = new RateLimiterMemory({ points: times, duration: seconds });
  // With a key that only this process knows, nobody can aim at the counter of another.
  const pepper = randomBytes(32);
  const counter = (key: string): string =>
    String(createHmac('sha256', pepper).update(key).digest().readUInt32BE() % COUNTERS);
  return {
    async take(key) {
      try {
        await limiter.consume(counter(key));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const retryAfter = Math.ceil(refusal.msBeforeNext / 1000);
        throw new CheckoutError('rate_limited', { retryAfter });
      }
    },
    async giveBack(key) {
      await limiter.reward(counter(key));
    },
  };
}

/**
 * What limits count an address by: all of an IPv4 address, or the /64 of an IPv6 address, since any
 * customer of a provider has at least that many to change between.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const between = Array<string>(8 - before.length - after.length).fill('0');
  const network = [...before, ...between, ...after].slice(0, 4);
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
