import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import * as v from 'valibot';
import {
  paymentFilterSchema,
  paymentQuerySchema,
} from '../../../server/payments/admin-contract.ts';
import { paymentsAsCsv } from '../../../server/payments/export.ts';
import { searchPayments, selectPayments } from '../../../server/payments/search.ts';
import { paymentTotals } from '../../../server/payments/totals.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { aPayment } from '../support/payments.ts';
import { onEachStore } from '../support/stores.ts';

const METHODS = ['card', 'ideal', 'bancontact'];
const STATES = ['open', 'paid', 'authorized', 'canceled', 'processing'] as const;
const AMOUNTS = [4200, 42, 1999, 199_900, 5] as const;

const ROWS = Array.from({ length: 300 }, (_, n) =>
  aPayment({
    id: `pay_${String(n).padStart(4, '0')}`,
    order_id: `${n % 2 === 0 ? 'A' : 'a'}-${n}`,
    intent_id: `pi_${n}`,
    charge_id: `ch_${n}`,
    amount: AMOUNTS[n % AMOUNTS.length] ?? 0,
    currency: n % 4 === 0 ? 'jpy' : 'eur',
    state: STATES[n % STATES.length] ?? 'open',
    method: METHODS[n % METHODS.length] ?? 'card',
    email: n % 10 === 0 ? 'ann@shop.example' : null,
    captured: 100,
    refunded: n % 7 === 0 ? 50 : 0,
    contested: n % 11 === 0 ? 1 : 0,
    // An inquiry takes nothing.
    disputed: n % 22 === 0 ? 50 : 0,
    // Several at the same moment, so that a cursor must tell them apart.
    created_at: 1_000 + Math.floor(n / 7),
  }),
);

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

onEachStore('searching payments', (database) => {
  let store: Store;
  before(async () => {
    store = await openStore(database.url);
    await store.db.insertInto('payment').values(ROWS).execute();
    await store.db
      .insertInto('refund')
      .values({ id: 're_7', payment_id: 'pay_0007', amount: 50, status: 'failed', created_at: 1 })
      .execute();
    await store.db
      .insertInto('dispute')
      .values({
        ...{ id: 'du_11', payment_id: 'pay_0011', amount: 50, currency: 'eur', created_at: 1 },
        ...{ status: 'needs_response', reason: 'fraudulent' },
      })
      .execute();
    await store.db
      .insertInto('operation')
      .values({
        ...{ id: 'op_7', payment_id: 'pay_0007', kind: 'refund', amount: 50, params: '{}' },
        ...{ status: 'succeeded', actor: 'ann', attempts: 1, created_at: 1, updated_at: 1 },
      })
      .execute();
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
      [{ disputed: 'true', refunded: 'true' }, (row) => row.contested === 1 && row.refunded > 0],
      [{ q: 'pay_0042' }, ({ id }) => id === 'pay_0042'],
      [{ q: 'pi_42' }, (row) => row.intent_id === 'pi_42'],
      [{ q: 'ch_42' }, (row) => row.charge_id === 'ch_42'],
      [{ q: 're_7' }, ({ id }) => id === 'pay_0007'],
      [{ q: 'du_11' }, ({ id }) => id === 'pay_0011'],
      [{ q: 'op_7' }, ({ id }) => id === 'pay_0007'],
      [{ q: '42' }, (row) => row.amount === (row.currency === 'jpy' ? 42 : 4200)],
      [{ q: '42.00' }, (row) => row.amount === (row.currency === 'jpy' ? 42 : 4200)],
      [{ q: '42,00 EUR' }, (row) => row.amount === 4200 && row.currency === 'eur'],
      [
        { q: '19.99', state: 'paid' },
        (r) => r.amount === 1999 && r.currency === 'eur' && r.state === 'paid',
      ],
      [{ q: '1999jpy' }, (row) => row.amount === 1999 && row.currency === 'jpy'],
      [{ q: '999999999999999.99' }, () => false],
      [{ q: '42 xxx' }, () => false],
      [{ q: ' ann@shop.example ' }, (row) => row.email === 'ann@shop.example'],
      [{ q: 'A-1' }, (row) => row.order_id.startsWith('A-1')],
      [{ q: 'a-29', state: 'paid' }, (r) => r.order_id.startsWith('a-29') && r.state === 'paid'],
      [{ q: 'pay_none' }, () => false],
      [{ q: "%' or 1=1 --" }, () => false],
      [{ q: '\ud800' }, () => false],
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
      { q: '42.00' },
      { q: 'A-1', state: 'paid' },
    ];
    const slices = [
      { before: undefined, limit: 50 },
      { before: { created_at: 1_020, id: 'pay_0140' }, limit: 50, orders: 100 },
    ];
    const selects = queries.flatMap((query) =>
      slices.map((slice) => selectPayments(store, v.parse(paymentFilterSchema, query), slice)),
    );
    const sqlite = store.dialect === 'sqlite';
    for (const select of selects) {
      const { sql: text, parameters } = select.compile();
      const plan = await store.db.transaction().execute(async (trx) => {
        // PostgreSQL goes by size, and would read so small a table whole.
        if (!sqlite) await sql`set local enable_seqscan = off`.execute(trx);
        const explain = `explain ${sqlite ? 'query plan ' : ''}${text}`;
        const { rows } = await trx.executeQuery(CompiledQuery.raw(explain, [...parameters]));
        return JSON.stringify(rows);
      });
      assert.doesNotMatch(
        plan,
        /SCAN (payment|refund|dispute|operation)"|Seq Scan/,
        `${text}: ${plan}`,
      );
    }
  });

  it('adds up what a filter lets through, by state and currency', async () => {
    const filter = v.parse(paymentFilterSchema, { method: 'card', from: '1010' });
    const { totals, complete } = await paymentTotals(store, filter);
    assert.equal(complete, true);
    const kept = ROWS.filter((row) => row.method === 'card' && row.created_at >= 1010);
    assert.equal(
      totals.reduce((sum, { count }) => sum + count, 0),
      kept.length,
    );
    for (const total of totals) {
      const rows = kept.filter((r) => r.state === total.state && r.currency === total.currency);
      const sum = (field: 'amount' | 'captured' | 'refunded' | 'disputed' | 'capturable') =>
        rows.reduce((all, row) => all + row[field], 0);
      assert.deepEqual(total, {
        state: total.state,
        currency: total.currency,
        count: rows.length,
        amount: sum('amount'),
        capturable: sum('capturable'),
        captured: sum('captured'),
        refunded: sum('refunded'),
        disputed: sum('disputed'),
      });
    }
  });

  it('says so when there are more than it adds up, and adds the newest', async () => {
    for (const [most, complete] of [
      [299, false],
      [300, true],
    ] as const) {
      const added = await paymentTotals(store, { from: 0 }, most);
      const count = added.totals.reduce((sum, total) => sum + total.count, 0);
      assert.deepEqual([count, added.complete], [most, complete]);
    }
    const { totals } = await paymentTotals(store, { from: 0 }, 1);
    assert.deepEqual(
      totals.map(({ amount }) => amount),
      [ROWS.at(-1)?.amount],
    );
  });

  it('exports every payment once, whatever the size of a page', async () => {
    const lines = (await textOf(paymentsAsCsv(store, {}, 7))).split('\r\n');
    assert.equal(lines.pop(), '', 'the last line is ended, too');
    assert.equal(lines.shift()?.split(',')[0], 'payment');
    assert.deepEqual(
      lines.map((line) => line.split(',')[0]),
      expected(() => true),
    );
    assert.equal(
      lines.find((line) => line.startsWith('pay_0006')),
      'pay_0006,A-6,pi_6,ch_6,1970-01-01T00:00:01.000Z,paid,eur,0.42,1.00,0.00,no,card,,no',
    );
  });

  it('lets no cell of an export be a formula, or more than a cell', async () => {
    const order_id = '=HYPERLINK("https://evil.example","x"),\r\n+1';
    const odd = aPayment({ order_id, email: '@sum(1)', created_at: 3_000, method: 'card' });
    await store.db.insertInto('payment').values(odd).execute();
    const text = await textOf(paymentsAsCsv(store, { from: 3_000 }));
    await store.db.deleteFrom('payment').where('id', '=', odd.id).execute();
    const [, row = ''] = text.split(/\r\n(?=pay_)/);
    assert.ok(row.includes(`,"'=HYPERLINK(""https://evil.example"",""x""),\r\n+1",`), row);
    assert.ok(row.includes(",'@sum(1),"), row);
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
        chargeId: 'ch_11',
        livemode: false,
        state: 'paid',
        amount: 42,
        currency: 'eur',
        captured: 100,
        refunded: 0,
        capturable: 0,
        disputed: 0,
        contested: true,
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
