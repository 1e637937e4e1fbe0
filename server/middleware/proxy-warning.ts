/**
 * Says once that a proxy stands before the server of which the settings don't know.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

/** Behind such a proxy all shoppers share its address, and with it the limits that are by address. */
export function warnOfProxy(log: Logger, trustedProxies: number): MiddlewareHandler {
  let told = trustedProxies > 0;
  return async function warnOfProxy(c, next) {
    if (!told && c.req.header('x-forwarded-for') !== undefined) {
      told = true;
      log.warn(
        'X-Forwarded-For came, but no proxy is trusted: if one stands before this server, set ' +
          'trustedProxies (TENDER_TRUSTED_PROXIES), or all shoppers share its limits',
      );
    }
    await next();
  };
}
