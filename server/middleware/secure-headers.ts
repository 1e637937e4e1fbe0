/**
 * Headers that keep answers from being read as what they are not.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';

/**
 * The strictest headers: no caching, no framing, nothing to load. A route that serves a page or a
 * file sets its own over them.
 *
 * They are set before the route runs: that costs a fraction of changing a finished answer, as Hono's
 * own `secureHeaders()` does.
 *
 * @param https whether browsers reach the server by https, and are to do so for a year.
 */
export function secureHeaders({ https }: { https: boolean }): MiddlewareHandler {
  const headers: [string, string][] = [
    ['Cache-Control', 'no-store'],
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ['Referrer-Policy', 'no-referrer'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
  ];
  if (https) headers.push(['Strict-Transport-Security', 'max-age=31536000']);
  return async function secureHeaders(c, next) {
    for (const [name, value] of headers) c.header(name, value);
    await next();
  };
}
