/**
 * `/admin/methods`, `/admin/metrics`: what operators and their programs look at.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import type { Metrics } from '../../metrics.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires } from '../../middleware/operator.ts';
import type { Account } from '../../settings/account.ts';
import { methodReport } from '../../settings/method-report.ts';
import { methodQuerySchema, methodReportSchema } from '../../settings/method-report-contract.ts';
import { describes } from '../describe.ts';
import { takesQuery } from '../input.ts';

export function reportRoutes(
  context: Context,
  { account, metrics }: { account: Account; metrics: Metrics },
): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get(
    '/methods',
    requires('view'),
    describes({
      tag: 'Back office',
      summary: 'What a shopper would see, and why the rest is hidden',
      answer: methodReportSchema,
      scope: 'view',
    }),
    takesQuery(methodQuerySchema),
    async (c) => c.json(await methodReport(context, account, c.req.valid('query'))),
  );
  routes.get(
    '/metrics',
    requires('view'),
    describes({ tag: 'Operation', summary: 'Metrics for Prometheus', scope: 'view' }),
    async (c) => {
      const { body, type } = await metrics.text();
      return c.body(body, 200, { 'Content-Type': type });
    },
  );
  return routes;
}
