import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import * as v from 'valibot';
import { paymentQuerySchema } from '../../../server/payments/admin-contract.ts';
import { searchPayments, selectPayments } from '../../../server/payments/search.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { aPayment } from '../support/payments.ts';
import { onEachStore } from '../support/stores.ts';

const METHODS = ['card', 'ideal', 'bancontact'];
const STATES = ['open', 'paid', 'authorized', 'canceled', 'processing'] as const;

const ROWS = Array.from({ length: 300 }, (_, n) =>
  aPayment({
    id: `pay_${String(n).padStart(4, '0')}`,
    order_id: `${n % 2 === 0 ? 'A' : 'a'}-${n}`,
    intent_id: `pi_${n}`,
    state: STATES[n % STATES.length] ?? 'open',
    method: METHODS[n % METHODS.length] ?? 'card',
    email: n % 10 === 0 ? 'ann@shop.example' : null,
    captured: 100,
    refunded: n % 7 === 0 ? 50 : 0,
    disputed: n % 11 === 0 ? 50 : 0,
    // Several at the same moment, so that a cursor must tell them apart.
    created_at: 1_000 + Math.floor(n / 7),
  }),
);

onEachStore('searching payments', (database) => {
  let store: Store;
  before(async () => {
    store = await openStore(database.url);
    await store.db.insertInto('payment').values(ROWS).execute();
  });
  after(() => store.close());

  const search = (query: Record<string, string>) =>
    searchPayments(store, v.parse(paymentQuerySchema, query));
  async function all(query: Record<string, string>, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const { payments, next } = await search({
        ...query,
        limit: String(limit),
        ...(cursor === null ? {} : { cursor }),
      });
      ids.push(...payments.map(({ id }) => id));
      cursor = next;
    } while (cursor !== null);
    return ids;
  }
  const expected = (keep: (row: (typeof ROWS)[number]) => boolean) =>
    ROWS.filter(keep)
      .sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);

  it('lists all of them, newest first, each once, whatever the size of a page', async () => {
    for (const limit of [1, 7, 50, 100]) {
      assert.deepEqual(
        await all({}, limit),
        expected(() => true),
        `${limit} a page`,
      );
    }
  });

  it('shows no payment twice when new ones come between two pages', async () => {
    const first = await search({ limit: '50' });
    const late = aPayment({ created_at: 2_000 });
    await store.db.insertInto('payment').values(late).execute();
    const second = await search({ limit: '50', cursor: first.next ?? '' });
    await store.db.deleteFrom('payment').where('id', '=', late.id).execute();
    const ids = [...first.payments, ...second.payments].map(({ id }) => id);
    assert.deepEqual(ids, expected(() => true).slice(0, 100));
  });

  describe('filters by', () => {
    const cases: [Record<string, string>, (row: (typeof ROWS)[number]) => boolean][] = [
      [{ state: 'paid' }, (row) => row.state === 'paid'],
      [{ method: 'ideal' }, (row) => row.method === 'ideal'],
      [{ state: 'paid', method: 'card' }, (row) => row.state === 'paid' && row.method === 'card'],
      [{ from: '1010', to: '1020' }, ({ created_at }) => created_at >= 1010 && created_at < 1020],
      [{ refunded: 'true' }, (row) => row.refunded > 0],
      [{ refunded: 'false', state: 'open' }, (row) => row.refunded === 0 && row.state === 'open'],
      [{ disputed: 'true', refunded: 'true' }, (row) => row.disputed > 0 && row.refunded > 0],
      [{ q: 'pay_0042' }, ({ id }) => id === 'pay_0042'],
      [{ q: 'pi_42' }, (row) => row.intent_id === 'pi_42'],
      [{ q: ' ann@shop.example ' }, (row) => row.email === 'ann@shop.example'],
      [{ q: 'A-1' }, (row) => row.order_id.startsWith('A-1')],
      [{ q: 'a-29', state: 'paid' }, (r) => r.order_id.startsWith('a-29') && r.state === 'paid'],
      [{ q: 'pay_none' }, () => false],
      [{ q: "%' or 1=1 --" }, () => false],
    ];
    for (const [query, keep] of cases) {
      it(JSON.stringify(query), async () => {
        assert.deepEqual(await all(query, 9), expected(keep));
      });
    }
  });

  it('goes over an index for every filter, alone or with another', async () => {
    const queries: Record<string, string>[] = [
      {},
      { state: 'paid' },
      { method: 'ideal' },
      { state: 'paid', method: 'ideal' },
      { refunded: 'true' },
      { disputed: 'true' },
      { from: '1010', to: '1020' },
      { state: 'open', from: '1010' },
      { q: 'pay_0042' },
      { q: 'pi_42' },
      { q: 'ann@shop.example' },
    ];
    const sqlite = store.dialect === 'sqlite';
    for (const query of queries) {
      const { sql: text, parameters } = selectPayments(
        store,
        v.parse(paymentQuerySchema, query),
      ).compile();
      const plan = await store.db.transaction().execute(async (trx) => {
        // PostgreSQL goes by size, and would read so small a table whole.
        if (!sqlite) await sql`set local enable_seqscan = off`.execute(trx);
        const explain = `explain ${sqlite ? 'query plan ' : ''}${text}`;
        const { rows } = await trx.executeQuery(CompiledQuery.raw(explain, [...parameters]));
        return JSON.stringify(rows);
      });
      assert.doesNotMatch(plan, /SCAN payment"|Seq Scan/, `${JSON.stringify(query)}: ${plan}`);
    }
  });

  it('refuses what is no cursor', async () => {
    for (const cursor of ['x', 'eyJhIjoxfQ', Buffer.from('[1.5,"a"]').toString('base64url')]) {
      await assert.rejects(search({ cursor }), { code: 'invalid_request' });
    }
  });

  it('brings what a list shows', async () => {
    const { payments } = await search({ q: 'pay_0011' });
    assert.deepEqual(payments, [
      {
        id: 'pay_0011',
        orderId: 'a-11',
        intentId: 'pi_11',
        livemode: false,
        state: 'paid',
        amount: 4200,
        currency: 'eur',
        captured: 100,
        refunded: 0,
        capturable: 0,
        disputed: 50,
        method: 'bancontact',
        email: null,
        captureMethod: 'automatic',
        captureBefore: null,
        failures: 0,
        version: 0,
        createdAt: 1001,
        updatedAt: 1,
      },
    ]);
  });
});
