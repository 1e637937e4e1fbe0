/**
 * The checkout server as a process of its own: environment → options → listen.
 *
 *     npm run server                                   serves, everything under /checkout
 *     npm run server -- operator NAME --scope SCOPE    makes an operator's token; --scope may be repeated
 *
 * @module
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { InvalidEnvironmentError, readEnvironment, type StandAlone } from './environment.ts';
import { createCheckout, InvalidOptionsError, type Checkout } from './index.ts';
import { createLog } from './log.ts';
import { newOperatorSchema } from './operators/contract.ts';
import { notFoundHandler } from './routes/errors.ts';

/** Whoever stops the process gives it half a minute, as a rule. */
const STOP_MS = 25_000;

async function serve({ options, host, port }: StandAlone): Promise<void> {
  const log = createLog(typeof options.log === 'string' ? options.log : 'info');
  const checkout = createCheckout({ ...options, log });
  await checkout.ready;

  const app = new Hono();
  app.route('/checkout', checkout.app);
  app.notFound(notFoundHandler(log));
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: 30_000, headersTimeout: 15_000 },
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

async function makeOperator(
  { options }: StandAlone,
  operator: { name: string | undefined; scopes: string[] },
): Promise<void> {
  const checked = v.safeParse(newOperatorSchema, operator);
  if (!checked.success) {
    throw new UsageError('operator NAME --scope view|operate|configure [--scope …]');
  }
  const checkout: Checkout = createCheckout({ ...options, log: 'warn', workers: false });
  try {
    await checkout.ready;
    const { token } = await checkout.operators.create(checked.output, 'command line');
    console.log(token);
  } finally {
    await checkout.close();
  }
}

class UsageError extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { scope: { type: 'string', multiple: true, default: [] } },
  });
  const [command, name, ...more] = positionals;
  const standAlone = readEnvironment(process.env);
  if (command === undefined) await serve(standAlone);
  else if (command === 'operator' && more.length === 0) {
    await makeOperator(standAlone, { name, scopes: values.scope });
  } else throw new UsageError('operator NAME --scope SCOPE, or nothing to serve');
}

try {
  await main();
} catch (error) {
  const known =
    error instanceof InvalidEnvironmentError ||
    error instanceof InvalidOptionsError ||
    error instanceof UsageError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
