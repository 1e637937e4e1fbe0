import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sign } from 'hono/jwt';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';
import type { Intent, PaymentPage, Session } from '../../server/index.ts';
import { HANDLED_EVENTS } from '../../server/webhooks/events.ts';
import { keepPrinted } from '../support/logs.ts';
import { eventually } from './support/shop.ts';

const SECRET = 'a6f1c0d3b98e47528d6b1f0e3c5a7982';
const SHOP_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const EMAIL = 'ann.shopper@mail.shop.example';
const main = path.join(import.meta.dirname, '../../server/main.ts');

interface Answer<T> {
  status: number;
  body: T;
}

/** A shop in another language: it speaks JSON, and verifies what it is sent. */
async function startShopProgram() {
  /** Answers wait for it. */
  const gate = { open: Promise.resolve(), waiting: 0 };
  const told: { id: string; type: string; data: { kind: string } }[] = [];
  const answers: Record<string, (data: { id: string }) => [number, unknown]> = {
    'order.find': ({ id }) => [
      id === 'gone' ? 404 : 200,
      { id, amount: 4200, currency: 'eur', status: 'open', customer: { email: EMAIL } },
    ],
  };
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const message = new Webhook(SHOP_SECRET).verify(body, headers) as (typeof told)[number];
      const answer = answers[message.type];
      if (!answer) told.push({ ...message, id: headers['webhook-id'] ?? '' });
      const [status, content] = answer?.(message.data as never) ?? [200, {}];
      gate.waiting += 1;
      void gate.open.then(() => {
        gate.waiting -= 1;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(content));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    told,
    gate,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tender`,
  };
}

async function freePort(): Promise<number> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the stand-alone server', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-main-'));
  let sandbox: Sandbox;
  let shop: Awaited<ReturnType<typeof startShopProgram>>;
  let env: Record<string, string>;
  let url: string;
  let child: ChildProcess;
  let log = '';

  const run = (args: string[], variables: Record<string, string> = env): ChildProcess =>
    spawn(process.execPath, [main, ...args], {
      env: { PATH: process.env.PATH, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  async function outputOf(args: string[], variables = env) {
    const process = run(args, variables);
    let text = '';
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    }
    const [code] = (await once(process, 'close')) as [number];
    return { code, text };
  }

  before(async () => {
    sandbox = await startSandbox({ country: 'BE', port: 0 });
    shop = await startShopProgram();
    const port = await freePort();
    url = `http://127.0.0.1:${port}/checkout`;
    const { hostname, port: stripePort } = new URL(sandbox.url);
    const stripe = new Stripe(sandbox.secretKey, {
      host: hostname,
      port: stripePort,
      protocol: 'http',
    });
    const endpoint = await stripe.webhookEndpoints.create({
      url: `${url}/webhooks/stripe`,
      enabled_events: [...HANDLED_EVENTS],
      api_version: Stripe.API_VERSION,
    });
    env = {
      TENDER_SECRET: SECRET,
      SHOP_SECRET,
      ORDERS_URL: shop.url,
      NOTIFICATIONS_URL: shop.url,
      STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
      STRIPE_SECRET_KEY: sandbox.secretKey,
      STRIPE_WEBHOOK_SECRET: endpoint.secret ?? '',
      STRIPE_API_URL: sandbox.url,
      DATABASE_URL: path.join(folder, 'tender.db'),
      LOG_LEVEL: 'trace',
      PORT: String(port),
    };
    child = run([]);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    }
    await eventually(
      () => log,
      (text) => text.includes('"listening"'),
    );
  });
  after(async () => {
    child.kill('SIGKILL');
    keepPrinted(log);
    shop.server.closeAllConnections();
    shop.server.close();
    await sandbox.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const ask = async <T>(to: string, init: RequestInit = {}): Promise<Answer<T>> => {
    const response = await fetch(url + to, {
      ...init,
      headers: { 'content-type': 'application/json', ...(init.headers as object) },
    });
    return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
  };
  /** As any JWT library makes one. */
  const tokenFor = (sub: string) =>
    sign({ sub, exp: Math.floor(Date.now() / 1000) + 3_600 }, SECRET, 'HS256');

  let operator: string;
  let clientSecret: string;

  it('takes a payment for an order that the shop tells it of, and tells the shop', async () => {
    const token = await tokenFor('o-1');
    const { body: session } = await ask<Session>(`/orders/${token}`);
    assert.equal(session.order.amount, 4200);
    const card = session.methods.find(({ type }) => type === 'card');
    const { status, body: intent } = await ask<Intent>(`/orders/${token}/intent`, {
      method: 'POST',
      body: JSON.stringify({ method: 'card', fingerprint: card?.fingerprint }),
    });
    assert.equal(status, 200);
    ({ clientSecret } = intent);
    const { hostname: host, port } = new URL(sandbox.url);
    const stripe = new Stripe(sandbox.secretKey, { host, port, protocol: 'http' });
    await stripe.paymentIntents.confirm(clientSecret.split('_secret_')[0] ?? '', {
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example/thanks',
    });
    const told = await eventually(
      () => shop.told,
      (messages) => messages.length > 0,
    );
    assert.deepEqual(
      told.map(({ type }) => type),
      ['payment.paid'],
    );
    assert.match(told[0]?.id ?? '', /^\S+$/);
  });

  it('says so when the shop knows no such order', async () => {
    const { status, body } = await ask<{ error: { code: string } }>(
      `/orders/${await tokenFor('gone')}`,
    );
    assert.deepEqual([status, body.error.code], [404, 'order_not_found']);
  });

  it('makes an operator’s token on the command line, beside the running server', async () => {
    const made = await outputOf(['operator', 'ann', '--scope', 'view', '--scope', 'operate']);
    assert.equal(made.code, 0, made.text);
    operator = made.text.trim();
    assert.match(operator, /^tdr_\w{16}_[\w-]{43}$/);
    const { body } = await ask<PaymentPage>('/admin/payments', {
      headers: { authorization: `Bearer ${operator}` },
    });
    assert.equal(body.payments[0]?.email, EMAIL);
  });

  it('refuses a command that it does not know, and an environment with mistakes', async () => {
    const usage = await outputOf(['operator', 'ann', '--scope', 'everything']);
    assert.equal(usage.code, 2);
    assert.match(usage.text, /--scope view\|operate\|configure/);
    const mistaken = await outputOf([], { ...env, SHOP_SECRET: 'short-secret' });
    assert.equal(mistaken.code, 2);
    assert.match(mistaken.text, /SHOP_SECRET/);
    assert.ok(!mistaken.text.includes('short-secret'));
  });

  it('is healthy and ready', async () => {
    assert.deepEqual((await ask<{ ok: boolean }>('/healthz')).body.ok, true);
    const { status, body } = await ask<{ checks: Record<string, object> }>('/readyz');
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(Object.keys(body.checks).sort(), [
      'database',
      'keys',
      'open',
      'stripe',
      'workers',
    ]);
  });

  it('answers what is nowhere in words that a program reads', async () => {
    const response = await fetch(new URL('/elsewhere', url));
    const { error } = (await response.json()) as { error: { code: string } };
    assert.deepEqual([response.status, error.code], [404, 'not_found']);
  });

  it('stops when told to, and loses nothing of what it had begun', async () => {
    const tokens = await Promise.all(['o-2', 'o-3', 'o-4', 'o-5', 'o-6'].map(tokenFor));
    const { promise, resolve } = Promise.withResolvers<undefined>();
    shop.gate.open = promise;
    const asked = tokens.map((token) => ask<Session>(`/orders/${token}`));
    await eventually(
      () => shop.gate.waiting,
      (waiting) => waiting === tokens.length,
    );
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await eventually(
      () => log,
      (text) => text.includes('"stopping"'),
    );
    resolve(undefined);
    const answers = await Promise.all(asked);
    assert.ok(answers.every(({ status }) => status === 200));
    assert.deepEqual(await exited, [0, null]);
    await assert.rejects(fetch(`${url}/healthz`));
    assert.match(log, /"stopped"/);
  });

  it('has written no secret and no address of a person into its log', async () => {
    assert.ok(log.split('\n').length > 10);
    const secrets = {
      SECRET,
      SHOP_SECRET,
      EMAIL,
      clientSecret,
      operator,
      token: await tokenFor('o-1').then((token) => token.slice(0, 30)),
      stripeKey: sandbox.secretKey,
      webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? '',
      signature: 'v1=',
    };
    for (const [name, secret] of Object.entries(secrets)) {
      assert.ok(secret.length > 2 && !log.includes(secret), `${name} is in the log`);
    }
  });
});
