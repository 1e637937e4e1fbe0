/**
 * `/admin/session`, `/admin/operators`, `/admin/audit`.
 *
 * @module
 */
import { Hono } from 'hono';
import * as v from 'valibot';
import { CheckoutError } from '../../checkout-error.ts';
import type { Context } from '../../context.ts';
import { clientAddress } from '../../middleware/client-address.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires, type TokenLogin } from '../../middleware/operator.ts';
import { readAudit } from '../../operators/audit.ts';
import {
  auditPageSchema,
  createdOperatorSchema,
  newOperatorSchema,
  operatorSchema,
  operatorsSchema,
  signedInSchema,
  signInSchema,
} from '../../operators/contract.ts';
import type { OperatorTokens } from '../../operators/tokens.ts';
import { pageQuery } from '../../store/page-query.ts';
import { describes } from '../describe.ts';
import { takesJson, takesQuery } from '../input.ts';

const tag = 'Back office';

/** Before anyone is known: exchanges a token for a session's cookie. */
export function signInRoutes({ signIn, sessions, cookie, trustedProxies }: TokenLogin): Hono {
  const routes = new Hono();
  routes.post(
    '/session',
    describes({ tag, summary: 'Sign in with a token', answer: signedInSchema }),
    takesJson(signInSchema),
    async (c) => {
      const { token } = c.req.valid('json');
      const operator = await signIn(token, clientAddress(c, trustedProxies));
      if (!operator) throw new CheckoutError('authentication_required');
      cookie.write(c, await sessions.open(operator.actor));
      return c.json(operator);
    },
  );
  return routes;
}

/** Who is signed in. Ends a session where there are any. */
export function sessionRoutes(login: TokenLogin | undefined): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get(
    '/session',
    describes({ tag, summary: 'Who is signed in', answer: signedInSchema, scope: 'view' }),
    (c) => c.json(c.get('operator')),
  );
  if (login) {
    routes.delete(
      '/session',
      describes({ tag, summary: 'Sign out', status: 204, scope: 'view' }),
      async (c) => {
        const key = login.cookie.read(c);
        if (key !== undefined) await login.sessions.close(key);
        login.cookie.clear(c);
        return c.body(null, 204);
      },
    );
  }
  return routes;
}

/** Tokens: made, listed and revoked by those who may configure. */
export function operatorRoutes(tokens: OperatorTokens): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(requires('configure'));
  routes.get(
    '/',
    describes({ tag, summary: 'List tokens', answer: operatorsSchema, scope: 'configure' }),
    async (c) => c.json({ operators: await tokens.list() }),
  );
  routes.post(
    '/',
    describes({
      tag,
      summary: 'Make a token, shown this once',
      answer: createdOperatorSchema,
      status: 201,
      scope: 'configure',
    }),
    takesJson(newOperatorSchema),
    async (c) => c.json(await tokens.create(c.req.valid('json'), c.get('operator').actor), 201),
  );
  routes.delete(
    '/:id',
    describes({
      tag,
      summary: 'Revoke a token and end its sessions',
      answer: operatorSchema,
      scope: 'configure',
    }),
    async (c) => {
      const revoked = await tokens.revoke(c.req.param('id'), c.get('operator').actor);
      if (!revoked) throw new CheckoutError('not_found');
      return c.json(revoked);
    },
  );
  return routes;
}

/** Who did what. */
export function auditRoutes({ store }: Context): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get(
    '/',
    requires('view'),
    describes({ tag, summary: 'Read the audit trail', answer: auditPageSchema, scope: 'view' }),
    takesQuery(v.object(pageQuery)),
    async (c) => c.json(await readAudit(store.db, c.req.valid('query'))),
  );
  return routes;
}
