/**
 * `/admin`: what operators use.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Configuration } from '../../configuration.ts';
import type { Context } from '../../context.ts';
import type { Environment } from '../../middleware/environment.ts';
import { jsonBody } from '../../middleware/json-body.ts';
import { operatorByLogin, operatorByToken, sessionCookie } from '../../middleware/operator.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import { createOperatorSessions } from '../../operators/sessions.ts';
import { createSignIn } from '../../operators/sign-in.ts';
import type { Metrics } from '../../metrics.ts';
import type { Account } from '../../settings/account.ts';
import type { OperatorTokens } from '../../operators/tokens.ts';
import { operationRoutes } from './operations.ts';
import { pageRoutes } from './page.ts';
import { paymentRoutes } from './payments.ts';
import { reportRoutes } from './reports.ts';
import { shopRoutes } from './shop.ts';
import { stripeRoutes } from './stripe.ts';
import { auditRoutes, operatorRoutes, sessionRoutes, signInRoutes } from './operators.ts';

export interface AdminServices {
  account: Account;
  configuration: Configuration;
  metrics: Metrics;
  /** The tokens that operators sign in with, unless the merchant has a login of his own. */
  operators: OperatorTokens;
}

export function adminRoutes(
  context: Context,
  { account, configuration, metrics, operators: tokens }: AdminServices,
): Hono<Environment> {
  const { operators, origin, trustedProxies } = context.settings;
  const routes = new Hono<Environment>();
  routes.route('/', pageRoutes({ ownLogin: typeof operators === 'function' }));
  routes.use(sameOrigin(origin), jsonBody());

  if (typeof operators === 'function') {
    routes.use(operatorByLogin(operators));
    routes.route('/', sessionRoutes(undefined));
  } else {
    const login = {
      signIn: createSignIn(tokens),
      sessions: createOperatorSessions(context),
      cookie: sessionCookie(origin),
      trustedProxies,
    };
    routes.route('/', signInRoutes(login));
    routes.use(operatorByToken(login));
    routes.route('/', sessionRoutes(login));
    routes.route('/operators', operatorRoutes(tokens));
  }
  routes.route('/', paymentRoutes(context));
  routes.route('/', operationRoutes(context));
  routes.route('/', reportRoutes(context, { account, metrics }));
  routes.route('/', shopRoutes(context, account));
  routes.route('/', stripeRoutes(configuration));
  routes.route('/audit', auditRoutes(context));
  return routes;
}
