import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { armFailpoint } from '../../../server/failpoints.ts';
import type { Comparison } from '../../../server/payments/compare.ts';
import { readSetting } from '../../../server/settings/setting.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { onEachStore } from '../support/stores.ts';
import { startShop, type Shop } from '../support/shop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** No worker runs by itself here and no webhook comes: `tick` does what is due at a time of our own. */
onEachStore('the reconciler', (database) => {
  let shop: Shop;
  let store: Store;
  let later = 0;
  before(async () => {
    shop = await startShop({
      database: database.url,
      webhooks: false,
      checkout: { workers: false, now: () => Date.now() + later },
    });
    store = await openStore(database.url);
  });
  after(async () => {
    await store.close();
    await shop.stop();
  });
  beforeEach(() => {
    later = 0;
  });

  async function open(fields = {}) {
    const order = shop.order(fields);
    const { body } = await shop.intent(order);
    return { ...body, order, intent: body.clientSecret.split('_secret_')[0] ?? '' };
  }
  const read = (id: string) =>
    store.db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const tickAfter = async (ms: number): Promise<void> => {
    later += ms;
    await shop.checkout.tick({ budgetMs: 20_000 });
  };
  const toldKinds = (order: string) =>
    shop.notifications.filter(({ payment }) => payment.orderId === order).map(({ kind }) => kind);

  it('settles a payment of which nothing was heard', async () => {
    const { paymentId, order, clientSecret } = await open();
    await shop.confirm(clientSecret);
    await tickAfter(6 * MINUTE);
    assert.equal((await read(paymentId)).state, 'paid');
    assert.deepEqual(toldKinds(order), ['paid']);
  });

  it('takes events from Stripe that were never delivered', async () => {
    const { order, intent, paymentId, clientSecret } = await open();
    await shop.confirm(clientSecret);
    await tickAfter(6 * MINUTE);
    assert.equal((await read(paymentId)).sync_at, null, 'it is not looked at by itself any more');
    await shop.stripe.refunds.create({ payment_intent: intent, amount: 700 });
    await tickAfter(11 * MINUTE);
    await tickAfter(MINUTE);
    assert.equal((await read(paymentId)).refunded, 700);
    assert.deepEqual(toldKinds(order), ['paid', 'refunded']);
  });

  it('sees that a hold has run out', async () => {
    const { order, paymentId, clientSecret } = await open({ capture: 'manual' });
    await shop.confirm(clientSecret);
    await tickAfter(6 * MINUTE);
    assert.equal((await read(paymentId)).state, 'authorized');
    shop.sandbox.clock.advance((8 * 24 * HOUR) / 1000);
    await tickAfter(8 * 24 * HOUR);
    assert.equal((await read(paymentId)).state, 'canceled');
    assert.deepEqual(toldKinds(order), ['authorized', 'canceled']);
  });

  it('gives up a payment that its shopper has left, so that it can not be paid by surprise', async () => {
    const { order, paymentId, intent } = await open();
    await tickAfter(25 * HOUR);
    assert.equal((await read(paymentId)).state, 'canceled');
    assert.equal((await shop.stripe.paymentIntents.retrieve(intent)).status, 'canceled');
    await tickAfter(MINUTE);
    assert.deepEqual(toldKinds(order), ['canceled']);
    // The shopper comes back after all.
    assert.equal((await shop.intent(order)).status, 200);
  });

  it('leaves a voucher that can be paid for days', async () => {
    const order = shop.order();
    const { methods } = await shop.session(order, '?country=PT');
    const fingerprint = methods.find(({ type }) => type === 'multibanco')?.fingerprint;
    const token = await shop.checkout.orderToken(order);
    const { body } = await shop.post<{ clientSecret: string; paymentId: string }>(
      `/orders/${token}/intent`,
      { method: 'multibanco', country: 'PT', fingerprint },
    );
    const intent = await shop.stripe.paymentIntents.confirm(
      body.clientSecret.split('_secret_')[0] ?? '',
      {
        payment_method_data: { type: 'multibanco', billing_details: { email: 'ana@example.com' } },
        return_url: 'https://shop.example/thanks',
      },
    );
    assert.equal(intent.status, 'requires_action');
    await tickAfter(6 * MINUTE);
    await tickAfter(30 * HOUR);
    assert.equal((await read(body.paymentId)).state, 'open');
  });

  it('finishes an attempt whose server died before Stripe answered', async () => {
    const order = shop.order();
    {
      using _ = armFailpoint('create:after-call', () => {
        throw new Error('crashed');
      });
      assert.equal((await shop.intent(order)).status, 503);
    }
    await tickAfter(MINUTE);
    const payment = await store.db
      .selectFrom('payment')
      .selectAll()
      .where('order_id', '=', order)
      .executeTakeFirstOrThrow();
    const intent = await shop.stripe.paymentIntents.retrieve(payment.intent_id ?? '');
    assert.equal(intent.metadata.tender_payment, payment.id);
  });

  it('takes events of nobody for foreign, and those that name a lost payment for an alarm', async () => {
    const at = Date.now();
    const event = (id: string, paymentRef: string | null) => ({
      id,
      type: 'charge.refunded',
      intentId: `pi_${id}`,
      paymentRef,
      created: at,
      payload: null,
    });
    const times = { receivedAt: at, syncAt: at, retryAt: at };
    await store.insertEvents([event('evt_foreign', null), event('evt_lost', 'pay_lost')], times);
    for (let round = 0; round < 6; round++) await tickAfter(20 * MINUTE);
    const states = await store.db
      .selectFrom('inbox')
      .select(['id', 'state'])
      .where('id', 'in', ['evt_foreign', 'evt_lost'])
      .execute();
    assert.deepEqual(
      states.map(({ state }) => state),
      ['foreign', 'foreign'],
    );
    const alarms = await store.db
      .selectFrom('alarm')
      .select('dedupe_key')
      .where('kind', '=', 'unknown_payment')
      .execute();
    assert.deepEqual(
      alarms.map(({ dedupe_key }) => dedupe_key),
      ['unknown_payment:pi_evt_lost'],
    );
  });

  it('gives an event that came before its payment was on record to the payment', async () => {
    const { paymentId, intent, clientSecret } = await open();
    await shop.confirm(clientSecret);
    const at = Date.now() + later;
    // Stored while no payment had the intent's id yet, so that none was told.
    await store.db
      .insertInto('inbox')
      .values({
        id: 'evt_early',
        type: 'charge.captured',
        intent_id: intent,
        payment_ref: null,
        created: at,
        received_at: at,
        payload: null,
        state: 'pending',
        attempts: 0,
        run_at: at,
      })
      .execute();
    await tickAfter(1_000);
    assert.equal((await read(paymentId)).state, 'paid');
  });

  describe('compares Stripe with the books once a day', () => {
    const forget = async (payment: string) => {
      // As if every event of it had been lost, and nothing were expected of it.
      await store.db
        .updateTable('payment')
        .set({ sync_at: null })
        .where('id', '=', payment)
        .execute();
    };
    const compared = () => readSetting<Comparison>(store, 'stripe.payments.comparison');

    it('and reads anew what differs', async () => {
      const { paymentId, intent, clientSecret } = await open();
      await shop.confirm(clientSecret);
      await tickAfter(6 * MINUTE);
      const quiet = await open();
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 1_500 });
      await forget(paymentId);
      await store.db
        .deleteFrom('setting')
        .where('name', '=', 'stripe.payments.comparison')
        .execute();
      const { version } = await read(quiet.paymentId);
      await tickAfter(1_000);
      assert.equal((await read(paymentId)).refunded, 1_500);
      assert.equal((await read(quiet.paymentId)).version, version);
      const result = await compared();
      assert.deepEqual([result?.after, result?.different], [null, 1]);

      await tickAfter(HOUR);
      assert.equal((await compared())?.startedAt, result?.startedAt, 'not again so soon');
      await tickAfter(24 * HOUR);
      assert.notEqual((await compared())?.startedAt, result?.startedAt);
      assert.equal((await compared())?.different, 0);
    });

    it('and finds what is as it should be in what was captured in part, however often refunded', async () => {
      const { paymentId, intent, clientSecret } = await open({ capture: 'manual' });
      await shop.confirm(clientSecret);
      const { payments } = shop.checkout;
      await payments.sync(paymentId);
      await payments.capture(paymentId, { actor: 'ann', amount: 3_000 });
      await payments.refund(paymentId, { actor: 'ann', amount: 500 });
      // In the dashboard: as much as the capture let go, without a reason.
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 1_200 });
      const { payment } = await payments.sync(paymentId);
      assert.deepEqual([payment.captured, payment.refunded], [3_000, 1_700]);
      await store.db
        .deleteFrom('setting')
        .where('name', '=', 'stripe.payments.comparison')
        .execute();
      await tickAfter(1_000);
      assert.equal((await compared())?.different, 0);
    });

    it('and sounds the alarm for a payment of ours that is in no book', async () => {
      const stamp = (payment?: string) =>
        shop.stripe.paymentIntents.create({
          amount: 100,
          currency: 'eur',
          ...(payment === undefined ? {} : { metadata: { tender_payment: payment } }),
        });
      const [lost] = [await stamp('pay_of_a_lost_book'), await stamp()];
      await store.db
        .deleteFrom('setting')
        .where('name', '=', 'stripe.payments.comparison')
        .execute();
      await tickAfter(1_000);
      const alarms = await store.db
        .selectFrom('alarm')
        .select(['kind', 'detail'])
        .where('detail', 'like', `%${lost.id}%`)
        .execute();
      assert.deepEqual(
        alarms.map(({ kind }) => kind),
        ['unknown_payment'],
      );
      assert.equal((await compared())?.unknown, 1);
    });
  });
});
