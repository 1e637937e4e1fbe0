import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { createAttempts, type Attempts } from '../../../server/payments/attempts.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { keptLog } from '../../support/logs.ts';
import { aPayment } from '../support/payments.ts';
import { eventually, startShop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

const HOUR = 60 * 60 * 1000;
const SHOPPER = '192.0.2.1';

onEachStore('attempts at paying', (database) => {
  let store: Store;
  let now: number;
  let attempts: Attempts;
  before(async () => {
    store = await openStore(database.url);
  });
  after(() => store.close());
  beforeEach(async () => {
    now = Date.parse('2026-11-01T12:00:00Z');
    await store.db.deleteFrom('attempt').execute();
    await store.db.deleteFrom('payment').execute();
    attempts = createAttempts({ store, log: keptLog(), now: () => now }, 'a secret', {
      requestsPerOrder: { times: 4, seconds: 600 },
      requestsPerAddress: { times: 6, seconds: 600 },
      failuresPerOrder: 3,
      failuresPerAddress: 5,
    });
  });

  const failed = async (orderId: string, failures: number, address?: string) => {
    const payment = aPayment({ order_id: orderId, failures });
    await store.db.insertInto('payment').values(payment).execute();
    attempts.remember(payment.id, address);
    await attempts.idle();
  };
  const refused = (orderId: string, address?: string) =>
    assert.rejects(attempts.admit(orderId, address), { code: 'rate_limited' });

  it('pass while they are few', async () => {
    await failed('order-1', 2, SHOPPER);
    await attempts.admit('order-1', SHOPPER);
  });

  it('are limited for an order, from wherever they come', async () => {
    for (let host = 1; host <= 4; host++) await attempts.admit('order-1', `192.0.2.${host}`);
    await refused('order-1', '192.0.2.9');
    await attempts.admit('order-2', '192.0.2.9');
  });

  it('are limited for an address, whatever they are for', async () => {
    for (let order = 1; order <= 6; order++) await attempts.admit(`order-${order}`, SHOPPER);
    await refused('order-7', SHOPPER);
    await attempts.admit('order-7', '192.0.2.9');
  });

  it('end for an order after too many failures, whichever attempt they were', async () => {
    const { id } = aPayment();
    await store.db
      .insertInto('payment')
      .values([
        aPayment({ id, order_id: 'order-1', attempt: 1, state: 'canceled', failures: 2 }),
        aPayment({ order_id: 'order-1', attempt: 2, failures: 1 }),
      ])
      .execute();
    await refused('order-1', SHOPPER);
  });

  it('end for an address after too many failures, over all its orders, for a day', async () => {
    await failed('order-1', 2, SHOPPER);
    await failed('order-2', 2, SHOPPER);
    await attempts.admit('order-3', SHOPPER);
    await failed('order-3', 1, SHOPPER);
    await refused('order-4', SHOPPER);
    await attempts.admit('order-4', '192.0.2.9');
    now += 25 * HOUR;
    await attempts.admit('order-5', SHOPPER);
  });

  it('are held against an address once, however often it asks for the same payment', async () => {
    const payment = aPayment({ order_id: 'order-1', failures: 2 });
    await store.db.insertInto('payment').values(payment).execute();
    for (let time = 0; time < 5; time++) attempts.remember(payment.id, SHOPPER);
    await attempts.idle();
    await attempts.admit('order-2', SHOPPER);
  });

  it('are counted by order alone where the host hides the address', async () => {
    await failed('order-1', 2);
    for (let order = 1; order <= 20; order++) await attempts.admit(`order-${order}`, undefined);
  });

  it('keep no address, and are forgotten after a day', async () => {
    await failed('order-1', 1, SHOPPER);
    now += 25 * HOUR;
    await failed('order-2', 1, SHOPPER);
    const rows = await store.db.selectFrom('attempt').selectAll().execute();
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(SHOPPER));
  });
});

onEachStore('a payment on which card after card is tried', (database) => {
  it('is given up, so that its client secret is of no more use', async () => {
    const shop = await startShop({
      database: database.url,
      checkout: { limits: { failuresPerOrder: 2 } },
    });
    try {
      const order = shop.order();
      const { body } = await shop.intent(order);
      for (const wanted of [1, 2]) {
        const declined = shop.confirm(body.clientSecret, 'pm_card_chargeDeclined');
        await assert.rejects(declined, { code: 'card_declined' });
        await eventually(
          () => shop.notifications.filter(({ kind }) => kind === 'failed').length,
          (count) => count === wanted,
        );
      }
      const intent = await eventually(
        () => shop.stripe.paymentIntents.retrieve(body.clientSecret.split('_secret_')[0] ?? ''),
        ({ status }) => status === 'canceled',
      );
      assert.equal(intent.cancellation_reason, 'fraudulent');
      const again = await shop.intent(order);
      assert.deepEqual([again.status, again.body.error.code], [429, 'rate_limited']);
    } finally {
      await shop.stop();
    }
  });
});
