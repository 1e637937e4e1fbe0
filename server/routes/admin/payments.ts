/**
 * `/admin/payments`: found, looked at.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires } from '../../middleware/operator.ts';
import {
  paymentDetailSchema,
  paymentPageSchema,
  paymentQuerySchema,
} from '../../payments/admin-contract.ts';
import { paymentHistory } from '../../payments/history.ts';
import { searchPayments } from '../../payments/search.ts';
import { describes } from '../describe.ts';
import { takesQuery } from '../input.ts';

const tag = 'Back office';

export function paymentRoutes({ store }: Context): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(requires('view'));
  routes.get(
    '/',
    describes({
      tag,
      summary: 'List and search payments',
      answer: paymentPageSchema,
      scope: 'view',
    }),
    takesQuery(paymentQuerySchema),
    async (c) => c.json(await searchPayments(store, c.req.valid('query'))),
  );
  routes.get(
    '/:id',
    describes({
      tag,
      summary: 'One payment, with all that happened to it',
      answer: paymentDetailSchema,
      scope: 'view',
    }),
    async (c) => c.json(await paymentHistory(store.db, c.req.param('id'))),
  );
  return routes;
}
