/**
 * `/orders/:token`: what a checkout page asks for.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../context.ts';
import {
  expressQuoteRequestSchema,
  expressQuoteSchema,
  intentRequestSchema,
  intentSchema,
  pageErrorSchema,
  sessionQuerySchema,
  sessionSchema,
  type ExpressQuote,
  type Intent,
  type Session,
} from '../contract.ts';
import { clientAddress } from '../middleware/client-address.ts';
import type { Environment } from '../middleware/environment.ts';
import { quoteExpress, startPayment } from '../orders/payments.ts';
import { sessionFor } from '../orders/session.ts';
import { findOrder } from '../orders/source.ts';
import type { OrderTokens } from '../orders/token.ts';
import type { Attempts } from '../payments/attempts.ts';
import type { Account } from '../settings/account.ts';
import { describes } from './describe.ts';
import { takesJson, takesQuery } from './input.ts';

export interface ShopperServices {
  tokens: OrderTokens;
  account: Account;
  attempts: Attempts;
}

export function orderRoutes(
  context: Context,
  { tokens, account, attempts }: ShopperServices,
): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.get(
    '/:token',
    describes({ tag: 'Checkout', summary: 'An order, and how to pay it', answer: sessionSchema }),
    takesQuery(sessionQuerySchema),
    async (c) => {
      const order = await findOrder(context, await tokens.read(c.req.param('token')));
      const { country = null } = c.req.valid('query');
      return c.json<Session>(await sessionFor(context, account, order, country));
    },
  );

  routes.post(
    '/:token/intent',
    describes({ tag: 'Checkout', summary: 'Begin to pay an order', answer: intentSchema }),
    takesJson(intentRequestSchema),
    async (c) => {
      const orderId = await tokens.read(c.req.param('token'));
      const address = clientAddress(c, context.settings.trustedProxies);
      await attempts.admit(orderId, address);
      const intent = await startPayment(context, account, orderId, c.req.valid('json'));
      attempts.remember(intent.paymentId, address);
      return c.json<Intent>(intent);
    },
  );

  routes.post(
    '/:token/quote',
    describes({
      tag: 'Checkout',
      summary: 'What an order costs when delivered to an address',
      answer: expressQuoteSchema,
    }),
    takesJson(expressQuoteRequestSchema),
    async (c) => {
      const orderId = await tokens.read(c.req.param('token'));
      const quote = await quoteExpress(context, account, orderId, c.req.valid('json'));
      return c.json<ExpressQuote>(quote);
    },
  );

  routes.post(
    '/:token/errors',
    describes({ tag: 'Checkout', summary: 'Report what went wrong in the page', status: 204 }),
    takesJson(pageErrorSchema),
    async (c) => {
      const order = await tokens.read(c.req.param('token'));
      context.log.warn({ order, ...c.req.valid('json') }, 'error in a checkout page');
      return c.body(null, 204);
    },
  );

  return routes;
}
