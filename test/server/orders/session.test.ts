import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ExpressQuote, Session } from '../../../server/contract.ts';
import type { Delivery, OrderInput } from '../../../server/index.ts';
import { armFailpoint } from '../../../server/failpoints.ts';
import { onEachStore } from '../support/stores.ts';
import { startShop, type Shop } from '../support/shop.ts';

const address = { country: 'BE', postal_code: '9000', city: 'Gent' };

onEachStore('a session', (database) => {
  let shop: Shop;
  let answer: unknown;
  const accepted: Delivery[] = [];
  before(async () => {
    const orders = new Map<string, OrderInput>();
    shop = await startShop({
      database: database.url,
      checkout: {
        orders: {
          find: (id) => {
            if (id === 'throws') throw new Error('no database');
            if (id === 'odd') return answer as OrderInput;
            return shop.orders.get(id) ?? orders.get(id) ?? null;
          },
          quote: (id, { address: { country }, rate = 'post' }) => ({
            amount: 4200 + (rate === 'express' ? 900 : 500),
            lines: [{ name: `To ${country}`, amount: 4200 }],
            rates:
              country === 'US'
                ? []
                : [
                    { id: 'post', label: 'Post', amount: 500 },
                    { id: 'express', label: 'Courier', amount: 900, detail: 'tomorrow' },
                  ],
          }),
          accept: (id, delivery) => {
            accepted.push(delivery);
            const order = shop.orders.get(id);
            if (!order) throw new Error('unknown');
            const total = {
              ...order,
              amount: delivery.rate === 'express' ? 5100 : 4700,
              version: 2,
            };
            shop.orders.set(id, total);
            return total;
          },
        },
      },
    });
  });
  after(() => shop.stop());

  const ask = async (orderId: string, query = '') =>
    shop.get<Session>(`/orders/${await shop.checkout.orderToken(orderId)}${query}`);

  it('shows the order, and what it can be paid with where the shopper is', async () => {
    const order = shop.order({
      description: 'Two books',
      customer: { country: 'NL', name: 'Ann' },
    });
    const session = await shop.session(order);
    assert.deepEqual(session.order, {
      id: order,
      amount: 4200,
      currency: 'eur',
      description: 'Two books',
      lines: [],
      status: 'open',
    });
    assert.equal(session.country, 'NL');
    assert.equal(session.methods[0]?.type, 'ideal');
    assert.equal((await shop.session(order, '?country=BE')).methods[0]?.type, 'bancontact');
    assert.ok(!JSON.stringify(session).includes('sk_test'));
  });

  it('shows methods of every country only while the shopper’s is unknown', async () => {
    const { methods, country } = await shop.session(shop.order());
    assert.equal(country, null);
    assert.ok(methods.some(({ type }) => type === 'card'));
    assert.ok(!methods.some(({ type }) => type === 'ideal'));
  });

  it('hides what can not be held when the order is to be held', async () => {
    const { methods } = await shop.session(
      shop.order({ capture: 'manual', customer: { country: 'NL' } }),
    );
    assert.ok(methods.length > 0);
    assert.ok(methods.every(({ capture }) => capture === 'manual'));
    assert.ok(!methods.some(({ type }) => type === 'ideal'));
  });

  it('shows what came of a payment, however soon the shopper is back', async () => {
    const lost = shop.sandbox.trouble.add({ effect: 'lose' });
    try {
      const order = shop.order();
      const { body } = await shop.intent(order);
      const seen = async () => (await ask(order)).body.payment;
      assert.deepEqual([(await seen())?.state, (await seen())?.error], ['open', null]);
      await assert.rejects(shop.confirm(body.clientSecret, 'pm_card_visa_chargeDeclined'));
      assert.equal((await seen())?.error?.code, 'card_declined');
      await shop.confirm(body.clientSecret);
      assert.equal((await seen())?.state, 'paid');
    } finally {
      shop.sandbox.trouble.remove(lost.id);
    }
  });

  it('offers nothing for an order that is closed', async () => {
    const { methods, express } = await shop.session(shop.order({ status: 'closed' }));
    assert.deepEqual([methods, express], [[], null]);
  });

  describe('is refused', () => {
    const refused = async (path: string) => {
      const { status, body } = await shop.get(path);
      return [status, body.error.code];
    };
    it('without a token of ours', async () => {
      assert.deepEqual(await refused('/orders/order-1'), [401, 'invalid_token']);
      const token = await shop.checkout.orderToken('order-1');
      assert.deepEqual(await refused(`/orders/${token.slice(0, -2)}`), [401, 'invalid_token']);
    });
    it('with a token of which the time is over', async () => {
      const token = await shop.checkout.orderToken('order-1', -1);
      assert.deepEqual(await refused(`/orders/${token}`), [401, 'token_expired']);
    });
    it('for an order that the shop does not know', async () => {
      const { status, body } = await ask('unknown');
      assert.deepEqual([status, body.error.code], [404, 'order_not_found']);
    });
    it('when the shop can not be asked, or answers what is no order', async () => {
      for (answer of [7, {}, { id: 'odd', amount: 1.5, currency: 'eur', status: 'open' }]) {
        const { status, body } = await ask('odd');
        assert.deepEqual([status, body.error.code], [502, 'shop_unavailable']);
      }
      const { status, body } = await ask('throws');
      assert.deepEqual([status, body.error.code], [502, 'shop_unavailable']);
    });
    it('for a country that is none', async () => {
      const { status, body } = await ask(shop.order(), '?country=XX');
      assert.deepEqual([status, body.error.code], [400, 'invalid_request']);
    });
    it('to a page of an origin that is not ours', async () => {
      const token = await shop.checkout.orderToken(shop.order());
      const response = await fetch(`${shop.url}/orders/${token}`, {
        headers: { origin: 'https://evil.example' },
      });
      assert.equal(response.status, 403);
    });
  });

  describe('lets a wallet', () => {
    const quoteFor = async (order: string, body: object) =>
      shop.post<ExpressQuote>(`/orders/${await shop.checkout.orderToken(order)}/quote`, body);

    it('ask what delivery costs, the chosen rate first', async () => {
      const order = shop.order({ shippable: true });
      const { body } = await quoteFor(order, { address, rate: 'express' });
      assert.equal(body.elements.amount, 5100);
      assert.deepEqual(
        body.rates.map(({ id }) => id),
        ['express', 'post'],
      );
      assert.deepEqual(body.lines, [{ name: 'To BE', amount: 4200 }]);
    });

    it('pay what it was quoted, the shop having taken over the delivery', async () => {
      const order = shop.order({ shippable: true });
      const { body: quote } = await quoteFor(order, { address, rate: 'express' });
      const token = await shop.checkout.orderToken(order);
      const delivery = {
        name: 'Ann Peeters',
        email: 'ann@example.com',
        address: { ...address, line1: 'Korenmarkt 1' },
        rate: 'express',
      };
      const { status, body } = await shop.post<{ clientSecret: string }>(
        `/orders/${token}/intent`,
        {
          method: 'apple_pay',
          fingerprint: quote.fingerprint,
          express: delivery,
        },
      );
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(accepted.at(-1), delivery);
      const intent = await shop.stripe.paymentIntents.retrieve(
        body.clientSecret.split('_secret_')[0] ?? '',
      );
      assert.equal(intent.amount, 5100);
      assert.equal(intent.shipping?.address?.line1, 'Korenmarkt 1');
      assert.ok(intent.payment_method_types.includes('card'));
    });

    it('not pay another total than it was quoted', async () => {
      const order = shop.order({ shippable: true });
      const { body: quote } = await quoteFor(order, { address, rate: 'express' });
      const token = await shop.checkout.orderToken(order);
      const { status, body } = await shop.post(`/orders/${token}/intent`, {
        method: 'apple_pay',
        fingerprint: quote.fingerprint,
        express: { address, rate: 'post' },
      });
      assert.deepEqual([status, body.error.code], [409, 'order_changed']);
    });

    it('know that the shop does not deliver there', async () => {
      const order = shop.order({ shippable: true });
      const { status, body } = await quoteFor(order, { address: { country: 'US' } });
      assert.deepEqual([status, body.error.code], [409, 'address_unserviceable']);
    });
  });

  it('is shown from what is known of the account while Stripe is down, also after a restart', async () => {
    const order = shop.order();
    await shop.session(order);
    const other = shop.another({ workers: false, now: () => Date.now() + 3_600_000 });
    await other.ready;
    try {
      using _ = armFailpoint('read-account:before-call', () => {
        throw new Error('no connection');
      });
      const token = await other.orderToken(order);
      const response = await other.fetch(new Request(`${shop.url}/orders/${token}`));
      assert.equal(response.status, 200);
    } finally {
      await other.close();
    }
  });
});
