/**
 * How many payments a second the sandbox makes, created and then confirmed, each by a call over HTTP;
 * and whether it minds that it holds 100,000 already.
 */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';
import { confirmPaymentIntent } from '../../demo/sandbox/payments/confirmation.ts';
import { createPaymentIntent } from '../../demo/sandbox/payments/intents.ts';
import { median, row, type BenchRow } from './measure.ts';

const payments = 400;
const rounds = 5;
const atATime = 8;
const stored = 100_000;

/** Two calls, one after the other, like a create and its confirmation. */
type Pair = () => Promise<void>;

export async function rows(): Promise<BenchRow[]> {
  const sandbox = await startSandbox({ port: 0 });
  const full = await startSandbox({ port: 0 });
  const bare = await startBare();
  const agent = new http.Agent({ keepAlive: true, maxSockets: atATime });
  try {
    fill(full);
    const rates = await pairsPerSecond({
      sandbox: payWith(agent, sandbox),
      full: payWith(agent, full),
      bare: async () => {
        await post(agent, bare.url, '/v1/payment_intents', creation);
        await post(agent, bare.url, '/v1/payment_intents/pi_1/confirm', confirmation);
      },
    });
    return [
      row({
        name: 'sandbox: create and confirm',
        value: rates.sandbox,
        unit: 'payments/s',
        baseline: 'the same calls to a bare Hono route',
        baselineValue: rates.bare,
      }),
      row({
        name: `sandbox with ${stored.toLocaleString('en')} payments stored`,
        value: rates.full,
        unit: 'payments/s',
        baseline: 'an empty sandbox',
        baselineValue: rates.sandbox,
      }),
    ];
  } finally {
    agent.destroy();
    await Promise.all([sandbox.stop(), full.stop(), bare.stop()]);
  }
}

const creation = 'amount=2000&currency=usd&allowed_payment_method_types[0]=card&metadata[order]=o1';
const confirmation = 'payment_method=pm_card_visa';

const payWith =
  (agent: http.Agent, { url }: Sandbox): Pair =>
  async () => {
    const created = await post(agent, url, '/v1/payment_intents', creation);
    const { id } = JSON.parse(created) as { id: string };
    await post(agent, url, `/v1/payment_intents/${id}/confirm`, confirmation);
  };

function fill(sandbox: Sandbox): void {
  const account = sandbox.accounts.find(sandbox.secretKey)?.account;
  if (!account) throw new Error('the sandbox does not know its own key');
  const context = sandbox.contextOf(account);
  for (let n = 0; n < stored; n++) {
    const intent = createPaymentIntent(
      context,
      { amount: 2000, currency: 'usd', allowed_payment_method_types: ['card'] },
      sandbox.url,
    );
    confirmPaymentIntent(context, intent, { payment_method: 'pm_card_visa' }, sandbox.url);
  }
  // Their funds arrive now, not while others are measured.
  sandbox.clock.advance(10);
}

/** A route that reads the form and answers JSON of the size of a PaymentIntent, and no more. */
async function startBare(): Promise<{ url: string; stop: () => Promise<void> }> {
  const app = new Hono();
  const answer = { id: 'pi_1', padding: 'x'.repeat(1800) };
  app.post('/v1/*', async (c) => {
    await c.req.text();
    return c.json(answer);
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

function post(agent: http.Agent, url: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      new URL(path, url),
      {
        method: 'POST',
        agent,
        headers: {
          Authorization: 'Bearer sk_test_sandbox',
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${path}: ${response.statusCode ?? ''} ${text}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** They take turns, so that a machine which slows down slows all of them. */
async function pairsPerSecond<Name extends string>(
  pairs: Record<Name, Pair>,
): Promise<Record<Name, number>> {
  const entries = Object.entries<Pair>(pairs);
  const samples = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, pair] of entries) {
      const started = performance.now();
      let left = payments;
      await Promise.all(
        Array.from({ length: atATime }, async () => {
          while (left-- > 0) await pair();
        }),
      );
      const rate = payments / ((performance.now() - started) / 1000);
      if (round >= 0) samples.get(name)?.push(rate); // Round -1 warms up.
    }
  }
  return Object.fromEntries([...samples].map(([name, rates]) => [name, median(rates)])) as Record<
    Name,
    number
  >;
}
