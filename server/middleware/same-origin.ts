/**
 * Keeps other sites' pages from acting with an operator's cookie.
 *
 * @module
 */
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { CheckoutError } from '../checkout-error.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something must come from a page of the server's own origin, or from a program
 * that shows its token itself. Every current browser says where such a request comes from.
 *
 * Hono's own `csrf()` looks at form bodies alone, and is content with either of the two headers.
 *
 * @param origin where browsers reach the server; by default, the host that the request was sent to.
 * @throws {@link CheckoutError} `cross_site`.
 */
export function sameOrigin(origin: string | undefined): MiddlewareHandler {
  return async function sameOrigin(c, next) {
    if (!SAFE.has(c.req.method) && !isOwn(c, origin)) throw new CheckoutError('cross_site');
    await next();
  };
}

function isOwn(c: HonoContext, origin: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site');
  const from = c.req.header('origin');
  if (site === undefined && from === undefined) return c.req.header('authorization') !== undefined;
  if (site !== undefined && site !== 'same-origin') return false;
  if (from === undefined) return true;
  if (origin !== undefined) return from === origin;
  return URL.canParse(from) && new URL(from).host === c.req.header('host');
}
