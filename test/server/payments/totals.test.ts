import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openStore, type Store } from '../../../server/store/store.ts';
import { paymentTotals } from '../../../server/payments/totals.ts';
import { assertTotals } from '../../faults/support/checks.ts';
import { startShop, type Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

const operator = { actor: 'ann' };

onEachStore('the totals of all payments', (database) => {
  let shop: Shop;
  let store: Store;
  before(async () => {
    shop = await startShop({
      database: database.url,
      checkout: { capture: 'manual_if_supported' },
    });
    store = await openStore(database.url);
  });
  after(async () => {
    await shop.stop();
    await store.close();
  });

  const assertRight = async (): Promise<void> =>
    assertTotals(store, await store.db.selectFrom('payment').selectAll().execute());
  const counts = async () =>
    Object.fromEntries(
      (await paymentTotals(store, {})).totals.map((total) => [
        `${total.state} ${total.currency}`,
        total.count,
      ]),
    );

  async function begin(currency: 'eur' | 'usd' = 'eur') {
    const order = shop.order({ currency });
    const { body } = await shop.intent(order);
    return body;
  }

  it('follow a payment through its life', async () => {
    const { payments } = shop.checkout;
    const { clientSecret, paymentId } = await begin();
    assert.deepEqual(await counts(), { 'open eur': 1 });
    await shop.confirm(clientSecret);
    await payments.sync(paymentId);
    assert.deepEqual(await counts(), { 'authorized eur': 1 });
    await assertRight();
    await payments.capture(paymentId, { ...operator, amount: 3000 });
    await payments.refund(paymentId, { ...operator, amount: 500 });
    const { totals, complete } = await paymentTotals(store, {});
    assert.equal(complete, true);
    const figures = { count: 1, amount: 4200, capturable: 0, captured: 3000, refunded: 500 };
    assert.deepEqual(
      totals.map((one) => ({ ...one })),
      [{ state: 'paid', currency: 'eur', ...figures, disputed: 0 }],
    );
  });

  it('stay right when many payments change at once', async () => {
    const begun = await Promise.all([
      ...Array.from({ length: 10 }, () => begin()),
      ...Array.from({ length: 5 }, () => begin('usd')),
    ]);
    await assertRight();
    await Promise.all(
      begun.map(async ({ clientSecret, paymentId }, n) => {
        if (n % 3 === 0) await shop.checkout.payments.void(paymentId, operator);
        else await shop.confirm(clientSecret);
        await shop.checkout.payments.sync(paymentId);
      }),
    );
    await assertRight();
    assert.deepEqual(await counts(), {
      'paid eur': 1,
      'authorized eur': 6,
      'authorized usd': 4,
      'canceled eur': 4,
      'canceled usd': 1,
    });
  });

  it('are those of one state, when one is asked for', async () => {
    const { totals } = await paymentTotals(store, { state: 'canceled' });
    assert.deepEqual([...new Set(totals.map(({ state }) => state))], ['canceled']);
  });

  it('are the same as what a filter that lets all through adds up', async () => {
    const byCurrency = async (filter: { from?: number }) =>
      (await paymentTotals(store, filter)).totals
        .map((total) => ({ ...total }))
        .sort((a, b) => (`${a.state} ${a.currency}` < `${b.state} ${b.currency}` ? -1 : 1));
    assert.deepEqual(await byCurrency({}), await byCurrency({ from: 0 }));
  });
});
