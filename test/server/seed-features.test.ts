/** What the system that this one began from offered, feature by feature. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type {
  CredentialsView,
  DomainsDone,
  MethodsView,
  OperationDone,
  Session,
  WebhookDone,
} from '../../server/index.ts';
import { HANDLED_EVENTS } from '../../server/webhooks/events.ts';
import type { Admin } from './support/admin.ts';
import { asOperator } from './support/admin.ts';
import { startOwnAccount } from './support/own-account.ts';
import { eventually, type Shop } from './support/shop.ts';
import { onEachStore } from './support/stores.ts';

onEachStore('the seed’s features', (database) => {
  let shop: Shop;
  let admin: Admin;
  before(async () => {
    ({ shop, admin } = await startOwnAccount(await database.another(), {
      keys: false,
      allowedOrigins: ['https://shop.example'],
    }));
  });
  after(() => shop.stop());

  const offeredIn = async (country: string, fields: object = {}): Promise<Session> =>
    shop.session(shop.order(fields), `?country=${country}`);
  const types = ({ methods }: Pick<Session, 'methods'>) => methods.map(({ type }) => type);
  const appleDomains = async () => {
    const { data } = await shop.stripe.paymentMethodDomains.list();
    return data
      .filter(({ enabled, apple_pay: apple }) => enabled && apple.status === 'active')
      .map(({ domain_name: host }) => host);
  };

  it('credentials: the keys are entered, and payments can be taken', async () => {
    const { status, body } = await admin.put<CredentialsView>('/settings/credentials', {
      version: 0,
      publishableKey: shop.sandbox.publishableKey,
      secretKey: shop.sandbox.secretKey,
    });
    assert.deepEqual([status, body.check?.ok], [200, true]);
    assert.ok(types(await offeredIn('BE')).includes('card'));
  });

  it('webhook generated: one button makes it, with its events and its secret', async () => {
    const { body } = await admin.post<WebhookDone>('/settings/webhook');
    assert.deepEqual([body.outcome, body.webhook.status], ['created', 'ok']);
    const { data } = await shop.stripe.webhookEndpoints.list();
    assert.deepEqual(
      data.map(({ url, status, enabled_events: events }) => [url, status, events]),
      [[`${shop.url}/webhooks/stripe`, 'enabled', [...HANDLED_EVENTS]]],
    );
  });

  it('webhook updated: pressed again, it is put right', async () => {
    const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
    await shop.stripe.webhookEndpoints.update(endpoint?.id ?? '', {
      enabled_events: ['charge.refunded'],
    });
    const { body } = await admin.post<WebhookDone>('/settings/webhook');
    assert.equal(body.outcome, 'updated');
    const { data } = await shop.stripe.webhookEndpoints.list();
    assert.deepEqual(
      data.map(({ id, enabled_events: events }) => [id, events]),
      [[endpoint?.id, [...HANDLED_EVENTS]]],
    );
  });

  it('signature checked: Stripe’s deliveries are heard, a forged one is not', async () => {
    const { body: opened } = await shop.intent(shop.order());
    await shop.confirm(opened.clientSecret);
    await eventually(
      () => shop.notifications.map(({ kind }) => kind),
      (kinds) => kinds.includes('paid'),
    );
    const forged = await fetch(`${shop.url}/webhooks/stripe`, {
      method: 'POST',
      body: '{}',
      headers: { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
    });
    assert.equal(forged.status, 400);
    const { error } = (await forged.json()) as { error: { code: string } };
    assert.equal(error.code, 'invalid_signature');
  });

  it('manual capture: the amount is held, and captured later', async () => {
    const { body: opened } = await shop.intent(shop.order({ capture: 'manual' }));
    const intent = await shop.confirm(opened.clientSecret);
    assert.deepEqual([intent.status, intent.amount_capturable], ['requires_capture', 4200]);
    await eventually(
      () => shop.notifications.map(({ kind }) => kind),
      (kinds) => kinds.includes('authorized'),
    );
    const { body } = await admin.post<OperationDone>(`/payments/${opened.paymentId}/capture`);
    assert.deepEqual([body.payment.state, body.payment.captured], ['paid', 4200]);
  });

  it('manual capture: what can’t be held can’t be paid with', async () => {
    const order = shop.order({ capture: 'manual' });
    const session = await shop.session(order, '?country=BE');
    assert.ok(types(session).includes('card'));
    assert.ok(!types(session).includes('bancontact'));
    const { status, body } = await shop.intent(order, 'bancontact');
    assert.deepEqual([status, body.error.code], [409, 'method_unavailable']);
  });

  for (const [method, country, elsewhere] of [
    ['bancontact', 'BE', 'NL'],
    ['eps', 'AT', 'BE'],
    ['ideal', 'NL', 'BE'],
    ['p24', 'PL', 'BE'],
  ] as const) {
    it(`local methods: ${method} is offered in ${country}, in its currency, and only there`, async () => {
      assert.ok(types(await offeredIn(country)).includes(method));
      assert.ok(!types(await offeredIn(elsewhere)).includes(method));
      assert.ok(!types(await offeredIn(country, { currency: 'usd' })).includes(method));
    });
  }

  it('local methods: P24 is offered in złoty as well', async () => {
    assert.ok(types(await offeredIn('PL', { currency: 'pln' })).includes('p24'));
  });

  it('local methods: giropay, which is no more, is offered nowhere, and the operator is told why', async () => {
    for (const country of ['DE', 'BE']) {
      assert.ok(!types(await offeredIn(country)).includes('giropay'));
    }
    const { body } = await admin.get<MethodsView>('/settings/methods');
    const giropay = body.methods.find(({ type }) => type === 'giropay');
    assert.match(giropay?.unavailable ?? '', /^discontinued on 2024-/);
  });

  it('express checkout: allowed, its wallets show, and one that is switched off does not', async () => {
    const wallets = async () =>
      (await offeredIn('BE')).express?.wallets.map(({ type }) => type) ?? [];
    assert.ok((await wallets()).includes('apple_pay'));
    const { body } = await admin.get<MethodsView>('/settings/methods');
    await admin.put('/settings/methods', {
      version: body.version,
      order: [],
      methods: { apple_pay: { enabled: false } },
    });
    assert.deepEqual(
      (await wallets()).filter((type) => type === 'apple_pay'),
      [],
    );
    assert.ok((await wallets()).includes('google_pay'));
  });

  it('Apple Pay: the domain is registered', async () => {
    const { body } = await admin.post<DomainsDone>('/settings/domains');
    assert.deepEqual(
      body.did.map(({ code }) => code),
      ['registered'],
    );
    assert.deepEqual(await appleDomains(), ['shop.example']);
  });

  it('Apple Pay: repeated after the domain changed, which was noticed', async () => {
    const moved = shop.another({
      allowedOrigins: ['https://new.example'],
      workers: false,
    });
    try {
      await moved.ready;
      const { problems } = await moved.configuration.diagnose({ fresh: true });
      assert.ok(problems.some(({ code }) => code === 'domain_missing'));
      const { did } = await moved.configuration.domains.register({ actor: 'test' });
      assert.deepEqual(
        did.map(({ code }) => code),
        ['registered', 'disabled'],
      );
      assert.deepEqual(await appleDomains(), ['new.example']);
    } finally {
      await moved.close();
    }
  });

  it('access: only whoever may configure does any of this', async () => {
    const viewer = await asOperator(shop.url, shop.checkout, ['view', 'operate']);
    const statuses = await Promise.all([
      viewer.put('/settings/credentials', { version: 0 }),
      viewer.post('/settings/webhook'),
      viewer.post('/settings/domains'),
      viewer.put('/settings/methods', { version: 0, order: [], methods: {} }),
      viewer.put('/settings/capture', { version: 0, mode: 'manual', captureHoursBefore: null }),
    ]);
    assert.deepEqual(
      statuses.map(({ status, body }) => [status, body.error.code]),
      statuses.map(() => [403, 'scope_missing']),
    );
  });
});
