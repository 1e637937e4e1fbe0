/**
 * The engine: how fast jobs are claimed from the table, a batch at a time against one at a time; how
 * fast payments are synced with the sandbox, against its bare answers; and how much later than Stripe
 * we answer a shopper who begins to pay.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectedContext, duePayments } from './support/engine.ts';
import { claimDuePayments } from '../../server/payments/lease.ts';
import { syncLeased } from '../../server/payments/sync.ts';
import type { Store } from '../../server/store/store.ts';
import { openStore } from '../../server/store/store.ts';
import { partialContext } from '../server/support/context.ts';
import { startShop } from '../server/support/shop.ts';
import { createPostgresDatabase } from '../server/support/stores.ts';
import { startPostgres } from '../support/postgres.ts';
import { median, row, type BenchRow } from './measure.ts';

const JOBS = 1_000;
const BATCH = 20;
const ROUNDS = 3;
const PAYMENTS = 300;
const AT_ONCE = 8;
const SHOPPERS = 200;

export async function rows(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-queue-'));
  const postgres = await startPostgres({ fsync: true });
  process.env.TEST_POSTGRES_URL = postgres.url;
  try {
    return [
      await claims('sqlite', path.join(folder, 'claims.db')),
      await claims('postgres', (await createPostgresDatabase()).url),
      await syncs('sqlite', path.join(folder, 'syncs.db')),
      await syncs('postgres', (await createPostgresDatabase()).url),
      await createLatency(path.join(folder, 'latency.db')),
    ];
  } finally {
    await postgres.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function claims(name: string, database: string): Promise<BenchRow> {
  const store = await openStore(database);
  const context = partialContext({ store, now: Date.now });
  await duePayments(store, JOBS);
  const perSecond = async (most: number): Promise<number> => {
    await store.db.updateTable('payment').set({ lease_until: null }).execute();
    const started = performance.now();
    let claimed = 0;
    while (claimed < JOBS) claimed += (await claimDuePayments(context, most)).length;
    return (claimed * 1000) / (performance.now() - started);
  };
  const batched: number[] = [];
  const single: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    batched.push(await perSecond(BATCH));
    single.push(await perSecond(1));
  }
  await store.close();
  return row({
    name: `payments claimed from the queue, ${name}, ${BATCH} at a time`,
    value: median(batched),
    unit: 'jobs/s',
    baseline: 'one at a time',
    baselineValue: median(single),
  });
}

async function syncs(name: string, database: string): Promise<BenchRow> {
  const { context, stripe, intents, stop } = await connectedContext(database, PAYMENTS);
  const { db }: Store = context.store;
  const inParallel = async (work: (index: number) => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < PAYMENTS) await work(next++);
      }),
    );
    return (PAYMENTS * 1000) / (performance.now() - started);
  };
  const synced: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await db
      .updateTable('payment')
      .set((eb) => ({ dirty: eb('dirty', '+', 1), sync_at: 0, lease_until: null }))
      .execute();
    const due = await claimDuePayments(context, PAYMENTS);
    synced.push(
      await inParallel(async (index) => {
        const payment = due[index];
        if (payment) await syncLeased(context, payment);
      }),
    );
    bare.push(
      await inParallel((index) =>
        stripe.paymentIntents.retrieve(intents[index] ?? '', { expand: ['latest_charge'] }),
      ),
    );
  }
  await stop();
  return row({
    name: `payments synced with the sandbox, ${name}`,
    value: median(synced),
    unit: 'syncs/s',
    baseline: 'bare retrieve by the SDK',
    baselineValue: median(bare),
  });
}

/** One shopper at a time, each with an order of his own. */
async function createLatency(database: string): Promise<BenchRow> {
  const shop = await startShop({ database, webhooks: false, checkout: { workers: false } });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let shopper = 0; shopper < SHOPPERS; shopper++) {
    const order = shop.order();
    const token = await shop.checkout.orderToken(order);
    const { methods } = await shop.session(order);
    const fingerprint = methods.find(({ type }) => type === 'card')?.fingerprint;
    const request = new Request(`${shop.url}/orders/${token}/intent`, {
      method: 'POST',
      body: JSON.stringify({ method: 'card', fingerprint }),
      headers: { 'content-type': 'application/json' },
    });
    let started = performance.now();
    const { status } = await shop.checkout.fetch(request);
    ours.push(performance.now() - started);
    if (status !== 200) throw new Error(`the intent was answered ${status}`);
    started = performance.now();
    await shop.stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      allowed_payment_method_types: ['card'],
      expand: ['latest_charge'],
    });
    bare.push(performance.now() - started);
  }
  await shop.stop();
  return row({
    name: 'latency that we add to creating an intent, p50',
    value: median(ours) - median(bare),
    unit: 'ms',
    baseline: 'what it may be',
    baselineValue: 3,
  });
}
