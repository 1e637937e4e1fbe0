import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { armFailpoint } from '../../../server/failpoints.ts';
import type { CheckoutErrorBody, Session } from '../../../server/contract.ts';
import { onEachStore } from '../support/stores.ts';
import { eventually, startShop, type Shop } from '../support/shop.ts';

onEachStore('an intent', (database) => {
  let shop: Shop;
  before(async () => {
    shop = await startShop({ database: database.url });
  });
  after(() => shop.stop());

  const intentsOf = async (order: string) => {
    const all = await shop.stripe.paymentIntents
      .list({ limit: 100 })
      .autoPagingToArray({ limit: 1000 });
    return all.filter(({ metadata }) => metadata.tender_order === order);
  };
  const idOf = (clientSecret: string): string => clientSecret.split('_secret_')[0] ?? '';

  it('is made from what the page was shown, word for word', async () => {
    const order = shop.order({
      description: 'Two books',
      metadata: { basket: '7', tender_order: 'x' },
    });
    const { body } = await shop.intent(order, 'card');
    const intent = await shop.stripe.paymentIntents.retrieve(idOf(body.clientSecret));
    assert.equal(intent.client_secret, body.clientSecret);
    assert.deepEqual(
      [intent.amount, intent.currency, intent.capture_method, intent.description],
      [4200, 'eur', 'automatic', 'Two books'],
    );
    assert.deepEqual(intent.allowed_payment_method_types, ['card']);
    const { tender_order, tender_payment, basket } = intent.metadata;
    assert.deepEqual([tender_order, tender_payment, basket], [order, body.paymentId, '7']);
  });

  it('is one, whoever asks and however often at once', async () => {
    const order = shop.order();
    // Two SQLite connections in one process would wait for each other; two processes don't.
    const second = database.dialect === 'sqlite' ? shop.checkout : shop.another();
    await second.ready;
    const { methods } = await shop.session(order);
    const fingerprint = methods.find(({ type }) => type === 'card')?.fingerprint;
    const token = await shop.checkout.orderToken(order);
    const ask = async (server: { fetch: (r: Request) => Response | Promise<Response> }) => {
      const response = await server.fetch(
        new Request(`${shop.url}/orders/${token}/intent`, {
          method: 'POST',
          body: JSON.stringify({ method: 'card', country: null, fingerprint }),
          headers: { 'content-type': 'application/json' },
        }),
      );
      assert.equal(response.status, 200, await response.clone().text());
      return ((await response.json()) as { clientSecret: string }).clientSecret;
    };
    const secrets = await Promise.all(
      Array.from({ length: 50 }, (_, n) => ask(n % 2 ? shop.checkout : second)),
    );
    if (second !== shop.checkout) await second.close();
    assert.equal(new Set(secrets).size, 1);
    assert.equal((await intentsOf(order)).length, 1);
  });

  it('is reused while the shopper has not begun to pay', async () => {
    const order = shop.order();
    const first = await shop.intent(order);
    const again = await shop.intent(order);
    assert.equal(again.body.clientSecret, first.body.clientSecret);
  });

  it('follows the order and the choice of method', async () => {
    const order = shop.order();
    const first = await shop.intent(order, 'card');
    shop.order({ id: order, amount: 5000 });
    const second = await shop.intent(order, 'bancontact');
    assert.equal(second.status, 409, 'Bancontact needs a country');
    const { methods } = await shop.session(order, '?country=BE');
    const fingerprint = methods.find(({ type }) => type === 'bancontact')?.fingerprint;
    const token = await shop.checkout.orderToken(order);
    const third = await shop.post<{ clientSecret: string }>(`/orders/${token}/intent`, {
      method: 'bancontact',
      country: 'BE',
      fingerprint,
    });
    assert.equal(third.body.clientSecret, first.body.clientSecret);
    const intent = await shop.stripe.paymentIntents.retrieve(idOf(third.body.clientSecret));
    assert.deepEqual([intent.amount, intent.payment_method_types], [5000, ['bancontact']]);
  });

  it('is refused, with what the order is now, when the page shows an older total', async () => {
    const order = shop.order();
    const shown = await shop.session(order);
    shop.order({ id: order, amount: 9900 });
    const token = await shop.checkout.orderToken(order);
    const { status, body } = await shop.post<{ session: Session }>(`/orders/${token}/intent`, {
      method: 'card',
      country: null,
      fingerprint: shown.methods.find(({ type }) => type === 'card')?.fingerprint,
    });
    assert.deepEqual([status, body.error.code], [409, 'order_changed']);
    assert.equal(body.session.order.amount, 9900);
    assert.deepEqual(await intentsOf(order), []);
  });

  it('is refused for a method that the order can not be paid with', async () => {
    const order = shop.order({ currency: 'usd' });
    const { status, body } = await shop.intent(order, 'ideal');
    assert.deepEqual([status, body.error.code], [409, 'method_unavailable']);
  });

  it('is refused for an order that is closed', async () => {
    const order = shop.order();
    const { methods } = await shop.session(order);
    shop.order({ id: order, status: 'closed' });
    const token = await shop.checkout.orderToken(order);
    const { fingerprint } = methods[0] ?? {};
    const { status, body } = await shop.post(`/orders/${token}/intent`, {
      method: 'card',
      fingerprint,
    });
    assert.deepEqual([status, body.error.code], [409, 'order_closed']);
  });

  it('is replaced when the shopper turns back from his bank, and the old one can not be paid', async () => {
    const order = shop.order();
    const first = await shop.intent(order);
    const pending = await shop.confirm(first.body.clientSecret, 'pm_card_threeDSecure2Required');
    assert.equal(pending.status, 'requires_action');
    const second = await shop.intent(order);
    assert.notEqual(second.body.clientSecret, first.body.clientSecret);
    const [newer, older] = await intentsOf(order);
    assert.equal(older?.status, 'canceled');
    assert.equal(newer?.id, idOf(second.body.clientSecret));
    assert.deepEqual(
      shop.notifications.filter(({ payment }) => payment.orderId === order),
      [],
      'the order goes on: nothing was canceled for the shop',
    );
  });

  it('is refused once the order is paid, with the payment, even while no webhook has come', async () => {
    const order = shop.order();
    const { methods } = await shop.session(order);
    const { body } = await shop.intent(order);
    await shop.confirm(body.clientSecret);
    const token = await shop.checkout.orderToken(order);
    const again = await shop.post<CheckoutErrorBody>(`/orders/${token}/intent`, {
      method: 'card',
      country: null,
      fingerprint: methods.find(({ type }) => type === 'card')?.fingerprint,
    });
    assert.deepEqual([again.status, again.body.error.code], [409, 'already_paid']);
    assert.equal(again.body.payment?.id, body.paymentId);
    assert.equal((await intentsOf(order)).length, 1);
  });

  describe('ends as one PaymentIntent when the server fails', () => {
    const points = [
      'attempt:before-commit',
      'attempt:after-commit',
      'create:before-call',
      'create:after-call',
      'operation-settled:before-commit',
      'facts:before-commit',
      'facts:after-commit',
      'operation-settled:after-commit',
    ] as const;
    for (const point of points) {
      it(`at ${point}`, async () => {
        const order = shop.order();
        {
          let failed = false;
          using _ = armFailpoint(point, () => {
            if (failed) return;
            failed = true;
            throw new Error(`failed at ${point}`);
          });
          const { status } = await shop.intent(order);
          assert.ok(status >= 500, `answered ${status}`);
        }
        const { status, body } = await shop.intent(order);
        assert.equal(status, 200, JSON.stringify(body));
        const intents = await intentsOf(order);
        assert.deepEqual(
          intents.map(({ id }) => id),
          [idOf(body.clientSecret)],
        );
      });
    }
  });

  it('of a declined card is tried again with the same PaymentIntent', async () => {
    const order = shop.order();
    const first = await shop.intent(order);
    await assert.rejects(shop.confirm(first.body.clientSecret, 'pm_card_visa_chargeDeclined'));
    const { payment } = await eventually(
      () => shop.session(order),
      (session) => session.payment?.error !== null,
    );
    assert.deepEqual([payment?.state, payment?.error?.code], ['open', 'card_declined']);
    const second = await shop.intent(order);
    assert.equal(second.body.clientSecret, first.body.clientSecret);
    await shop.confirm(second.body.clientSecret);
    const told = await eventually(
      () => shop.notifications.filter((one) => one.payment.orderId === order),
      (all) => all.some(({ kind }) => kind === 'paid'),
    );
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['failed', 'paid'],
    );
  });
});
