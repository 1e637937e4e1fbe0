/** Several at once, placed by failpoints: what they do to one order or one payment happens once. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { armFailpoint, type Failpoint } from '../../server/failpoints.ts';
import type { OperationDone, PaymentDetail } from '../../server/payments/admin-contract.ts';
import { eventually, startShop, type Answer, type Shop } from './support/shop.ts';
import { onEachStore } from './support/stores.ts';

/** Holds the first who comes to the point until `release` is called. */
function hold(point: Failpoint): Disposable & { reached: Promise<unknown>; release: () => void } {
  const reached = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let first = true;
  const armed = armFailpoint(point, () => {
    if (!first) return;
    first = false;
    reached.resolve(undefined);
    return released.promise.then(() => undefined);
  });
  return {
    reached: reached.promise,
    release: () => released.resolve(undefined),
    [Symbol.dispose]: () => armed[Symbol.dispose](),
  };
}

onEachStore('at the same time', (database) => {
  let shop: Shop;
  let ahead = 0;

  beforeEach(async () => {
    ahead = 0;
    shop = await startShop({
      database: await database.another(),
      checkout: {
        now: () => Date.now() + ahead,
        operators: (request) => ({
          actor: request.headers.get('authorization') ?? 'anna',
          scopes: ['view', 'operate'],
        }),
        limits: { requestsPerOrder: { times: 1000, seconds: 60 } },
      },
    });
  });
  afterEach(() => shop.stop());

  const operate = async (
    id: string,
    action: string,
    body: object,
    actor: string,
  ): Promise<Answer<OperationDone>> => {
    const response = await fetch(`${shop.url}/admin/payments/${id}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: actor },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer<OperationDone>['body'];
    return { status: response.status, body: answer };
  };

  const detail = async (id: string): Promise<PaymentDetail> =>
    (await shop.get<PaymentDetail>(`/admin/payments/${id}`)).body;

  /** A payment of 42 € that the shopper has made. */
  async function pay(capture: 'automatic' | 'manual'): Promise<{ id: string; intent: string }> {
    const { body } = await shop.intent(shop.order({ capture }));
    const { id: intent } = await shop.confirm(body.clientSecret);
    await eventually(
      () => detail(body.paymentId),
      ({ payment }) => payment.state === (capture === 'manual' ? 'authorized' : 'paid'),
    );
    return { id: body.paymentId, intent };
  }

  it('50 intents for one order are one PaymentIntent', async () => {
    const order = shop.order();
    using creating = hold('create:before-call');
    const asked = Array.from({ length: 50 }, () => shop.intent(order));
    await creating.reached;
    creating.release();
    const answers = await Promise.all(asked);
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 200),
    );
    assert.equal(new Set(answers.map(({ body }) => body.clientSecret)).size, 1);
    const { data } = await shop.stripe.paymentIntents.list({ limit: 100 });
    assert.equal(data.length, 1);
  });

  it('two operators who capture capture once', async () => {
    const { id, intent } = await pay('manual');
    using capturing = hold('capture:before-call');
    const first = operate(id, 'capture', {}, 'anna');
    await capturing.reached;
    const second = operate(id, 'capture', {}, 'ben');
    capturing.release();
    const answers = await Promise.all([first, second]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.equal(answers[1].body.operation, null, 'there was nothing left to do');
    const { payment, operations } = await detail(id);
    assert.equal(payment.captured, 4200);
    assert.equal(operations.filter(({ kind }) => kind === 'capture').length, 1);
    assert.equal((await shop.stripe.paymentIntents.retrieve(intent)).amount_received, 4200);
  });

  it('two refunds of the same amount are two refunds', async () => {
    const { id, intent } = await pay('automatic');
    using refunding = hold('refund:before-call');
    const first = operate(id, 'refund', { amount: 1000 }, 'anna');
    await refunding.reached;
    const second = operate(id, 'refund', { amount: 1000 }, 'ben');
    refunding.release();
    for (const { status, body } of await Promise.all([first, second])) {
      assert.equal(status, 200);
      assert.equal(body.operation?.status, 'succeeded');
    }
    const { data } = await shop.stripe.refunds.list({ payment_intent: intent });
    assert.deepEqual(
      data.map(({ amount }) => amount),
      [1000, 1000],
    );
    assert.equal((await detail(id)).payment.refunded, 2000);
  });

  it('refunds that together are too much are not both made', async () => {
    const { id, intent } = await pay('automatic');
    using refunding = hold('refund:before-call');
    const first = operate(id, 'refund', { amount: 3000 }, 'anna');
    await refunding.reached;
    const second = operate(id, 'refund', { amount: 3000 }, 'ben');
    refunding.release();
    const statuses = (await Promise.all([first, second])).map(({ status }) => status);
    assert.deepEqual(statuses, [200, 409]);
    const { data } = await shop.stripe.refunds.list({ payment_intent: intent });
    assert.equal(data.length, 1);
  });

  it('a capture whose answer is lost ends captured once and shown as captured', async () => {
    const { id, intent } = await pay('manual');
    {
      using _ = armFailpoint('capture:after-call', () => {
        throw new Error('the connection broke');
      });
      const { status, body } = await operate(id, 'capture', { amount: 4000 }, 'anna');
      assert.equal(status, 202);
      assert.equal(body.operation?.status, 'unknown');
      const again = await operate(id, 'capture', { amount: 4000 }, 'ben');
      // Until a sync has seen what came of the first, a second is refused; then it has nothing to do.
      if (again.status === 409) assert.equal(again.body.error.code, 'operation_pending');
      else assert.equal(again.body.operation, null);
    }
    ahead += 60_000;
    const { payment, operations } = await eventually(
      () => detail(id),
      ({ operations }) => operations.every(({ status }) => status === 'succeeded'),
    );
    assert.equal(payment.state, 'paid');
    assert.equal(payment.captured, 4000);
    assert.equal(operations.filter(({ kind }) => kind === 'capture').length, 1);
    assert.equal((await shop.stripe.paymentIntents.retrieve(intent)).amount_received, 4000);
  });

  it('a shopper who keeps trying is not kept from paying by a server error that Stripe repeats', async () => {
    const order = shop.order();
    await shop.session(order);
    shop.sandbox.trouble.add({
      effect: 'server_error',
      call: { method: 'POST', path: '/v1/payment_intents' },
      times: 1,
    });
    for (let round = 0; round < 3; round += 1) {
      assert.equal((await shop.intent(order)).body.error.code, 'stripe_unavailable');
    }
    ahead += 61_000;
    assert.equal((await shop.intent(order)).status, 200);
  });
});
