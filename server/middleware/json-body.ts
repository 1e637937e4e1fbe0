/**
 * Bodies: JSON alone, and no larger than anything we take.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';
import { CheckoutError } from '../checkout-error.ts';
import { readBody } from '../routes/body.ts';

/** The largest request, an express address, stays far below. */
const MOST_BYTES = 16 * 1024;

/**
 * Reads the body, so that a validator finds it read. A page of another origin can't send JSON without
 * asking first, so nothing else is taken.
 *
 * @throws {@link CheckoutError} `body_too_large`, `unsupported_media_type`.
 */
export function jsonBody(): MiddlewareHandler {
  return async function jsonBody(c, next) {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const body = await readBody(c, MOST_BYTES);
      const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
      if (body !== '' && type !== 'application/json') {
        throw new CheckoutError('unsupported_media_type');
      }
      // Hono keeps promises there, whatever its types say.
      Object.assign(c.req.bodyCache, { text: Promise.resolve(body) });
    }
    await next();
  };
}
