import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { armFailpoint, type Failpoint } from '../../../server/failpoints.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { assertTotals } from '../../faults/support/checks.ts';
import { startShop, type Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

const operator = { actor: 'ann' };

/** Stripe forgets idempotency keys after 24. */
const HOURS = 25;

/** No worker runs by itself: nobody looks after an operation until its key is forgotten. */
onEachStore(
  'an operation whose answer was lost, after Stripe has forgotten its key,',
  (database) => {
    let shop: Shop;
    let store: Store;
    before(async () => {
      shop = await startShop({
        database: database.url,
        webhooks: false,
        checkout: ({ sandbox }) => ({
          capture: 'manual_if_supported',
          workers: false,
          now: () => sandbox.clock.milliseconds(),
        }),
      });
      store = await openStore(database.url);
    });
    after(async () => {
      await store.close();
      await shop.stop();
    });

    async function begin(capture: 'automatic' | 'manual' = 'manual') {
      const order = shop.order({ capture });
      const { body } = await shop.intent(order);
      const intent = body.clientSecret.split('_secret_')[0] ?? '';
      return { ...body, order, id: body.paymentId, intent };
    }
    async function pay(capture: 'automatic' | 'manual') {
      const begun = await begin(capture);
      await shop.confirm(begun.clientSecret);
      await shop.checkout.payments.sync(begun.id);
      return begun;
    }

    /** Does what fails at the point, and lets a day and an hour pass; then all is settled that can be. */
    async function lose<T>(point: Failpoint, act: () => Promise<T>): Promise<void> {
      {
        using _ = armFailpoint(point, () => {
          throw new Error('connection lost');
        });
        await act();
      }
      shop.sandbox.clock.advance(HOURS * 3_600);
      await shop.checkout.tick({ budgetMs: 20_000 });
      const unsettled = store.db
        .selectFrom('operation')
        .select('kind')
        .where('status', 'in', ['pending', 'unknown']);
      assert.deepEqual(await unsettled.execute(), []);
      await assertTotals(store, await store.db.selectFrom('payment').selectAll().execute());
    }
    const lastOperation = (id: string) =>
      store.db
        .selectFrom('operation')
        .select(['kind', 'status', 'error_code'])
        .where('payment_id', '=', id)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
    const atStripe = (intent: string) => shop.stripe.paymentIntents.retrieve(intent);
    const intentsOf = async (order: string) =>
      (await shop.stripe.paymentIntents.list({ limit: 100 })).data.filter(
        ({ metadata }) => metadata.tender_order === order,
      );
    const refundsOf = async (intent: string) =>
      (await shop.stripe.refunds.list({ payment_intent: intent })).data.map(({ amount }) => amount);

    const notDone = { status: 'failed', error_code: 'not_executed' };
    const done = { status: 'succeeded', error_code: null };
    const cases = [
      { when: 'before Stripe was reached', at: 'before-call', outcome: notDone },
      { when: 'with Stripe’s answer', at: 'after-call', outcome: done },
    ] as const;

    for (const { when, at, outcome } of cases) {
      const happened = at === 'after-call';

      it(`a refund lost ${when}, happened ${happened ? 'once' : 'not'}, and can be made again`, async () => {
        const { id, intent } = await pay('automatic');
        const ask = () => shop.checkout.payments.refund(id, { ...operator, amount: 500 });
        await lose(`refund:${at}`, ask);
        assert.deepEqual({ ...(await lastOperation(id)) }, { kind: 'refund', ...outcome });
        assert.deepEqual(await refundsOf(intent), happened ? [500] : []);
        const { payment } = await ask();
        assert.equal(payment.refunded, happened ? 1000 : 500);
        assert.deepEqual(await refundsOf(intent), happened ? [500, 500] : [500]);
      });

      it(`a capture lost ${when}, happened ${happened ? 'once' : 'not'}`, async () => {
        const { id, intent } = await pay('manual');
        const ask = () => shop.checkout.payments.capture(id, { ...operator, amount: 3000 });
        await lose(`capture:${at}`, ask);
        assert.deepEqual({ ...(await lastOperation(id)) }, { kind: 'capture', ...outcome });
        assert.equal((await atStripe(intent)).amount_received, happened ? 3000 : 0);
        const { payment } = await shop.checkout.payments.sync(id);
        assert.deepEqual(
          [payment.state, payment.captured],
          happened ? ['paid', 3000] : ['authorized', 0],
        );
        if (!happened) assert.equal((await ask()).payment.captured, 3000);
      });

      it(`a void lost ${when}, happened ${happened ? 'once' : 'not'}`, async () => {
        const { id, intent } = await pay('manual');
        const ask = () => shop.checkout.payments.void(id, operator);
        await lose(`void:${at}`, ask);
        assert.deepEqual({ ...(await lastOperation(id)) }, { kind: 'void', ...outcome });
        assert.equal((await atStripe(intent)).status, happened ? 'canceled' : 'requires_capture');
        assert.equal((await ask()).payment.state, 'canceled');
      });

      it(`an order whose payment was begun ${when} has one that can be paid`, async () => {
        const order = shop.order();
        await lose(`create:${at}`, async () => {
          assert.equal((await shop.intent(order)).body.error.code, 'stripe_unavailable');
        });
        const { body } = await shop.intent(order);
        await shop.confirm(body.clientSecret);
        await shop.checkout.payments.sync(body.paymentId);
        // What was made and never handed out, nobody can pay.
        const statuses = (await intentsOf(order)).map(({ status }) => status).sort();
        assert.deepEqual(
          statuses,
          happened ? ['requires_capture', 'requires_payment_method'] : ['requires_capture'],
        );
      });

      it(`a payment whose change was lost ${when} is paid as the order is then`, async () => {
        const { order } = await begin();
        shop.order({ id: order, amount: 5000 });
        await lose(`update:${at}`, async () => {
          assert.equal((await shop.intent(order)).body.error.code, 'stripe_unavailable');
        });
        const { body } = await shop.intent(order);
        await shop.confirm(body.clientSecret);
        const { payment } = await shop.checkout.payments.sync(body.paymentId);
        assert.deepEqual([payment.state, payment.amount], ['authorized', 5000]);
        const paid = (await intentsOf(order)).filter(({ status }) => status === 'requires_capture');
        assert.deepEqual(
          paid.map(({ amount }) => amount),
          [5000],
        );
      });
    }
  },
);
