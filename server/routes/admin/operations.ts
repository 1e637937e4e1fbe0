/**
 * `/admin/payments/:id/{capture,void,refund,sync}`, `/admin/notifications/:id/resend`: what operators do.
 *
 * @module
 */
import { Hono, type Context as HonoContext } from 'hono';
import type { Context } from '../../context.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires } from '../../middleware/operator.ts';
import { resend } from '../../notifications/outbox.ts';
import {
  captureRequestSchema,
  idempotencySchema,
  operationDoneSchema,
  paymentDetailSchema,
  refundRequestSchema,
  voidRequestSchema,
} from '../../payments/admin-contract.ts';
import { operationView, paymentHistory } from '../../payments/history.ts';
import { capture, refund, voidPayment, type Asked, type Done } from '../../payments/operations.ts';
import { summary } from '../../payments/search.ts';
import { sync } from '../../payments/sync.ts';
import { describes, type RouteDescription } from '../describe.ts';
import { takesHeaders, takesJson } from '../input.ts';

const operates = (summary: string, fields: Partial<RouteDescription> = {}) =>
  describes({ tag: 'Back office', summary, scope: 'operate', ...fields });

/** An operation whose outcome Stripe has not told yet is 202: it is followed up, and must not be repeated. */
const done = (c: HonoContext, { payment, operation }: Done) =>
  c.json(
    { payment: summary(payment), operation: operation && operationView(operation) },
    operation?.status === 'unknown' || operation?.status === 'pending' ? 202 : 200,
  );

/** Keys of different operators never meet. */
function asked(c: HonoContext<Environment>, key: string | undefined): Asked {
  const { actor } = c.get('operator');
  return { actor, ...(key === undefined ? {} : { requestKey: `${actor}:${key}` }) };
}

export function operationRoutes(context: Context): Hono<Environment> {
  const routes = new Hono<Environment>();
  const may = requires('operate');
  const withKey = takesHeaders(idempotencySchema);

  routes.post(
    '/payments/:id/capture',
    may,
    operates('Capture all or part of what is held', { answer: operationDoneSchema }),
    withKey,
    takesJson(captureRequestSchema),
    async (c) => {
      const { amount, final } = c.req.valid('json');
      const key = c.req.valid('header')['idempotency-key'];
      const request = { ...asked(c, key), final, ...(amount === undefined ? {} : { amount }) };
      return done(c, await capture(context, c.req.param('id'), request));
    },
  );

  routes.post(
    '/payments/:id/void',
    may,
    operates('Release what is held, or give a payment up', { answer: operationDoneSchema }),
    withKey,
    takesJson(voidRequestSchema),
    async (c) => {
      const key = c.req.valid('header')['idempotency-key'];
      const request = { ...asked(c, key), ...c.req.valid('json') };
      return done(c, await voidPayment(context, c.req.param('id'), request));
    },
  );

  routes.post(
    '/payments/:id/refund',
    may,
    operates('Refund all or part of what was captured', { answer: operationDoneSchema }),
    withKey,
    takesJson(refundRequestSchema),
    async (c) => {
      const { amount, reason } = c.req.valid('json');
      const key = c.req.valid('header')['idempotency-key'];
      const request = {
        ...asked(c, key),
        ...(amount === undefined ? {} : { amount }),
        ...(reason === undefined ? {} : { reason }),
      };
      return done(c, await refund(context, c.req.param('id'), request));
    },
  );

  routes.post(
    '/payments/:id/sync',
    may,
    operates('Ask Stripe how the payment stands', { answer: paymentDetailSchema }),
    async (c) => {
      const id = c.req.param('id');
      await sync(context, id);
      return c.json(await paymentHistory(context.store.db, id));
    },
  );

  routes.post(
    '/notifications/:id/resend',
    may,
    operates('Send a notification again', { status: 204 }),
    async (c) => {
      await resend(context, c.req.param('id'), c.get('operator').actor);
      return c.body(null, 204);
    },
  );
  return routes;
}
