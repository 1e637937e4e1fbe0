/**
 * The Hono app: routes and middleware put together.
 *
 * @module
 */
import { Hono, type MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import type { Configuration } from './configuration.ts';
import type { Context } from './context.ts';
import { CheckoutError } from './checkout-error.ts';
import { newId } from './ids.ts';
import type { Metrics } from './metrics.ts';
import { allowOrigins } from './middleware/cors.ts';
import type { Environment } from './middleware/environment.ts';
import { jsonBody } from './middleware/json-body.ts';
import { observe } from './middleware/observe.ts';
import { warnOfProxy } from './middleware/proxy-warning.ts';
import { secureHeaders } from './middleware/secure-headers.ts';
import type { OperatorTokens } from './operators/tokens.ts';
import { adminRoutes } from './routes/admin/index.ts';
import { assetRoutes } from './routes/assets.ts';
import { associationRoutes } from './routes/association.ts';
import { errorHandler, notFoundHandler } from './routes/errors.ts';
import { orderRoutes, type ShopperServices } from './routes/orders.ts';
import { paymentRoutes } from './routes/payments.ts';
import { referenceRoutes } from './routes/reference.ts';
import { statusRoutes, type StatusChecks } from './routes/status.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import type { Inbox } from './webhooks/inbox.ts';

export interface AppServices extends ShopperServices {
  configuration: Configuration;
  inbox: Inbox;
  rereadSecrets: () => Promise<void>;
  metrics: Metrics;
  /** Resolves when the database is ready; rejects when it never will be. */
  ready: Promise<void>;
  requests: RequestCount;
  checks: StatusChecks;
  /** For `/admin`, where it is mounted. */
  operators: OperatorTokens;
}

export function createApp(context: Context, services: AppServices): Hono {
  const { log, settings, now } = context;
  const { configuration, metrics, ready, requests, checks } = services;
  const app = new Hono();
  app.onError(errorHandler(log));
  app.notFound(notFoundHandler(log));

  // Before any middleware: it would cost the route more than its own work.
  app.route('/webhooks', webhookRoutes(context, services));
  // Asked every few seconds, and to be answered while the server stops or has no database.
  app.route('/', statusRoutes(checks));
  app.route('/', assetRoutes());
  if (settings.appleAssociation !== undefined) {
    app.route('/', associationRoutes(settings.appleAssociation));
  }

  const api = new Hono<Environment>();
  api.use(requestId({ generator: () => newId('req', now()) }));
  api.use(observe(log, metrics));
  api.use(warnOfProxy(log, settings.trustedProxies));
  api.use(secureHeaders({ https: settings.origin?.startsWith('https:') ?? false }));
  api.use(requests.whileOpen(ready));

  const shopperRoutes = (routes: Hono<Environment>): Hono<Environment> => {
    const shopper = new Hono<Environment>();
    shopper.use(allowOrigins(pageOrigins(context), configuration.seen.note), jsonBody());
    shopper.route('/', routes);
    return shopper;
  };
  api.route('/orders', shopperRoutes(orderRoutes(context, services)));
  api.route('/payments', shopperRoutes(paymentRoutes(context)));
  if (settings.operators) api.route('/admin', adminRoutes(context, services));
  api.route('/', referenceRoutes(app));

  app.route('/', api);
  return app;
}

function pageOrigins({ settings }: Context): string[] | 'loopback' {
  const { allowedOrigins, origin } = settings;
  if (allowedOrigins.length === 0) return 'loopback';
  return [...allowedOrigins, ...(origin === undefined ? [] : [origin])];
}

/** The requests that are being answered: a server that stops waits for them, and takes no more. */
export interface RequestCount {
  whileOpen: (ready: Promise<void>) => MiddlewareHandler;
  /** Resolves when none is left, or after `most` milliseconds. */
  finished: (most: number) => Promise<void>;
}

export function countRequests(stopping: AbortSignal): RequestCount {
  let open = 0;
  let done: (() => void) | undefined;
  return {
    whileOpen: (ready) =>
      async function whileOpen(_, next) {
        if (stopping.aborted) throw new CheckoutError('shutting_down');
        open += 1;
        try {
          await ready;
          await next();
        } finally {
          open -= 1;
          if (open === 0) done?.();
        }
      },
    finished: (most) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, open === 0 ? 0 : most);
        done = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
