import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { armFailpoint } from '../../../server/failpoints.ts';
import type { PaymentStatus } from '../../../server/contract.ts';
import type { Notification } from '../../../server/index.ts';
import { claimDuePayments, claimPayment } from '../../../server/payments/lease.ts';
import { ask, syncLeased } from '../../../server/payments/sync.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { connectedContext } from '../../bench/support/engine.ts';
import { onEachStore } from '../support/stores.ts';
import { eventually, startShop, type Shop } from '../support/shop.ts';

onEachStore('a payment', (database) => {
  let shop: Shop;
  let store: Store;
  before(async () => {
    shop = await startShop({ database: database.url });
    store = await openStore(database.url);
  });
  after(async () => {
    await store.close();
    await shop.stop();
  });

  async function open(fields = {}) {
    const order = shop.order(fields);
    const { body } = await shop.intent(order);
    return { ...body, order, intent: body.clientSecret.split('_secret_')[0] ?? '' };
  }
  const told = (order: string): Notification[] =>
    shop.notifications.filter(({ payment }) => payment.orderId === order);
  const toldKinds = (order: string, ...kinds: string[]) =>
    eventually(
      () => told(order).map(({ kind }) => kind),
      (found) => kinds.every((kind) => (found as string[]).includes(kind)),
    );
  const status = async (token: string): Promise<PaymentStatus> =>
    (await shop.get<PaymentStatus>(`/payments/${token}`)).body;

  it('is settled by its webhooks, and its events are done', async () => {
    const { order, clientSecret, paymentToken, intent } = await open();
    await shop.confirm(clientSecret);
    await toldKinds(order, 'paid');
    const { state, captured, settled } = await status(paymentToken);
    assert.deepEqual([state, captured, settled], ['paid', 4200, true]);
    await eventually(
      () => store.db.selectFrom('inbox').select('state').where('intent_id', '=', intent).execute(),
      (rows) => rows.length > 0 && rows.every((row) => row.state === 'done'),
    );
  });

  it('is read at Stripe for whoever asks, though a final event comes when its lease is taken', async () => {
    const { context, stripe, intents, stop } = await connectedContext(await database.another(), 1);
    try {
      const [due] = await claimDuePayments(context, 1);
      assert.ok(due);
      const { id } = await syncLeased(context, due);
      const [intent = ''] = intents;
      const payload = JSON.stringify(await stripe.paymentIntents.retrieve(intent));
      // Of which no webhook tells.
      await stripe.refunds.create({ payment_intent: intent, amount: 500 });

      const wanted = await ask(context, id);
      const leased = await claimPayment(context, id);
      assert.ok(leased);
      const at = Date.now();
      const type = 'payment_intent.succeeded';
      const final = { id: 'evt_1', type, intentId: intent, paymentRef: id, created: at, payload };
      await context.store.insertEvents([final], { receivedAt: at, syncAt: at, retryAt: at });
      const payment = await syncLeased(context, leased);
      assert.ok(payment.synced >= wanted);
      assert.equal(payment.refunded, 500);
    } finally {
      await stop();
    }
  });

  it('is settled by its return page when no webhook comes', async () => {
    const alone = await startShop({ database: await database.another(), webhooks: false });
    try {
      const order = alone.order();
      const { body } = await alone.intent(order);
      await alone.confirm(body.clientSecret);
      const paid = await eventually(
        async () => (await alone.get<PaymentStatus>(`/payments/${body.paymentToken}`)).body,
        ({ state }) => state === 'paid',
      );
      assert.deepEqual(paid.method, { type: 'card', brand: 'visa', last4: '4242', wallet: null });
      await eventually(
        () => alone.notifications,
        ({ length }) => length === 1,
      );
    } finally {
      await alone.stop();
    }
  });

  it('pushes its changes to the page that waits for it', async () => {
    const { clientSecret, paymentToken } = await open();
    const response = await fetch(`${shop.url}/payments/${paymentToken}/events`);
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.match(response.headers.get('cache-control') ?? '', /no-transform/);
    const states: string[] = [];
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      for (const [, data = ''] of text.matchAll(/event: payment\ndata: (.+)\n/g)) {
        const { state } = JSON.parse(data) as PaymentStatus;
        if (states.at(-1) !== state) states.push(state);
      }
      if (states.length === 1) await shop.confirm(clientSecret).catch(() => undefined);
    }
    assert.deepEqual(states, ['open', 'paid']);
  });

  it('is not shown for a token that was tampered with', async () => {
    const { paymentToken, paymentId } = await open();
    for (const token of [
      paymentId,
      `${paymentToken}x`,
      paymentToken.replace('~', '~A'),
      'pay_1~',
    ]) {
      const { status: code, body } = await shop.get(`/payments/${token}`);
      assert.deepEqual([code, body.error.code], [404, 'payment_not_found']);
    }
  });

  it('tells of a hold, then of its capture', async () => {
    const { order, clientSecret, intent } = await open({ capture: 'manual' });
    await shop.confirm(clientSecret);
    await toldKinds(order, 'authorized');
    await shop.stripe.paymentIntents.capture(intent, { amount_to_capture: 2000 });
    await toldKinds(order, 'paid');
    const [authorized, paid] = told(order);
    assert.deepEqual(
      [authorized?.kind, authorized?.payment.facts.capturable, paid?.payment.facts.captured],
      ['authorized', 4200, 2000],
    );
  });

  it('that was tampered with at Stripe raises an alarm, and is never told paid', async () => {
    const { order, clientSecret, intent, paymentId } = await open();
    await shop.stripe.paymentIntents.update(intent, { amount: 100 });
    await shop.confirm(clientSecret);
    const alarms = await eventually(
      () =>
        store.db.selectFrom('alarm').select('kind').where('payment_id', '=', paymentId).execute(),
      (rows) => rows.length > 0,
    );
    assert.deepEqual(
      alarms.map(({ kind }) => kind),
      ['amount'],
    );
    assert.deepEqual(told(order), []);
  });

  it('settles after Stripe could not be asked for a while', async () => {
    const { order, clientSecret } = await open({ capture: 'manual' });
    {
      using _ = armFailpoint('read:before-call', () => {
        throw new Error('no connection');
      });
      await shop.confirm(clientSecret);
      await new Promise((resolve) => setTimeout(resolve, 800));
      assert.deepEqual(told(order), []);
    }
    await toldKinds(order, 'authorized');
  });

  it('is not written by one whose lease has passed to another', async () => {
    const { order, clientSecret, paymentId } = await open({ capture: 'manual' });
    let stolen = false;
    {
      using _ = armFailpoint('read:after-call', async () => {
        if (stolen) return;
        stolen = true;
        await store.db
          .updateTable('payment')
          .set((eb) => ({ lease_token: eb('lease_token', '+', 1), lease_until: null }))
          .where('id', '=', paymentId)
          .execute();
      });
      await shop.confirm(clientSecret);
      await toldKinds(order, 'authorized');
    }
    assert.equal(stolen, true);
    assert.equal(told(order).length, 1);
  });

  describe('loses nothing when the server fails', () => {
    for (const point of [
      'facts:before-commit',
      'facts:after-commit',
      'inbox:after-commit',
    ] as const) {
      it(`at ${point}`, async () => {
        const { order, clientSecret } = await open();
        {
          let times = 0;
          using _ = armFailpoint(point, () => {
            times += 1;
            if (times <= 2) throw new Error(`failed at ${point}`);
          });
          await shop.confirm(clientSecret);
          await toldKinds(order, 'paid');
        }
        assert.equal(told(order).length, 1);
      });
    }

    it('at notification:after-delivery, and tells twice with one id', async () => {
      const { order, clientSecret } = await open();
      {
        let failed = false;
        using _ = armFailpoint('notification:after-delivery', () => {
          if (failed) return;
          failed = true;
          throw new Error('crashed');
        });
        await shop.confirm(clientSecret);
        await eventually(
          () => told(order),
          ({ length }) => length === 2,
        );
      }
      assert.equal(new Set(told(order).map(({ id }) => id)).size, 1);
    });
  });

  it('tells in order, and again until the shop takes it', async () => {
    const calls: string[] = [];
    let refusals = 2;
    const other = await startShop({
      database: await database.another(),
      checkout: {
        on: {
          authorized: () => {
            calls.push('authorized');
            if (refusals-- > 0) throw new Error('not now');
          },
          paid: () => void calls.push('paid'),
        },
      },
    });
    try {
      const order = other.order({ capture: 'manual' });
      const { body } = await other.intent(order);
      const { id } = await other.confirm(body.clientSecret);
      await other.checkout.payments.sync(body.paymentId);
      await other.stripe.paymentIntents.capture(id);
      await other.checkout.payments.sync(body.paymentId);
      const due = await openStore(other.database);
      await eventually(
        async () => {
          // Nobody waits out the gaps here.
          await due.db.updateTable('outbox').set({ run_at: 0 }).where('attempts', '<', 9).execute();
          return calls;
        },
        (made) => made.includes('paid'),
      );
      await due.close();
      assert.deepEqual(calls, ['authorized', 'authorized', 'authorized', 'paid']);
    } finally {
      await other.stop();
    }
  });
});
