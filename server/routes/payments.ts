/**
 * `/payments/:token`: where a payment stands, asked for or pushed.
 *
 * @module
 */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Context } from '../context.ts';
import { paymentViewSchema, type PaymentStatus } from '../contract.ts';
import type { Environment } from '../middleware/environment.ts';
import { recent } from '../orders/session.ts';
import { followPayment } from '../payments/follow.ts';
import { statusOf } from '../payments/status.ts';
import { readPayment } from '../payments/lease.ts';
import { describes } from './describe.ts';

export function paymentRoutes(context: Context): Hono<Environment> {
  const { paymentTokens: tokens } = context;
  const routes = new Hono<Environment>();

  routes.get(
    '/:token',
    describes({ tag: 'Checkout', summary: 'Where a payment stands', answer: paymentViewSchema }),
    async (c) => {
      const payment = await readPayment(context, tokens.read(c.req.param('token')));
      return c.json<PaymentStatus>(statusOf(await recent(context, payment), tokens));
    },
  );

  routes.get(
    '/:token/events',
    describes({
      tag: 'Checkout',
      summary: 'A payment’s changes as server-sent events named `payment`',
    }),
    async (c) => {
      const id = tokens.read(c.req.param('token'));
      await readPayment(context, id);
      // nginx would keep events back to fill a buffer.
      c.header('X-Accel-Buffering', 'no');
      const response = streamSSE(c, async (stream) => {
        const gone = new AbortController();
        stream.onAbort(() => gone.abort());
        for await (const payment of followPayment(context, id, gone.signal)) {
          if (payment === 'silence') await stream.write(': still here\n\n');
          else {
            await stream.writeSSE({
              event: 'payment',
              id: String(payment.version),
              data: JSON.stringify(statusOf(payment, tokens)),
            });
          }
        }
      });
      // Middleware that compresses would do so too.
      response.headers.set('Cache-Control', 'no-store, no-transform');
      return response;
    },
  );

  return routes;
}
