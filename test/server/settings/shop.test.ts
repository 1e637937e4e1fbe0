import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  AuditPage,
  CaptureView,
  HoldsView,
  MethodsView,
  OperationDone,
  PaymentDetail,
} from '../../../server/index.ts';
import { asOperator, type Admin } from '../support/admin.ts';
import { startOwnAccount } from '../support/own-account.ts';
import type { Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

onEachStore('what operators choose', (database) => {
  let shop: Shop;
  let admin: Admin;
  let ahead = 0;
  before(async () => {
    const now = () => Date.now() + ahead;
    const own = await startOwnAccount(await database.another(), { workers: false, now });
    ({ shop, admin } = own);
  });
  after(() => shop.stop());

  const detail = async (id: string) => (await admin.get<PaymentDetail>(`/payments/${id}`)).body;

  async function held(): Promise<string> {
    const { body } = await shop.intent(shop.order({ capture: 'manual' }));
    await shop.confirm(body.clientSecret);
    await admin.post(`/payments/${body.paymentId}/sync`);
    return body.paymentId;
  }

  /** Time passes for Stripe and for the server. */
  function pass(ms: number): void {
    ahead += ms;
    shop.sandbox.clock.advance(ms / 1000);
  }

  describe('of methods', () => {
    const read = async () => (await admin.get<MethodsView>('/settings/methods')).body;
    const choose = async (choice: object) => {
      const { version, order } = await read();
      return admin.put<MethodsView>('/settings/methods', {
        version,
        order,
        methods: {},
        ...choice,
      });
    };
    const offered = async (amount = 4200) => {
      const { methods } = await shop.session(shop.order({ amount }), '?country=BE');
      return methods.map(({ type }) => type);
    };

    it('switches one off, and on again', async () => {
      assert.ok((await offered()).includes('bancontact'));
      const { status, body } = await choose({ methods: { bancontact: { enabled: false } } });
      assert.equal(status, 200);
      const setting = body.methods.find(({ type }) => type === 'bancontact');
      assert.deepEqual([setting?.enabled, setting?.decidedBy], [false, 'shop']);
      assert.ok(!(await offered()).includes('bancontact'));
      await choose({ methods: { bancontact: { enabled: true } } });
      assert.ok((await offered()).includes('bancontact'));
    });

    it('puts them in order', async () => {
      const { body } = await choose({ order: ['card', 'bancontact'] });
      assert.deepEqual(
        body.methods.slice(0, 2).map(({ type }) => type),
        ['card', 'bancontact'],
      );
      assert.deepEqual((await offered()).slice(0, 2), ['card', 'bancontact']);
      await choose({ order: [] });
      assert.equal((await offered())[0], 'bancontact');
    });

    it('limits the amount from both sides', async () => {
      await choose({ methods: { bancontact: { limits: { eur: { min: 1000, max: 5000 } } } } });
      const found = await Promise.all([999, 1000, 5000, 5001].map(offered));
      assert.deepEqual(
        found.map((types) => types.includes('bancontact')),
        [false, true, true, false],
      );
      await choose({});
    });

    it('names what no shop can offer, what the account lacks, and what manual capture hides', async () => {
      const { methods, manualHides } = await read();
      const giropay = methods.find(({ type }) => type === 'giropay');
      assert.match(giropay?.unavailable ?? '', /^discontinued on \d{4}-\d\d-\d\d$/);
      assert.ok(manualHides.includes('bancontact') && !manualHides.includes('card'));
      assert.ok(!manualHides.includes('giropay'));
    });

    it('is refused where it makes no sense, naming the field', async () => {
      for (const [choice, field] of [
        [{ methods: { no_such: { enabled: true } } }, 'methods'],
        [{ methods: { card: { limits: { eur: { min: -1 } } } } }, 'methods.card.limits.eur.min'],
        [{ order: ['no_such'] }, 'order[0]'],
      ] as const) {
        const { status, body } = await choose(choice);
        assert.deepEqual([status, body.error.code], [400, 'invalid_request']);
        const { issues } = body as unknown as { issues: { field: string }[] };
        assert.equal(issues[0]?.field, field);
      }
    });

    it('is not overwritten by an operator who has not seen another’s change', async () => {
      const { version } = await read();
      const other = await asOperator(shop.url, shop.checkout);
      const change = (one: Admin) =>
        one.put('/settings/methods', { version, order: [], methods: {} });
      const statuses = (await Promise.all([change(admin), change(other)])).map(
        ({ status }) => status,
      );
      assert.deepEqual(statuses.sort(), [200, 409]);
      const { body } = await change(admin);
      assert.equal(body.error.code, 'settings_changed');
    });
  });

  describe('of capture', () => {
    const read = async () => (await admin.get<CaptureView>('/settings/capture')).body;
    const choose = async (choice: Partial<CaptureView>) => {
      const { version, mode, captureHoursBefore } = await read();
      const request = { version, mode, captureHoursBefore, ...choice };
      return admin.put<CaptureView>('/settings/capture', request);
    };

    it('says what manual capture will hide, and hides it', async () => {
      const { mode, manualHides } = await read();
      assert.equal(mode, 'automatic');
      assert.ok(manualHides.some(({ type }) => type === 'bancontact'));
      await choose({ mode: 'manual' });
      const types = async () =>
        (await shop.session(shop.order(), '?country=BE')).methods.map(({ type, capture }) => [
          type,
          capture,
        ]);
      assert.ok((await types()).every(([, capture]) => capture === 'manual'));
      assert.ok(!(await types()).some(([type]) => type === 'bancontact'));
      await choose({ mode: 'manual_if_supported' });
      const mixed = Object.fromEntries(await types()) as Record<string, string>;
      assert.deepEqual([mixed.bancontact, mixed.card], ['automatic', 'manual']);
      await choose({ mode: 'automatic' });
      const { body } = await admin.get<AuditPage>('/audit');
      assert.ok(body.entries.some(({ action }) => action === 'capture_changed'));
    });

    it('takes only what it understands', async () => {
      const { status } = await choose({ captureHoursBefore: 0 });
      assert.equal(status, 400);
    });

    it('captures a hold once before it ends, whichever process does it', async () => {
      const id = await held();
      const { captureBefore } = (await detail(id)).payment;
      assert.ok(captureBefore !== null);
      const soon = async () => (await admin.get<HoldsView>('/holds?hours=48')).body.holds;
      assert.deepEqual(await soon(), []);

      await choose({ captureHoursBefore: 24 });
      await shop.checkout.tick();
      assert.equal((await detail(id)).payment.state, 'authorized');
      pass(captureBefore - Date.now() - 25 * HOUR);
      const [hold] = await soon();
      assert.equal(hold?.autoCaptureAt, captureBefore - DAY);
      await shop.checkout.tick();
      assert.equal((await detail(id)).payment.state, 'authorized');

      pass(2 * HOUR);
      const other = shop.another({ workers: false, now: () => Date.now() + ahead });
      await other.ready;
      await Promise.all([shop.checkout.tick(), other.tick()]);
      await other.close();
      const { payment, operations } = await detail(id);
      assert.deepEqual([payment.state, payment.captured], ['paid', 4200]);
      const captures = operations.filter(({ kind }) => kind === 'capture');
      assert.deepEqual(
        captures.map(({ actor, status }) => [actor, status]),
        [['system', 'succeeded']],
      );
      await choose({ captureHoursBefore: null });
    });

    it('captures nothing by itself unless it was asked to', async () => {
      const id = await held();
      const { captureBefore } = (await detail(id)).payment;
      pass((captureBefore ?? 0) - Date.now() - ahead - HOUR);
      await shop.checkout.tick();
      assert.equal((await detail(id)).payment.state, 'authorized');
      const { body } = await admin.get<HoldsView>('/holds');
      assert.deepEqual(
        body.holds.map(({ payment, autoCaptureAt }) => [payment.id, autoCaptureAt]),
        [[id, null]],
      );
    });

    it('can’t take what has expired, and says so in Stripe’s words', async () => {
      const id = await held();
      const { captureBefore } = (await detail(id)).payment;
      // Stripe lets the hold go; nobody has told us yet.
      shop.sandbox.clock.advance(((captureBefore ?? 0) - Date.now() - ahead + HOUR) / 1000);
      const { status, body } = await admin.post(`/payments/${id}/capture`);
      assert.deepEqual([status, body.error.code], [409, 'operation_refused']);
      assert.equal((await detail(id)).payment.state, 'canceled');
    });

    it('leaves a refund no more than was captured', async () => {
      const id = await held();
      await admin.post<OperationDone>(`/payments/${id}/capture`, { amount: 1500 });
      const { status, body } = await admin.post(`/payments/${id}/refund`, { amount: 1501 });
      assert.deepEqual([status, body.error.code], [409, 'amount_too_large']);
      const { body: done } = await admin.post<OperationDone>(`/payments/${id}/refund`);
      assert.equal(done.payment.refunded, 1500);
    });
  });

  it('is kept from a session that has ended meanwhile, and does not happen', async () => {
    const { token } = await shop.checkout.operators.create(
      { name: 'Ann', scopes: ['configure'] },
      'test',
    );
    const headers = { 'content-type': 'application/json', origin: shop.url };
    const signedIn = await fetch(`${shop.url}/admin/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ token }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const press = async () => {
      const answer = await fetch(`${shop.url}/admin/settings/webhook`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: '{}',
      });
      return answer.status;
    };
    assert.equal(await press(), 200);
    const { data: before } = await shop.stripe.webhookEndpoints.list();
    await shop.stripe.webhookEndpoints.del(before[0]?.id ?? '');
    ahead += 31 * 60 * 1000;
    assert.equal(await press(), 401);
    assert.deepEqual((await shop.stripe.webhookEndpoints.list()).data, []);
  });
});
