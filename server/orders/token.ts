/**
 * Order tokens: a JWT that lets a page see and pay one order. HS256 over the shared secret, so that a
 * shop in any language can make one.
 *
 * @module
 */
import { sign, verify } from 'hono/jwt';
import * as v from 'valibot';
import { CheckoutError } from '../checkout-error.ts';
import { orderIdSchema } from './order.ts';

/** A checkout page is left open over lunch, not over the weekend. */
const LIFETIME_SECONDS = 24 * 60 * 60;

const claimsSchema = v.object({ sub: orderIdSchema, exp: v.pipe(v.number(), v.finite()) });

export interface OrderTokens {
  /** @param seconds how long the token is good for; a day when left out. */
  mint: (orderId: string, seconds?: number) => Promise<string>;
  /** @throws {@link CheckoutError} `invalid_token` or `token_expired` */
  read: (token: string) => Promise<string>;
}

/** @param secrets the current one first, then those it replaced: their tokens are still good. */
export function createOrderTokens(
  secrets: readonly [current: string, ...replaced: string[]],
  now: () => number,
): OrderTokens {
  const [secret, ...replaced] = secrets;
  const current = keyOf(secret);
  const keys = [current, ...replaced.map(keyOf)];

  async function claimsOf(token: string): Promise<unknown> {
    let failure: unknown;
    for (const key of keys) {
      try {
        // The time is checked below, by the clock that the rest of the server goes by.
        return await verify(token, await key, { alg: 'HS256', exp: false, iat: false });
      } catch (error) {
        failure = error;
      }
    }
    throw new CheckoutError('invalid_token', { cause: failure });
  }

  return {
    async mint(orderId, seconds = LIFETIME_SECONDS) {
      const sub = v.parse(orderIdSchema, orderId);
      return sign({ sub, exp: Math.floor(now() / 1000) + seconds }, await current, 'HS256');
    },

    async read(token) {
      const claims = v.safeParse(claimsSchema, await claimsOf(token));
      if (!claims.success) throw new CheckoutError('invalid_token');
      const { sub, exp } = claims.output;
      if (exp * 1000 <= now()) throw new CheckoutError('token_expired');
      return sub;
    },
  };
}

/** Made once: to make it for each token would take as long as the rest of the check. */
const keyOf = (secret: string) =>
  crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );
