import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { promisify } from 'node:util';
import { Migrator } from 'kysely/migration';
import { newId } from '../../../server/ids.ts';
import { migrations } from '../../../server/store/migrations.ts';
import type { InboxEvent, NewPayment } from '../../../server/store/schema.ts';
import {
  connectStore,
  openStore,
  type IncomingEvent,
  type Store,
} from '../../../server/store/store.ts';
import { onEachStore } from '../support/stores.ts';

const payment = (fields: Partial<NewPayment> = {}): NewPayment => ({
  id: newId('pay', Date.now()),
  order_id: 'order-1',
  attempt: 1,
  livemode: 0,
  intent_id: null,
  client_secret: null,
  method_types: null,
  amount: 4200,
  currency: 'eur',
  capture_method: 'automatic',
  method: 'card',
  country: 'BE',
  fingerprint: 'f',
  order_snapshot: '{}',
  email: null,
  record: null,
  state: 'open',
  capturable: 0,
  captured: 0,
  refunded: 0,
  disputed: 0,
  contested: 0,
  charge_id: null,
  capture_before: null,
  failures: 0,
  version: 0,
  dirty: 0,
  synced: 0,
  synced_at: null,
  sync_at: null,
  sync_attempts: 0,
  lease_token: 0,
  lease_until: null,
  outbox_seq: 0,
  created_at: 1,
  updated_at: 1,
  ...fields,
});

const event = (id: string, intentId = 'pi_1'): IncomingEvent => ({
  id,
  type: 'payment_intent.succeeded',
  intentId,
  paymentRef: null,
  created: 1_000,
  payload: null,
});

const times = { receivedAt: 1_000, syncAt: 1_300, retryAt: 6_000 };

onEachStore('store', (database) => {
  let store: Store;
  before(async () => (store = await openStore(database.url)));
  after(() => store.close());
  beforeEach(async () => {
    await store.db.deleteFrom('inbox').execute();
    await store.db.deleteFrom('payment').execute();
  });

  const read = (id: string) =>
    store.db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it('keeps what it is given, integers as integers', async () => {
    const row = payment({ amount: 999_999_999_999, created_at: 1_795_000_000_000 });
    await store.db.insertInto('payment').values(row).execute();
    assert.deepEqual({ ...(await read(row.id)) }, row);
  });

  it('is migrated once by processes that start together', async () => {
    const fresh = await database.another();
    const script = path.join(import.meta.dirname, '../support/open-store.ts');
    const run = promisify(execFile);
    await Promise.all([1, 2, 3].map(() => run(process.execPath, [script, fresh])));
    const again = await openStore(fresh);
    assert.deepEqual(await again.db.selectFrom('payment').selectAll().execute(), []);
    await again.close();
  });

  /** A store as it was before later migrations. */
  async function storeOf(migration: string): Promise<Store> {
    const old = connectStore(await database.another());
    const provider = { getMigrations: () => Promise.resolve(migrations(old.dialect)) };
    const names = {
      migrationTableName: 'tender_migration',
      migrationLockTableName: 'tender_migration_lock',
    };
    await new Migrator({ db: old.db, provider, ...names }).migrateTo(migration);
    return old;
  }

  it('gives refunds and disputes that were there before their rows', async () => {
    const old = await storeOf('0004_search');
    const refundFacts = {
      ...{ id: 're_1', created: 1_795_000_000, amount: 10, status: 'failed', reason: null },
      ...{ failureReason: 'lost_or_stolen_card', operation: 'op_1' },
    };
    const facts = {
      ...{ charge: 'ch_1', disputed: 30 },
      refunds: [refundFacts],
      disputes: [
        {
          ...{ id: 'du_1', created: 1_795_000_000, amount: 30, currency: 'usd' },
          ...{ status: 'lost', reason: 'fraudulent' },
        },
      ],
    };
    const { charge_id, contested, ...before } = payment({ order_id: 'a', disputed: 1 });
    const row = { ...before, record: JSON.stringify({ facts }) };
    const unread = { ...row, id: 'pay_unread', order_id: 'b', record: null, disputed: 0 };
    await old.db.insertInto('payment').values([row, unread]).execute();
    await old.migrate();

    const payments = await old.db.selectFrom('payment').selectAll().orderBy('order_id').execute();
    assert.deepEqual(
      payments.map((one) => [one.charge_id, one.contested, one.disputed]),
      [
        ['ch_1', 1, 30],
        [charge_id, contested, 0],
      ],
    );
    const refund = await old.db.selectFrom('refund').selectAll().executeTakeFirstOrThrow();
    const { created, failureReason, operation, ...same } = refundFacts;
    assert.deepEqual(
      { ...refund },
      {
        ...same,
        payment_id: row.id,
        failure_reason: failureReason,
        operation_id: operation,
        created_at: created * 1000,
      },
    );
    const [total] = await old.db.selectFrom('payment_total').selectAll().execute();
    assert.deepEqual([total?.count, total?.amount], [2, row.amount + unread.amount]);
    const dispute = await old.db.selectFrom('dispute').selectAll().executeTakeFirstOrThrow();
    assert.equal(dispute.payment_id, row.id);
    assert.deepEqual([dispute.amount, dispute.currency], [30, 'usd']);
    await old.close();
  });

  it('keeps events that were there before, and still knows them', async () => {
    const old = await storeOf('0006_totals');
    const row: InboxEvent = {
      ...{ id: 'evt_1', type: 'payment_intent.succeeded', intent_id: 'pi_1', payment_ref: 'pay_1' },
      ...{ created: 1_795_000_000_000, received_at: 1_795_000_000_500, payload: '{"id":"pi_1"}' },
      ...{ state: 'pending', attempts: 2, run_at: 1_795_000_060_000 },
    };
    await old.db.insertInto('inbox').values(row).execute();
    await old.migrate();
    assert.equal(await old.insertEvents([event('evt_1')], times), 0);
    const kept = await old.db.selectFrom('inbox').selectAll().execute();
    assert.deepEqual(
      kept.map((one) => ({ ...one })),
      [row],
    );
    await old.close();
  });

  it('has at most one live payment per order', async () => {
    const insert = (fields: Partial<NewPayment>) =>
      store.db.insertInto('payment').values(payment(fields)).execute();
    await insert({ attempt: 1 });
    await assert.rejects(insert({ attempt: 2 }), /unique/i);
    await store.db.updateTable('payment').set({ state: 'canceled' }).execute();
    await insert({ attempt: 2 });
  });

  it('stores an event once, however often it comes', async () => {
    const first = await store.insertEvents([event('evt_1'), event('evt_2'), event('evt_1')], times);
    const again = await store.insertEvents([event('evt_2'), event('evt_3')], times);
    assert.deepEqual([first, again], [2, 1]);
    const ids = await store.db.selectFrom('inbox').select('id').orderBy('id').execute();
    assert.deepEqual(
      ids.map(({ id }) => id),
      ['evt_1', 'evt_2', 'evt_3'],
    );
  });

  it('raises the payment of each new event, and brings its sync forward, never back', async () => {
    const late = payment({ order_id: 'a', intent_id: 'pi_1', sync_at: 9_000 });
    const soon = payment({ order_id: 'b', intent_id: 'pi_2', sync_at: 500 });
    const other = payment({ order_id: 'c', intent_id: 'pi_3' });
    await store.db.insertInto('payment').values([late, soon, other]).execute();
    const events = [event('evt_1'), event('evt_2'), event('evt_3', 'pi_2')];
    await store.insertEvents(events, times);
    await store.insertEvents(events, times);
    const hints = async ({ id }: NewPayment) => {
      const { dirty, sync_at } = await read(id);
      return { dirty, sync_at };
    };
    assert.deepEqual(await hints(late), { dirty: 2, sync_at: 1_300 });
    assert.deepEqual(await hints(soon), { dirty: 1, sync_at: 500 });
    assert.deepEqual(await hints(other), { dirty: 0, sync_at: null });
  });

  it('takes batches with events in common from several writers at once', async () => {
    await store.db
      .insertInto('payment')
      .values([
        payment({ order_id: 'a', intent_id: 'pi_1' }),
        payment({ order_id: 'b', intent_id: 'pi_2' }),
      ])
      .execute();
    const events = Array.from({ length: 40 }, (_, n) => event(`evt_${n}`, `pi_${(n % 2) + 1}`));
    const second = await openStore(database.url);
    const inserted = await Promise.all(
      [store, second, store, second, store, second].map((writer, n) =>
        writer.insertEvents(n % 2 ? events.toReversed() : events, times),
      ),
    );
    await second.close();
    assert.equal(
      inserted.reduce((sum, count) => sum + count),
      40,
    );
    const dirty = await store.db.selectFrom('payment').select('dirty').execute();
    assert.deepEqual(
      dirty.map((row) => row.dirty),
      [20, 20],
    );
  });

  it('stores nothing of a batch that it can not store whole', async () => {
    const bad = { ...event('evt_2'), created: 1.5 };
    await assert.rejects(store.insertEvents([event('evt_1'), bad], times));
    assert.deepEqual(await store.db.selectFrom('inbox').select('id').execute(), []);
  });

  it('keeps the transactions of others apart from a batch', async () => {
    await store.db
      .insertInto('payment')
      .values(payment({ intent_id: 'pi_1' }))
      .execute();
    let meanwhile: Promise<unknown> | undefined;
    await assert.rejects(
      store.db.transaction().execute(async (trx) => {
        await trx.updateTable('payment').set({ amount: 1 }).execute();
        meanwhile = store.insertEvents([event('evt_1')], times);
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw new Error('roll back');
      }),
      /roll back/,
    );
    await meanwhile;
    await store.insertEvents([event('evt_2')], times);
    const [row] = await store.db.selectFrom('payment').select(['amount', 'dirty']).execute();
    assert.deepEqual({ ...row }, { amount: 4200, dirty: 2 });
  });
});
