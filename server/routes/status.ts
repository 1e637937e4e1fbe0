/**
 * `/healthz`, `/readyz` and `/metrics`: for those who run the server.
 *
 * @module
 */
import { Hono } from 'hono';
import { health, healthSchema, type Check, type Health } from '../health.ts';
import { describes } from './describe.ts';

export interface StatusChecks {
  /** Whether the process works: one that does not is to be started anew. */
  alive: Record<string, Check>;
  /** Whether payments can be taken here now: one where they can't is to be sent none. */
  ready: Record<string, Check>;
}

export function statusRoutes({ alive, ready }: StatusChecks): Hono {
  const routes = new Hono();
  const described = (summary: string) =>
    describes({ tag: 'Operation', summary, answer: healthSchema });
  const answer = ({ ok }: Health) => (ok ? 200 : 503);

  routes.get('/healthz', described('Whether the process works'), async (c) => {
    const found = await health(alive);
    return c.json(found, answer(found));
  });
  routes.get('/readyz', described('Whether payments can be taken'), async (c) => {
    const found = await health({ ...alive, ...ready });
    return c.json(found, answer(found));
  });
  return routes;
}
