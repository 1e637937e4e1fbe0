/**
 * `npm run demo`: a storefront, its checkout and, without keys of one's own, the sandbox that stands
 * in for Stripe. One process, one port. `npm run demo -- --fresh` forgets what earlier runs kept.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { openDemo, type Demo, type DemoOptions } from './demo.ts';
import { InvalidEnvironmentError, readEnvironment } from './environment.ts';

const { values: args } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });

async function start(): Promise<void> {
  const { data, ...environment } = readEnvironment(process.env);
  const { port } = environment;
  const folder = path.resolve(data, environment.stripe ? 'stripe' : 'sandbox');
  const options: DemoOptions = { ...environment, folder, forget: () => void forget() };
  if (args.fresh) rmSync(folder, { recursive: true, force: true });

  // Requests that come before it is open, or while it forgets, wait.
  let demo: Promise<Demo>;
  const server = serve({
    fetch: async (request, env) => (await demo).fetch(request, env),
    port,
    hostname: '127.0.0.1',
  }) as Server;
  demo = once(server, 'listening').then(() => openDemo(options));

  async function forget(): Promise<void> {
    const old = demo;
    demo = old.then(async ({ close }) => {
      await close();
      rmSync(folder, { recursive: true, force: true });
      return openDemo(options);
    });
    await report(options, await demo);
  }

  await report(options, await demo);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.close();
  await (await demo).close();
  server.closeAllConnections();
}

async function report({ url, stripe }: DemoOptions, demo: Demo): Promise<void> {
  console.log(`Shop         ${url}
Back office  ${url}/checkout/admin
  login      ${demo.operatorToken}
Stripe       ${stripe ? 'your account' : `the sandbox, ${url}/sandbox`}
`);
  if (!stripe) return;
  const problems = await demo.problems();
  for (const { severity, words, action } of problems) {
    console.log(`${severity === 'error' ? 'Missing' : 'Mind'}: ${words}\n  ${action.words}`);
  }
  if (isLoopback(url)) {
    console.log(`Stripe can't reach ${url}. Webhooks come by its command line, which prints a secret:
  stripe listen --forward-to ${url}/checkout/webhooks/stripe
  STRIPE_WEBHOOK_SECRET=whsec_… npm run demo
Wallets want a domain of yours over https: TENDER_ORIGIN=https://… npm run demo`);
  }
}

const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

try {
  await start();
} catch (error) {
  if (error instanceof InvalidEnvironmentError) console.error(error.message);
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error('The port is taken. Another one: PORT=4243 npm run demo');
  } else console.error(error);
  process.exit(1);
}
