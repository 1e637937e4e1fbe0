/**
 * `/admin/payments`: found, added up, looked at, taken away as a file.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires } from '../../middleware/operator.ts';
import {
  attentionSchema,
  paymentDetailSchema,
  paymentFilterSchema,
  paymentPageSchema,
  paymentQuerySchema,
  paymentTotalsSchema,
} from '../../payments/admin-contract.ts';
import { needingAttention } from '../../payments/attention.ts';
import { paymentsAsCsv } from '../../payments/export.ts';
import { paymentHistory } from '../../payments/history.ts';
import { searchPayments } from '../../payments/search.ts';
import { paymentTotals } from '../../payments/totals.ts';
import { describes } from '../describe.ts';
import { takesQuery } from '../input.ts';

const shared = { tag: 'Back office', scope: 'view' } as const;

export function paymentRoutes(context: Context): Hono<Environment> {
  const { store, log } = context;
  const routes = new Hono<Environment>();
  routes.get(
    '/payments',
    requires('view'),
    describes({ ...shared, summary: 'List and search payments', answer: paymentPageSchema }),
    takesQuery(paymentQuerySchema),
    async (c) => c.json(await searchPayments(store, c.req.valid('query'))),
  );
  routes.get(
    '/payments/totals',
    requires('view'),
    describes({
      ...shared,
      summary: 'What payments come to, by state and currency',
      answer: paymentTotalsSchema,
    }),
    takesQuery(paymentFilterSchema),
    async (c) => c.json(await paymentTotals(store, c.req.valid('query'))),
  );
  routes.get(
    '/payments.csv',
    requires('view'),
    describes({ ...shared, summary: 'Payments as a file for spreadsheets', type: 'text/csv' }),
    takesQuery(paymentFilterSchema),
    (c) =>
      c.body(streamOf(paymentsAsCsv(store, c.req.valid('query')), log), 200, {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': 'attachment; filename="payments.csv"',
      }),
  );
  routes.get(
    '/attention',
    requires('view'),
    describes({ ...shared, summary: 'What waits for an operator', answer: attentionSchema }),
    async (c) => c.json(await needingAttention(context)),
  );
  routes.get(
    '/payments/:id',
    requires('view'),
    describes({
      ...shared,
      summary: 'One payment, with all that happened to it',
      answer: paymentDetailSchema,
    }),
    async (c) => c.json(await paymentHistory(store.db, c.req.param('id'))),
  );
  return routes;
}

/** Written as fast as it is read. One that fails ends without an end, so that nobody takes it for whole. */
function streamOf(
  texts: AsyncGenerator<string, undefined>,
  log: Logger,
): ReadableStream<Uint8Array> {
  const stream = new ReadableStream<string>({
    async pull(controller) {
      try {
        const { done, value } = await texts.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      } catch (err) {
        log.error({ err }, 'a file broke off');
        throw err;
      }
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
  return stream.pipeThrough(new TextEncoderStream());
}
