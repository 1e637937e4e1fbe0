/**
 * `/admin`: what operators use.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import type { Environment } from '../../middleware/environment.ts';
import { jsonBody } from '../../middleware/json-body.ts';
import { operatorByLogin, operatorByToken, sessionCookie } from '../../middleware/operator.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import type { Authorize } from '../../operators/scopes.ts';
import { createOperatorSessions } from '../../operators/sessions.ts';
import { createSignIn } from '../../operators/sign-in.ts';
import type { OperatorTokens } from '../../operators/tokens.ts';
import { paymentRoutes } from './payments.ts';
import { auditRoutes, operatorRoutes, sessionRoutes, signInRoutes } from './operators.ts';

export interface AdminOptions {
  /** The merchant's own login, or the tokens that operators sign in with. */
  operators: { authorize: Authorize } | { tokens: OperatorTokens };
  /** Where browsers reach the server. */
  origin: string | undefined;
  trustedProxies: number;
}

export function adminRoutes(
  context: Context,
  { operators, origin, trustedProxies }: AdminOptions,
): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(sameOrigin(origin), jsonBody());

  if ('authorize' in operators) {
    routes.use(operatorByLogin(operators.authorize));
    routes.route('/', sessionRoutes(undefined));
  } else {
    const login = {
      signIn: createSignIn(operators.tokens),
      sessions: createOperatorSessions(context),
      cookie: sessionCookie(origin),
      trustedProxies,
    };
    routes.route('/', signInRoutes(login));
    routes.use(operatorByToken(login));
    routes.route('/', sessionRoutes(login));
    routes.route('/operators', operatorRoutes(operators.tokens));
  }
  routes.route('/payments', paymentRoutes(context));
  routes.route('/audit', auditRoutes(context));
  return routes;
}
