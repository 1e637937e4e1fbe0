/**
 * Webhooks, return pages, operators, Stripe's own dashboard and the reconciler work on one payment at
 * once, in orders that fast-check draws. A hand may be held half way, even past the end of its lease,
 * while others go on; who passes which failpoint next is else up to fast-check's scheduler.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import type { Notification } from '../../server/index.ts';
import { recordOf } from '../../server/payments/record.ts';
import { connectStore, type Store } from '../../server/store/store.ts';
import { startShop, type Shop } from '../server/support/shop.ts';
import { onEachStore } from '../server/support/stores.ts';
import { assertTrue } from './support/checks.ts';
import { stories, type Model } from './support/hands.ts';
import { onePayment, take, type OnePayment } from './support/one-payment.ts';
import { SEED } from './support/random.ts';

const AMOUNT = 4200;
const RUNS = Number(process.env.MODEL_RUNS ?? 40);

/** Leaves the scheduler several to choose from. */
async function gather(passOne: () => Promise<void>): Promise<void> {
  await setTimeout(1);
  await passOne();
}

onEachStore('one payment, many hands', (database) => {
  let shop: Shop;
  let store: Store;
  let one: OnePayment | undefined;
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, pass: (ms: number) => void (ahead += ms) };

  before(async () => {
    const operator = { actor: 'anna', scopes: ['view', 'operate'] } as const;
    const tell = (notification: Notification): void => {
      if (notification.payment.id === one?.id) take(one, notification);
    };
    shop = await startShop({
      database: database.url,
      webhooks: false,
      checkout: {
        now: clock.now,
        workers: false,
        operators: () => operator,
        on: {
          authorized: tell,
          paid: tell,
          failed: tell,
          canceled: tell,
          refunded: tell,
          refundFailed: tell,
        },
        limits: {
          requestsPerAddress: { times: 100_000, seconds: 60 },
          failuresPerAddress: 100_000,
        },
      },
    });
    store = connectStore(database.url);
  });
  after(async () => {
    await store.close();
    await shop.stop();
  });

  const readPayment = (id: string) =>
    store.db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  const outboxOf = (id: string) =>
    store.db
      .selectFrom('outbox')
      .select(['id', 'dedupe_key', 'state'])
      .where('payment_id', '=', id)
      .orderBy('seq')
      .execute();

  /**
   * Every event arrives in the end, and what is unresolved is given its time. Nothing is told twice
   * here: a hint that was lost before must not be made good for now.
   */
  async function settle(settled: OnePayment): Promise<void> {
    do {
      for (let round = 0; round < 4; round += 1) {
        await shop.checkout.tick({ budgetMs: 5_000 });
        clock.pass(40_000);
      }
    } while ((await settled.deliverNews()) > 0);
    settled.shopMood = 'takes';
    const outbox = await outboxOf(settled.id);
    assert.ok(
      outbox.every(({ state }) => state !== 'pending'),
      'what is parked holds nothing up',
    );
    const parked = outbox.filter(({ state }) => state === 'parked');
    for (const { id: notification } of parked) {
      const { status } = await fetch(`${shop.url}/admin/notifications/${notification}/resend`, {
        method: 'POST',
        headers: { authorization: 'anna', 'content-type': 'application/json' },
        body: '{}',
      });
      assert.equal(status, 204);
    }
    if (parked.length > 0) await shop.checkout.tick({ budgetMs: 5_000 });
  }

  async function checkRecord({ id, intent }: OnePayment) {
    const payment = await readPayment(id);
    const truth = await shop.stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] });
    const { data: refunds } = await shop.stripe.refunds.list({
      payment_intent: intent,
      limit: 100,
    });
    assertTrue(payment, truth, refunds);
    assert.equal(payment.synced, payment.dirty, 'every hint was followed');
    assert.ok(payment.captured <= AMOUNT && payment.refunded <= payment.captured);
    const pending = await store.db
      .selectFrom('inbox')
      .select('id')
      .where('intent_id', '=', intent)
      .where('state', '=', 'pending')
      .execute();
    assert.deepEqual(pending, [], 'every event was processed');

    const operations = await store.db
      .selectFrom('operation')
      .selectAll()
      .where('payment_id', '=', id)
      .execute();
    assert.ok(operations.every(({ status }) => status === 'succeeded' || status === 'failed'));
    const made = refunds.flatMap(({ metadata }) => metadata?.tender_operation ?? []);
    const done = operations.filter((o) => o.kind === 'refund' && o.status === 'succeeded');
    assert.deepEqual(made.toSorted(), done.map((operation) => operation.id).toSorted());
    const rows = await store.db
      .selectFrom('refund')
      .select('id')
      .where('payment_id', '=', id)
      .execute();
    assert.deepEqual(
      rows.map((row) => row.id).toSorted(),
      recordOf(payment)
        ?.facts.refunds.map((refund) => refund.id)
        .toSorted(),
      'each refund has its row',
    );
    return { payment, truth };
  }

  async function checkNotifications(
    { id, calls, parked }: OnePayment,
    received: number,
    refunded: number,
  ): Promise<void> {
    const outbox = await outboxOf(id);
    assert.ok(outbox.every(({ state }) => state === 'delivered'));
    const once = new Map(calls.map((call) => [call.id, call]));
    const inOrder = (keys: Iterable<string>) => [...keys].filter((key) => !parked.has(key));
    const keys = outbox.map(({ dedupe_key: key }) => key);
    assert.deepEqual([...once.keys()].toSorted(), keys.toSorted(), 'each was delivered');
    assert.deepEqual(inOrder(once.keys()), inOrder(keys), 'in order, but for those parked');
    const told = (kind: Notification['kind']) =>
      [...once.values()]
        .filter((call) => call.kind === kind)
        .reduce((sum, call) => sum + ('delta' in call ? call.delta : 0), 0);
    assert.equal(told('paid'), received, 'what the shop was told it has');
    assert.equal(told('refunded'), refunded, 'what the shop was told it gave back');
  }

  /** Told everything once more, nothing changes. */
  async function checkRepeat({ id, deliverAllAgain }: OnePayment, version: number): Promise<void> {
    const outbox = await outboxOf(id);
    await deliverAllAgain();
    clock.pass(1_000);
    await shop.checkout.tick({ budgetMs: 5_000 });
    assert.equal((await readPayment(id)).version, version);
    assert.deepEqual(await outboxOf(id), outbox);
    // The runs after this one are about other payments.
    await store.db.updateTable('payment').set({ sync_at: null }).where('id', '=', id).execute();
  }

  it('ends as Stripe has it, whatever the order of things', async (t) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom('automatic' as const, 'manual' as const),
        fc.boolean(),
        stories(AMOUNT),
        async (scheduler, capture, begun, commands) => {
          const real = await onePayment({ shop, store, clock }, { amount: AMOUNT, capture });
          one = real;
          {
            using _ = real.arm((name) => scheduler.schedule(Promise.resolve(), name));
            const model: Model = { confirmed: begun, held: 'nobody', who: '' };
            if (begun) await real.confirm();
            const all = async (): Promise<void> => {
              await fc.asyncModelRun(() => ({ model, real }), commands);
              // Stripe has told all there is when the last hand is let go.
              await real.deliverNews();
              await real.release();
            };
            await scheduler.waitFor(all(), gather);
          }
          for (const violation of real.violations) throw violation;
          await settle(real);
          const { payment, truth } = await checkRecord(real);
          await checkNotifications(real, truth.amount_received, payment.refunded);
          await checkRepeat(real, payment.version);
          runs += 1;
        },
      ),
      {
        seed: Number(SEED),
        numRuns: RUNS,
        endOnFailure: true,
      },
    );
    t.diagnostic(`${runs} runs, FAULT_SEED=${SEED}`);
  });
});
