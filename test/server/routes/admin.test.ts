import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  AuditPage,
  OperationDone,
  PaymentDetail,
  PaymentPage,
  PaymentTotals,
} from '../../../server/index.ts';
import type { MethodReport } from '../../../server/settings/method-report-contract.ts';
import { asOperator, type Admin } from '../support/admin.ts';
import { eventually, startShop, type Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

onEachStore('the back office', (database) => {
  let shop: Shop;
  let admin: Admin;
  let refuseCallbacks = false;
  before(async () => {
    shop = await startShop({
      database: database.url,
      checkout: {
        operators: 'tokens',
        on: {
          refunded: () => {
            if (refuseCallbacks) throw new Error('the shop is closed');
          },
        },
      },
    });
    admin = await asOperator(shop.url, shop.checkout);
  });
  after(() => shop.stop());

  const detail = async (id: string) => (await admin.get<PaymentDetail>(`/payments/${id}`)).body;
  const outcome = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
    status,
    body.error?.code ?? 'ok',
  ];

  /** An order that was paid by card: held, or taken at once. */
  async function paid(capture: 'automatic' | 'manual' = 'automatic'): Promise<string> {
    const { body } = await shop.intent(shop.order({ capture }));
    await shop.confirm(body.clientSecret);
    await admin.post(`/payments/${body.paymentId}/sync`);
    return body.paymentId;
  }

  describe('captures', () => {
    it('all that is held', async () => {
      const id = await paid('manual');
      assert.equal((await detail(id)).can.capture, 4200);
      const { status, body } = await admin.post<OperationDone>(`/payments/${id}/capture`);
      assert.equal(status, 200);
      assert.deepEqual(
        [body.payment.state, body.payment.captured, body.operation?.status],
        ['paid', 4200, 'succeeded'],
      );
    });

    it('a part, which releases the rest', async () => {
      const id = await paid('manual');
      const { body } = await admin.post<OperationDone>(`/payments/${id}/capture`, { amount: 1500 });
      assert.deepEqual([body.payment.captured, body.payment.capturable], [1500, 0]);
    });

    it('no more than is held, and nothing that is not', async () => {
      const id = await paid('manual');
      const more = await admin.post(`/payments/${id}/capture`, { amount: 4201 });
      assert.deepEqual(outcome(more), [409, 'amount_too_large']);
      const { body } = await shop.intent(shop.order());
      const open = await admin.post(`/payments/${body.paymentId}/capture`);
      assert.deepEqual(outcome(open), [409, 'invalid_state']);
    });

    it('once, when two operators do it at once', async () => {
      const id = await paid('manual');
      const other = await asOperator(shop.url, shop.checkout);
      const answers = await Promise.all(
        [admin, other, admin, other].map((one) => one.post(`/payments/${id}/capture`)),
      );
      assert.ok(answers.every(({ status }) => status === 200));
      const { operations, payment } = await detail(id);
      assert.equal(operations.filter(({ kind }) => kind === 'capture').length, 1);
      assert.equal(payment.captured, 4200);
    });
  });

  describe('voids', () => {
    it('what is held', async () => {
      const id = await paid('manual');
      assert.equal((await detail(id)).can.void, true);
      const { body } = await admin.post<OperationDone>(`/payments/${id}/void`);
      assert.equal(body.payment.state, 'canceled');
    });

    it('nothing that was captured', async () => {
      const id = await paid();
      assert.deepEqual(outcome(await admin.post(`/payments/${id}/void`)), [409, 'invalid_state']);
    });
  });

  describe('refunds', () => {
    it('part by part, up to what was captured', async () => {
      const id = await paid();
      const refund = (amount?: number) =>
        admin.post<OperationDone>(`/payments/${id}/refund`, amount ? { amount } : {});
      await refund(1000);
      await refund(1000);
      assert.deepEqual(outcome(await refund(2201)), [409, 'amount_too_large']);
      const { body } = await refund();
      assert.equal(body.payment.refunded, 4200);
      assert.deepEqual(outcome(await refund()), [409, 'amount_too_large']);
      const refunds = await shop.stripe.refunds.list({
        payment_intent: body.payment.intentId ?? '',
      });
      assert.deepEqual(refunds.data.map(({ amount }) => amount).sort(), [1000, 1000, 2200]);
    });

    it('with a reason, which Stripe is told', async () => {
      const id = await paid();
      const { body } = await admin.post<OperationDone>(`/payments/${id}/refund`, {
        amount: 100,
        reason: 'duplicate',
      });
      const refund = await shop.stripe.refunds.retrieve(body.operation?.result ?? '');
      assert.equal(refund.reason, 'duplicate');
    });

    it('once for one Idempotency-Key, however often and at once it is sent', async () => {
      const id = await paid();
      const send = () =>
        admin.post<OperationDone>(`/payments/${id}/refund`, { amount: 700 }, 'key-0001');
      const answers = await Promise.all([send(), send(), send()]);
      answers.push(await send());
      assert.ok(answers.every(({ status }) => status === 200));
      assert.equal(new Set(answers.map(({ body }) => body.operation?.id)).size, 1);
      assert.equal((await detail(id)).payment.refunded, 700);
    });

    it('which are found by what Stripe calls them', async () => {
      const id = await paid();
      const { body } = await admin.post<OperationDone>(`/payments/${id}/refund`, { amount: 100 });
      const { intentId, chargeId } = body.payment;
      for (const q of [body.operation?.result, body.operation?.id, chargeId, intentId]) {
        const { body: found } = await admin.get<PaymentPage>(`/payments?q=${q ?? ''}`);
        assert.deepEqual(
          found.payments.map((payment) => payment.id),
          [id],
          String(q),
        );
      }
    });

    it('nothing for a key that meant something else', async () => {
      const [one, other] = [await paid(), await paid()];
      await admin.post(`/payments/${one}/refund`, { amount: 700 }, 'key-0002');
      for (const [id, body] of [
        [one, { amount: 800 }],
        [other, { amount: 700 }],
      ] as const) {
        const answer = await admin.post(`/payments/${id}/refund`, body, 'key-0002');
        assert.deepEqual(outcome(answer), [409, 'idempotency_conflict']);
      }
    });

    it('apart for operators who chose the same key', async () => {
      const [one, other] = [await paid(), await paid()];
      const colleague = await asOperator(shop.url, shop.checkout);
      await admin.post(`/payments/${one}/refund`, { amount: 700 }, 'key-0003');
      const answer = await colleague.post(`/payments/${other}/refund`, { amount: 700 }, 'key-0003');
      assert.equal(answer.status, 200);
    });
  });

  describe('shows', () => {
    it('one payment with all that happened to it', async () => {
      const id = await paid();
      await admin.post(`/payments/${id}/refund`, { amount: 100 });
      const shown = await eventually(
        () => detail(id),
        ({ events, notifications }) => events.length > 0 && notifications.length > 1,
      );
      assert.deepEqual(
        shown.operations.map(({ kind, status }) => [kind, status]),
        [
          ['refund', 'succeeded'],
          ['create', 'succeeded'],
        ],
      );
      assert.deepEqual(shown.notifications.map(({ kind }) => kind).toReversed(), [
        'paid',
        'refunded',
      ]);
      assert.ok(shown.audit.some(({ action }) => action === 'refund'));
      assert.ok(shown.events.every(({ id: event }) => event.startsWith('evt_')));
      assert.equal(shown.can.refund, 4100);
      assert.equal(shown.facts?.status, 'succeeded');
      assert.ok(!JSON.stringify(shown).includes('_secret_'));
    });

    it('payments by what is known of them', async () => {
      const { body } = await shop.intent(shop.order({ id: 'SEARCH-77' }));
      const { payment } = await detail(body.paymentId);
      for (const q of ['SEARCH-7', payment.id, payment.intentId ?? '']) {
        const found = await admin.get<PaymentPage>(`/payments?q=${q}&state=open`);
        assert.deepEqual(
          found.body.payments.map(({ id }) => id),
          [payment.id],
          q,
        );
      }
    });

    it('who captured, voided and refunded what', async () => {
      const id = await paid('manual');
      await admin.post(`/payments/${id}/capture`, { amount: 2000 });
      await admin.post(`/payments/${id}/refund`, { amount: 500 });
      const { entries } = (await admin.get<AuditPage>('/audit?limit=100')).body;
      const own = entries.filter(({ paymentId, actor }) => paymentId === id && actor !== 'shopper');
      assert.deepEqual(own.map(({ action }) => action).sort(), ['capture', 'refund']);
      assert.ok(own.every(({ actor }) => actor.startsWith('tdr_')));
    });

    it('which methods a shopper would see, and why not the others', async () => {
      const query = '/methods?currency=eur&amount=4200&country=BE';
      const { body } = await admin.get<MethodReport>(query);
      assert.equal(body.account.country, 'BE');
      assert.ok(body.offered.some(({ type }) => type === 'bancontact'));
      const manual = await admin.get<MethodReport>(`${query}&capture=manual`);
      const hidden = manual.body.hidden.find(({ type }) => type === 'bancontact');
      assert.deepEqual(hidden?.reasons, ['capture_unsupported']);
    });
  });

  it('adds payments up, and gives them away as a file', async () => {
    await paid();
    const { body } = await admin.get<PaymentTotals>('/payments/totals?state=paid');
    assert.ok(body.complete && body.totals.every(({ state }) => state === 'paid'));
    const { body: file } = await admin.get<{ text: string }>('/payments.csv?state=paid');
    const count = body.totals.reduce((sum, total) => sum + total.count, 0);
    assert.equal(file.text.trimEnd().split('\r\n').length, 1 + count);
    assert.deepEqual(outcome(await admin.get('/payments/totals?limit=5')), [
      400,
      'invalid_request',
    ]);
  });

  it('sends a notification again, and writes down who wanted that', async () => {
    const id = await paid();
    refuseCallbacks = true;
    await admin.post(`/payments/${id}/refund`, { amount: 100 });
    const refused = await eventually(
      () => detail(id),
      ({ notifications }) => notifications[0]?.lastError === 'the shop is closed',
    );
    refuseCallbacks = false;
    const [parked] = refused.notifications;
    const { status } = await admin.post(`/notifications/${parked?.id ?? ''}/resend`);
    assert.equal(status, 204);
    const sent = await eventually(
      () => detail(id),
      ({ notifications }) => notifications[0]?.state === 'delivered',
    );
    assert.ok(sent.audit.some(({ action }) => action === 'notification_resent'));
    assert.deepEqual(outcome(await admin.post('/notifications/ntf_none/resend')), [
      404,
      'not_found',
    ]);
  });

  it('lets nobody do what his scopes do not say', async () => {
    const id = await paid();
    const viewer = await asOperator(shop.url, shop.checkout, ['view']);
    const configurer = await asOperator(shop.url, shop.checkout, ['configure']);
    for (const operator of [viewer, configurer]) {
      assert.equal((await operator.get(`/payments/${id}`)).status, 200);
      for (const action of ['capture', 'void', 'refund', 'sync']) {
        const answer = await operator.post(`/payments/${id}/${action}`);
        assert.deepEqual(outcome(answer), [403, 'scope_missing'], action);
      }
    }
    assert.equal((await detail(id)).payment.refunded, 0);
  });

  it('knows no payment that is not there', async () => {
    assert.deepEqual(outcome(await admin.get('/payments/pay_none')), [404, 'payment_not_found']);
    for (const action of ['capture', 'void', 'refund', 'sync']) {
      const answer = await admin.post(`/payments/pay_none/${action}`);
      assert.deepEqual(outcome(answer), [404, 'payment_not_found'], action);
    }
  });

  it('tells Prometheus what waits, and how requests end', async () => {
    const { body } = await admin.get<{ text: string }>('/metrics');
    assert.match(body.text, /tender_queue_depth\{queue="outbox"\} \d/);
    assert.match(body.text, /tender_queue_lag_seconds\{queue="sync"\} \d/);
    assert.match(body.text, /tender_failures_total\{code="payment_not_found"\} \d/);
    assert.match(body.text, /tender_webhook_events_total\{outcome="received"\} \d/);
    assert.match(body.text, /route="\/admin\/payments\/:id"/);
    assert.ok(!body.text.includes('pay_'));
  });

  it('is not there unless it is asked for', async () => {
    const without = shop.another({ operators: undefined, workers: false } as never);
    await without.ready;
    const response = await without.app.request('/admin/payments');
    assert.equal(response.status, 404);
    await without.close();
  });
});
