/**
 * One line in the log and one observation for each request.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import type { Environment } from './environment.ts';

/** Names the route, never the path: an order token is part of it. */
export function observe(log: Logger, metrics: Metrics): MiddlewareHandler<Environment> {
  return async function observe(c, next) {
    const started = performance.now();
    await next();
    const ms = performance.now() - started;
    const { method } = c.req;
    const { status } = c.res;
    const route = routePath(c, -1);
    const code = c.get('errorCode');
    metrics.request(route, method, status, ms / 1000);
    if (code !== undefined) metrics.failure(code);
    const requestId = c.get('requestId');
    log.info({ requestId, method, route, status, ms: Math.round(ms), code }, 'request');
  };
}
