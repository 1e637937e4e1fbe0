/** What a million stored payments cost: each request against the same with a thousand stored. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sign } from 'hono/jwt';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';
import { createCheckout, type Checkout } from '../../server/index.ts';
import { createPostgresDatabase } from '../server/support/stores.ts';
import { startPostgres } from '../support/postgres.ts';
import { microsecondsPerCall, row, type BenchRow } from './measure.ts';
import { SECRET as WEBHOOK_SECRET, signedEvents } from './support/events.ts';
import { amountOf, FIRST_AT, storePayments } from './support/many-payments.ts';

const SECRET = 'a6f1c0d3b98e47528d6b1f0e3c5a7982';
const MANY = 1_000_000;
const FEW = 1_000;
const MINUTE = 60_000;

export async function rows(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-scale-'));
  const sandbox = await startSandbox({ country: 'BE', port: 0 });
  // Filled in minutes otherwise: written to disk once, and not by two at a time.
  const settings = { max_wal_size: '16GB', checkpoint_timeout: '1h', autovacuum: 'off' };
  const postgres = await startPostgres({ settings });
  process.env.TEST_POSTGRES_URL = postgres.url;
  try {
    return [
      ...(await onStore('SQLite', sandbox, {
        few: path.join(folder, 'few.db'),
        many: path.join(folder, 'many.db'),
      })),
      ...(await onStore('PostgreSQL', sandbox, {
        few: (await createPostgresDatabase()).url,
        many: (await createPostgresDatabase()).url,
      })),
    ];
  } finally {
    await postgres.stop();
    await sandbox.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function onStore(
  store: string,
  sandbox: Sandbox,
  databases: Record<'few' | 'many', string>,
): Promise<BenchRow[]> {
  const few = await over(sandbox, databases.few, FEW);
  const many = await over(sandbox, databases.many, MANY);
  const measured: BenchRow[] = [];
  for (const name of Object.keys(few.calls) as (keyof typeof few.calls)[]) {
    const taken = await microsecondsPerCall(
      { few: few.calls[name], many: many.calls[name] },
      { calls: 50, repeats: 7 },
    );
    measured.push(
      row({
        name: `${store}: ${name}, ${MANY.toLocaleString('en')} payments stored`,
        value: taken.many,
        unit: 'µs',
        baseline: `${FEW.toLocaleString('en')} stored`,
        baselineValue: taken.few,
      }),
    );
  }
  await Promise.all([few.checkout.close(), many.checkout.close()]);
  return measured;
}

/** A server over a database of so many payments, asked without a network between. */
async function over(sandbox: Sandbox, database: string, count: number) {
  await storePayments(database, count);
  const limit = { times: 1_000_000, seconds: 60 };
  const checkout = createCheckout({
    stripe: {
      publishableKey: sandbox.publishableKey,
      secretKey: sandbox.secretKey,
      webhookSecret: WEBHOOK_SECRET,
      apiUrl: sandbox.url,
    },
    secret: SECRET,
    orders: {
      find: (id) => ({
        id,
        amount: amountOf(Number(id.slice('order-'.length))),
        currency: 'eur',
        status: 'open',
      }),
    },
    operators: () => ({ actor: 'bench', scopes: ['view'] }),
    limits: { requestsPerOrder: limit, requestsPerAddress: limit },
    database,
    log: 'silent',
    workers: false,
  });
  await checkout.ready;
  return { checkout, calls: callsOn(checkout, count) };
}

function callsOn(checkout: Checkout, count: number) {
  let n = 0;
  /** Jumps about, so that no call finds the pages of the one before. */
  const any = (): number => (n = (n + 618_033_989) % count);
  const ask = async (to: string, init?: RequestInit): Promise<Response> => {
    const response = await checkout.fetch(new Request(`http://localhost${to}`, init));
    if (response.status !== 200) throw new Error(`${to} answered ${response.status}`);
    return response;
  };
  const answered = async (to: string, init?: RequestInit): Promise<void> => {
    await (await ask(to, init)).arrayBuffer();
  };
  /** Eight hours with 480 payments, anywhere. */
  const period = (): string => {
    const from = FIRST_AT + (any() % (count - 480)) * MINUTE;
    return `from=${from}&to=${from + 480 * MINUTE}`;
  };
  const events = signedEvents(2_000);
  return {
    'list, a page anywhere': () =>
      answered(`/admin/payments?to=${FIRST_AT + (50 + any()) * MINUTE}&state=paid`),
    'search by order': () => answered(`/admin/payments?q=order-${any()}`),
    'search by the beginning of an order': () =>
      answered(`/admin/payments?q=order-${1 + (any() % 9)}`),
    'search by email': () => answered(`/admin/payments?q=shopper${any()}@mail.example`),
    'search by amount': () => answered(`/admin/payments?q=${amountOf(any()) / 100}`),
    'totals of everything': () => answered('/admin/payments/totals'),
    'totals of eight hours': () => answered(`/admin/payments/totals?${period()}`),
    'CSV of eight hours': () => answered(`/admin/payments.csv?${period()}`),
    'CSV of everything, until it begins': async () => {
      const reader = (await ask('/admin/payments.csv')).body?.getReader();
      await reader?.read(); // The header line …
      await reader?.read(); // … and the first payments.
      await reader?.cancel();
    },
    'session of a paid order': async () => {
      const order = any();
      await answered(`/orders/${await tokenFor(`order-${order % 100 === 0 ? order + 1 : order}`)}`);
    },
    'webhook intake': () => {
      const { body, signature } = events.pop() ?? { body: '', signature: '' };
      const headers = { 'stripe-signature': signature };
      return answered('/webhooks/stripe', { method: 'POST', body, headers });
    },
  };
}

const tokenFor = (sub: string): Promise<string> =>
  sign({ sub, exp: Math.floor(Date.now() / 1000) + 3_600 }, SECRET, 'HS256');
