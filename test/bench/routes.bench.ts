/**
 * The HTTP surface: what a session and an intent cost against bare Hono routes on the same server, and
 * what the process costs.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sign } from 'hono/jwt';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';
import type { Session } from '../../server/index.ts';
import { median, row, type BenchRow } from './measure.ts';
import { SECRET as WEBHOOK_SECRET } from './support/events.ts';
import { load, post, type Load } from './support/load.ts';

const SECRET = 'a6f1c0d3b98e47528d6b1f0e3c5a7982';
const ROUNDS = 5;

const tokenFor = (sub: string): Promise<string> =>
  sign({ sub, exp: Math.floor(Date.now() / 1000) + 3_600 }, SECRET, 'HS256');

const get = (to: string): Buffer => Buffer.from(`GET ${to} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);

export async function rows(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-routes-'));
  const sandbox = await startSandbox({ country: 'BE', port: 0 });
  try {
    return [
      ...(await besideBareRoutes(sandbox, path.join(folder, 'routes.db'))),
      ...(await ofTheProcess(sandbox, path.join(folder, 'process.db'))),
    ];
  } finally {
    await sandbox.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function besideBareRoutes(sandbox: Sandbox, database: string): Promise<BenchRow[]> {
  const script = path.join(import.meta.dirname, 'support/checkout-server.ts');
  const child = spawn(process.execPath, [script, sandbox.url, database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = Number(String((await once(child.stdout, 'data'))[0]));
    const session = get(`/checkout/orders/${await tokenFor('order-0')}`);
    const reads = await inTurns({
      ours: () =>
        load(
          port,
          connections(16, 100, () => session),
        ),
      bare: () =>
        load(
          port,
          connections(16, 100, () => get('/bare')),
        ),
    });
    const wishes = await intentRequests(port, (ROUNDS + 1) * 8 * 25);
    const creates = await inTurns({
      ours: () =>
        load(
          port,
          connections(8, 25, () => wishes.pop() ?? session),
        ),
      bare: () =>
        load(
          port,
          connections(8, 25, () => post('/bare/intent', {}, '{}')),
        ),
    });
    const row = (name: string, baseline: string, of: typeof reads): BenchRow =>
      rowOf(name, 'requests/s', baseline, {
        ours: median(of.ours.map(({ perSecond }) => perSecond)),
        bare: median(of.bare.map(({ perSecond }) => perSecond)),
      });
    return [
      row('session route, 16 connections', 'bare Hono route', reads),
      row('intent route, 8 connections', 'bare Hono route, same Stripe call', creates),
    ];
  } finally {
    child.kill();
  }
}

const connections = (count: number, each: number, request: () => Buffer): Buffer[][] =>
  Array.from({ length: count }, () => Array.from({ length: each }, request));

/** Each for an order of its own, whose session was read before. */
async function intentRequests(port: number, count: number): Promise<Buffer[]> {
  const requests: Buffer[] = [];
  for (let order = 1; order <= count; order++) {
    const token = await tokenFor(`order-${order}`);
    const response = await fetch(`http://127.0.0.1:${port}/checkout/orders/${token}`);
    const { methods } = (await response.json()) as Session;
    const fingerprint = methods.find(({ type }) => type === 'card')?.fingerprint;
    const body = JSON.stringify({ method: 'card', fingerprint });
    requests.push(post(`/checkout/orders/${token}/intent`, {}, body));
  }
  return requests;
}

async function inTurns(loads: Record<'ours' | 'bare', () => Promise<Load>>) {
  const taken = { ours: [] as Load[], bare: [] as Load[] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const name of ['ours', 'bare'] as const) {
      const measured = await loads[name]();
      if (round >= 0) taken[name].push(measured); // Round -1 warms up.
    }
  }
  return taken;
}

const rowOf = (
  name: string,
  unit: string,
  baseline: string,
  { ours, bare }: { ours: number; bare: number },
): BenchRow => row({ name, value: ours, unit, baseline, baselineValue: bare });

async function ofTheProcess(sandbox: Sandbox, database: string): Promise<BenchRow[]> {
  const shop = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const env = {
    TENDER_SECRET: SECRET,
    SHOP_SECRET: shop,
    ORDERS_URL: 'https://shop.example/orders',
    STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
    STRIPE_SECRET_KEY: sandbox.secretKey,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_URL: sandbox.url,
    DATABASE_URL: database,
    PORT: '0',
  };
  const main = path.join(import.meta.dirname, '../../server/main.ts');
  const bare = path.join(import.meta.dirname, 'support/bare-server.ts');
  const taken = { ours: [] as Started[], bare: [] as Started[] };
  for (let round = 0; round < ROUNDS; round++) {
    taken.ours.push(await started(main, env));
    taken.bare.push(await started(bare, {}));
  }
  const both = (field: keyof Started) => ({
    ours: median(taken.ours.map((one) => one[field])),
    bare: median(taken.bare.map((one) => one[field])),
  });
  return [
    rowOf('stand-alone server, start to listening', 'ms', 'bare Hono server', both('ms')),
    rowOf('stand-alone server, resident memory', 'MB', 'bare Hono server', both('megabytes')),
  ];
}

interface Started {
  ms: number;
  megabytes: number;
}

async function started(script: string, env: Record<string, string>): Promise<Started> {
  const begun = performance.now();
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`${script} exited with ${code ?? ''}: ${output}`)),
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('"listening"')) resolve();
    });
  });
  const ms = performance.now() - begun;
  const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).toString());
  child.removeAllListeners('exit');
  const exited = once(child, 'exit');
  child.kill();
  await exited;
  return { ms, megabytes: kilobytes / 1024 };
}
