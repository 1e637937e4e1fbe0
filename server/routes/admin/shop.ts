/**
 * `/admin/settings/{methods,capture}`, `/admin/holds`: what the shop offers, and when it takes the money.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires } from '../../middleware/operator.ts';
import { expiringHolds } from '../../payments/holds.ts';
import type { Account } from '../../settings/account.ts';
import {
  captureSchema,
  captureSettingRequestSchema,
  holdsQuerySchema,
  holdsSchema,
  methodsRequestSchema,
  methodsSchema,
} from '../../settings/admin-contract.ts';
import { captureView, changeCapture } from '../../settings/capture.ts';
import { changeMethods, methodsView } from '../../settings/methods.ts';
import { describes } from '../describe.ts';
import { takesJson, takesQuery } from '../input.ts';

const tag = 'Back office';

export function shopRoutes(context: Context, account: Account): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.get(
    '/settings/methods',
    requires('view'),
    describes({ tag, summary: 'Which methods are offered', answer: methodsSchema, scope: 'view' }),
    async (c) => c.json(await methodsView(context, account)),
  );
  routes.put(
    '/settings/methods',
    requires('configure'),
    describes({
      tag,
      summary: 'Switch methods on and off, order them, limit their amounts',
      answer: methodsSchema,
      scope: 'configure',
    }),
    takesJson(methodsRequestSchema),
    async (c) => {
      await changeMethods(context, c.req.valid('json'), c.get('operator').actor);
      return c.json(await methodsView(context, account));
    },
  );

  routes.get(
    '/settings/capture',
    requires('view'),
    describes({ tag, summary: 'When money is taken', answer: captureSchema, scope: 'view' }),
    async (c) => c.json(await captureView(context, account)),
  );
  routes.put(
    '/settings/capture',
    requires('configure'),
    describes({
      tag,
      summary: 'Choose when money is taken',
      answer: captureSchema,
      scope: 'configure',
    }),
    takesJson(captureSettingRequestSchema),
    async (c) => {
      await changeCapture(context, c.req.valid('json'), c.get('operator').actor);
      return c.json(await captureView(context, account));
    },
  );

  routes.get(
    '/holds',
    requires('view'),
    describes({ tag, summary: 'Holds that end soon', answer: holdsSchema, scope: 'view' }),
    takesQuery(holdsQuerySchema),
    async (c) => c.json(await expiringHolds(context, c.req.valid('query').hours)),
  );
  return routes;
}
