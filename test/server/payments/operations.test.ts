import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { armFailpoint } from '../../../server/failpoints.ts';
import type { Checkout, CheckoutError } from '../../../server/index.ts';
import { onEachStore } from '../support/stores.ts';
import { eventually, startShop, type Shop } from '../support/shop.ts';

const operator = { actor: 'ann' };

onEachStore('operations', (database) => {
  let shop: Shop;
  let clock = 0;
  before(async () => {
    shop = await startShop({
      database: database.url,
      checkout: { capture: 'manual_if_supported', now: () => Date.now() + clock },
    });
  });
  after(() => shop.stop());

  /** Two SQLite connections in one process would wait for each other; two processes don't. */
  async function secondServer(): Promise<Checkout> {
    if (database.dialect === 'sqlite') return shop.checkout;
    const second = shop.another();
    await second.ready;
    after(() => second.close());
    return second;
  }

  /** A payment whose 42 € are held, or taken. */
  async function pay(capture: 'manual' | 'automatic' = 'manual') {
    const order = shop.order({ capture });
    const { body } = await shop.intent(order);
    await shop.confirm(body.clientSecret);
    const id = body.paymentId;
    await shop.checkout.payments.sync(id);
    return { id, intent: body.clientSecret.split('_secret_')[0] ?? '', order };
  }
  const kindsOf = (order: string) =>
    shop.notifications.filter(({ payment }) => payment.orderId === order).map(({ kind }) => kind);
  const atStripe = (intent: string) => shop.stripe.paymentIntents.retrieve(intent);
  const refundsOf = async (intent: string) =>
    (await shop.stripe.refunds.list({ payment_intent: intent })).data.map(({ amount }) => amount);

  describe('a capture', () => {
    it('takes all that is held', async () => {
      const { id, intent, order } = await pay();
      const { payment, operation } = await shop.checkout.payments.capture(id, operator);
      assert.deepEqual([payment.state, payment.captured], ['paid', 4200]);
      assert.equal(operation?.status, 'succeeded');
      assert.equal((await atStripe(intent)).amount_received, 4200);
      await eventually(
        () => kindsOf(order),
        (kinds) => kinds.includes('paid'),
      );
      assert.deepEqual(kindsOf(order), ['authorized', 'paid']);
    });

    it('takes a part, and releases the rest', async () => {
      const { id, intent } = await pay();
      const { payment } = await shop.checkout.payments.capture(id, { ...operator, amount: 1500 });
      assert.deepEqual([payment.state, payment.captured, payment.capturable], ['paid', 1500, 0]);
      assert.equal((await atStripe(intent)).amount_received, 1500);
    });

    it('by two operators at once takes it once', async () => {
      const { id, intent } = await pay();
      const second = await secondServer();
      const results = await Promise.all([
        shop.checkout.payments.capture(id, { actor: 'ann' }),
        second.payments.capture(id, { actor: 'bob' }),
      ]);
      assert.deepEqual(
        results.map(({ payment }) => payment.captured),
        [4200, 4200],
      );
      assert.equal(results.filter(({ operation }) => operation === null).length, 1);
      assert.equal((await atStripe(intent)).amount_received, 4200);
    });

    it('of more than is held is refused', async () => {
      const { id } = await pay();
      await assert.rejects(shop.checkout.payments.capture(id, { ...operator, amount: 4201 }), {
        code: 'amount_too_large',
      });
    });

    it('of what was captured in the dashboard is done already', async () => {
      const { id, intent } = await pay();
      await shop.stripe.paymentIntents.capture(intent);
      const { payment, operation } = await shop.checkout.payments.capture(id, operator);
      assert.deepEqual([payment.state, operation], ['paid', null]);
    });

    it('of what was voided is refused', async () => {
      const { id } = await pay();
      await shop.checkout.payments.void(id, operator);
      await assert.rejects(shop.checkout.payments.capture(id, operator), { code: 'invalid_state' });
    });

    it('of nothing we know is refused', async () => {
      await assert.rejects(shop.checkout.payments.capture('pay_0', operator), {
        code: 'payment_not_found',
      });
    });
  });

  describe('a capture whose answer is lost', () => {
    for (const point of ['capture:before-call', 'capture:after-call'] as const) {
      it(`at ${point} ends captured once, and shown captured`, async () => {
        const { id, intent } = await pay();
        {
          using _ = armFailpoint(point, () => {
            throw new Error('connection lost');
          });
          const { operation } = await shop.checkout.payments.capture(id, operator);
          assert.equal(operation?.status, 'unknown');
          // A webhook may have told of it by now.
          await assert.rejects(
            shop.checkout.payments.void(id, operator),
            ({ code }: CheckoutError) => code === 'operation_pending' || code === 'invalid_state',
          );
        }
        const payment = await eventually(
          async () => (await shop.checkout.payments.sync(id)).payment,
          ({ state }) => state === 'paid',
        );
        assert.equal(payment.captured, 4200);
        assert.equal((await atStripe(intent)).amount_received, 4200);
        const again = await shop.checkout.payments.capture(id, operator);
        assert.equal(again.operation, null);
      });
    }
  });

  describe('a void', () => {
    it('releases what is held, and tells the shop', async () => {
      const { id, intent, order } = await pay();
      const { payment } = await shop.checkout.payments.void(id, operator);
      assert.equal(payment.state, 'canceled');
      assert.equal((await atStripe(intent)).status, 'canceled');
      await eventually(
        () => kindsOf(order),
        (kinds) => kinds.includes('canceled'),
      );
    });

    it('of what is voided is done already', async () => {
      const { id } = await pay();
      await shop.checkout.payments.void(id, operator);
      const { operation } = await shop.checkout.payments.void(id, operator);
      assert.equal(operation, null);
    });

    it('of what was taken is refused', async () => {
      const { id } = await pay('automatic');
      await assert.rejects(shop.checkout.payments.void(id, operator), { code: 'invalid_state' });
    });
  });

  describe('a refund', () => {
    it('returns all that was taken', async () => {
      const { id, intent, order } = await pay('automatic');
      const { payment } = await shop.checkout.payments.refund(id, operator);
      assert.equal(payment.refunded, 4200);
      assert.deepEqual(await refundsOf(intent), [4200]);
      await eventually(
        () => kindsOf(order),
        (kinds) => kinds.includes('refunded'),
      );
    });

    it('of the same amount as another is another', async () => {
      const { id, intent } = await pay('automatic');
      await Promise.all([
        shop.checkout.payments.refund(id, { ...operator, amount: 1000 }),
        shop.checkout.payments.refund(id, { ...operator, amount: 1000 }),
      ]);
      assert.deepEqual(await refundsOf(intent), [1000, 1000]);
    });

    it('that is asked for again with its key is the same', async () => {
      const { id, intent } = await pay('automatic');
      const asked = { ...operator, amount: 1000, requestKey: `key-${id}` };
      const first = await shop.checkout.payments.refund(id, asked);
      const again = await shop.checkout.payments.refund(id, asked);
      assert.equal(again.operation?.id, first.operation?.id);
      assert.deepEqual(await refundsOf(intent), [1000]);
      await assert.rejects(shop.checkout.payments.refund(id, { ...asked, amount: 2000 }), {
        code: 'idempotency_conflict',
      });
    });

    it('of more than is left is refused, those under way counted', async () => {
      const { id, intent } = await pay('automatic');
      {
        using _ = armFailpoint('refund:after-call', () => {
          throw new Error('connection lost');
        });
        const { operation } = await shop.checkout.payments.refund(id, {
          ...operator,
          amount: 3000,
        });
        assert.equal(operation?.status, 'unknown');
        await assert.rejects(shop.checkout.payments.refund(id, { ...operator, amount: 2000 }), {
          code: 'amount_too_large',
        });
      }
      await eventually(
        async () => (await shop.checkout.payments.sync(id)).payment,
        ({ refunded }) => refunded === 3000,
      );
      assert.deepEqual(await refundsOf(intent), [3000]);
    });

    it('made in the dashboard is seen', async () => {
      const { id, intent, order } = await pay('automatic');
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 700 });
      await eventually(
        () => kindsOf(order),
        (kinds) => kinds.includes('refunded'),
      );
      assert.equal((await shop.checkout.payments.sync(id)).payment.refunded, 700);
    });
  });

  it('that Stripe has forgotten the key of is looked for among its objects', async () => {
    const { id, intent } = await pay('automatic');
    {
      using _ = armFailpoint('refund:after-call', () => {
        throw new Error('connection lost');
      });
      await shop.checkout.payments.refund(id, { ...operator, amount: 500 });
    }
    clock = 25 * 3_600_000;
    try {
      await shop.checkout.tick({ budgetMs: 5_000 });
      const { payment } = await shop.checkout.payments.sync(id);
      assert.equal(payment.refunded, 500);
      assert.deepEqual(await refundsOf(intent), [500]);
      // What is left can be refunded again: nothing is under way any more.
      await shop.checkout.payments.refund(id, operator);
      assert.deepEqual((await refundsOf(intent)).sort(), [3700, 500]);
    } finally {
      clock = 0;
    }
  });
});
