/**
 * The checkout server as a process of its own.
 *
 * @module
 */
import { once, type EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { StandAlone } from './environment.ts';
import { createCheckout } from './index.ts';
import { createLog } from './log.ts';
import { associationRoutes } from './routes/association.ts';
import { notFoundHandler } from './routes/errors.ts';

/** Whoever stops the process gives it half a minute, as a rule. */
const STOP_MS = 25_000;

/** Listens until the process is asked to end, and ends what was begun. */
export async function serve({ options, host, port }: StandAlone): Promise<void> {
  const log = createLog(typeof options.log === 'string' ? options.log : 'info');
  const checkout = createCheckout({ ...options, log });
  await checkout.ready;

  const app = new Hono();
  app.route(options.path ?? '/checkout', checkout.app);
  // Apple looks for it at the root of the host.
  if (options.appleAssociation !== undefined) {
    app.route('/', associationRoutes(options.appleAssociation));
  }
  app.notFound(notFoundHandler(log));
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: 30_000, headersTimeout: 15_000 },
  });
  const answering = new Set<EventEmitter>();
  server.on('request', (_request, response: EventEmitter) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { address, port: bound } = server.address() as AddressInfo;
  log.info({ address, port: bound }, 'listening');

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('not stopped in time');
      process.exit(1);
    }, STOP_MS).unref();
    const closed = once(server, 'close');
    server.close();
    await checkout.close();
    // An answer that is given may still have to be written.
    await Promise.all([...answering].map((response) => once(response, 'close')));
    // Streams of live updates have ended; what is left are connections without a request.
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
    log.info('stopped');
  };
  const [signal] = (await Promise.race([
    once(process, 'SIGTERM').then(() => ['SIGTERM']),
    once(process, 'SIGINT').then(() => ['SIGINT']),
  ])) as [NodeJS.Signals];
  await stop(signal);
}
