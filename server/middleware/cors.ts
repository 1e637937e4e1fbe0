/**
 * Which pages may use the shopper's API.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';
import { CheckoutError } from '../checkout-error.ts';

const PREFLIGHT_SECONDS = '7200';
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Lets pages of the listed origins in, and pages of any other out. There are no cookies on this API,
 * so credentials are never allowed; programs, which send no `Origin`, are not concerned.
 *
 * Hono's own `cors()` answers the same, but costs several times what a whole request does.
 *
 * @param origins exact, such as `https://shop.example`; the server's own is among them. `loopback` is
 *   any page of this machine, for the sandbox.
 * @param seen is told the origin of each page that was let in.
 * @throws {@link CheckoutError} `origin_not_allowed`.
 */
export function allowOrigins(
  origins: readonly string[] | 'loopback',
  seen?: (origin: string) => void,
): MiddlewareHandler {
  const listed = new Set(origins);
  const isAllowed = (origin: string): boolean =>
    origins === 'loopback' ? LOOPBACK.test(origin) : listed.has(origin);
  return async function allowOrigins(c, next) {
    c.header('Vary', 'Origin');
    const origin = c.req.header('origin');
    if (origin === undefined) return next();
    if (!isAllowed(origin)) throw new CheckoutError('origin_not_allowed');
    seen?.(origin);
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After');
    if (c.req.method !== 'OPTIONS') return next();
    c.header('Access-Control-Allow-Methods', 'GET, POST');
    c.header('Access-Control-Allow-Headers', 'Content-Type, Last-Event-ID, X-Request-Id');
    c.header('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    return c.body(null, 204);
  };
}
