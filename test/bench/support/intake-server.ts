/**
 * A webhook intake in a process of its own, so that the load is not measured with it.
 *
 *     node intake-server.ts bare|forgets|durable <database>
 *
 * Prints its port. `bare` is node:http and Stripe's check; `forgets` is our route without a store.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import Stripe from 'stripe';
import { createLog } from '../../../server/log.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { webhookRoutes } from '../../../server/routes/webhooks.ts';
import { openStore } from '../../../server/store/store.ts';
import { createInbox } from '../../../server/webhooks/inbox.ts';
import { SECRET } from './events.ts';

const [kind, database = ':memory:'] = process.argv.slice(2);

const bare: RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const signature = request.headers['stripe-signature'] ?? '';
    Stripe.webhooks.constructEvent(body, signature, SECRET);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}');
  });
};

async function ours(): Promise<RequestListener> {
  const store = await openStore(database);
  const context = {
    store,
    log: createLog('warn'),
    now: Date.now,
    wake: () => undefined,
    credentials: () => ({
      publishableKey: '',
      secretKey: '',
      webhookSecrets: [SECRET],
      livemode: false,
    }),
  };
  const inbox =
    kind === 'durable'
      ? createInbox(context)
      : { accept: () => Promise.resolve(), idle: () => Promise.resolve() };
  const metrics = createMetrics(store, Date.now);
  const ready = Promise.resolve();
  const routes = webhookRoutes(context, { inbox, metrics, ready, rereadSecrets: () => ready });
  const listener = getRequestListener(new Hono().route('/webhooks', routes).fetch);
  return (request, response) => void listener(request, response);
}

const server = createServer(kind === 'bare' ? bare : await ours());
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
