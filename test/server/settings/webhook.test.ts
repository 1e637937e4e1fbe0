import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Stripe from 'stripe';
import { armFailpoint } from '../../../server/failpoints.ts';
import type { AuditPage, Diagnosis, WebhookDone, WebhookView } from '../../../server/index.ts';
import { HANDLED_EVENTS } from '../../../server/webhooks/events.ts';
import { keptLog } from '../../support/logs.ts';
import { asOperator, type Admin } from '../support/admin.ts';
import { startOwnAccount } from '../support/own-account.ts';
import { eventually, type Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

describe('generating the webhook', () => {
  let shop: Shop;
  let admin: Admin;
  let url: string;
  beforeEach(async () => {
    ({ shop, admin } = await startOwnAccount(':memory:'));
    url = `${shop.url}/webhooks/stripe`;
  });
  afterEach(() => shop.stop());

  const generate = async (body: object = {}) =>
    (await admin.post<WebhookDone>('/settings/webhook', body)).body;
  /** How it stands, as Stripe has it now. */
  const inspect = async () => {
    await admin.get<Diagnosis>('/health?fresh=true');
    return (await admin.get<WebhookView>('/settings/webhook')).body;
  };
  const endpoints = async () => (await shop.stripe.webhookEndpoints.list({ limit: 100 })).data;
  const codes = (notes: readonly { code: string }[]) => notes.map(({ code }) => code);

  /** A payment by card, and how its state came to be known: by a webhook. */
  async function payAndHear(): Promise<void> {
    const heard = shop.notifications.length;
    const { body } = await shop.intent(shop.order());
    await shop.confirm(body.clientSecret);
    await shop.sandbox.webhooks.idle();
    await eventually(
      () => shop.notifications.length,
      (count) => count > heard,
    );
  }

  it('makes an endpoint with our events, version and stamp, and hears by it', async () => {
    assert.equal((await inspect()).status, 'missing');
    const { outcome, did, webhook } = await generate();
    assert.equal(outcome, 'created');
    assert.deepEqual(codes(did), ['created']);
    assert.equal(webhook.status, 'ok');
    const [made, ...more] = await endpoints();
    assert.deepEqual(more, []);
    assert.deepEqual(made?.enabled_events, [...HANDLED_EVENTS]);
    assert.deepEqual([made.url, made.api_version], [url, Stripe.API_VERSION]);
    assert.match(made.metadata.tender_install ?? '', /^[\da-f-]{36}$/);
    await payAndHear();
    assert.notEqual((await inspect()).lastEventAt, null);
  });

  it('changes nothing when pressed again', async () => {
    await generate();
    const [before] = await endpoints();
    const { outcome, did } = await generate();
    assert.deepEqual([outcome, codes(did)], ['unchanged', ['up_to_date']]);
    assert.deepEqual(
      (await endpoints()).map(({ id }) => id),
      [before?.id],
    );
  });

  it('repairs address, events and an endpoint that was disabled, and says so', async () => {
    await generate();
    const [{ id } = { id: '' }] = await endpoints();
    await shop.stripe.webhookEndpoints.update(id, {
      url: 'https://old.example/webhooks/stripe',
      enabled_events: ['payment_intent.succeeded'],
      disabled: true,
    });
    const drifted = await inspect();
    assert.equal(drifted.status, 'drifted');
    assert.deepEqual(codes(drifted.problems), [
      'webhook_disabled',
      'webhook_url',
      'webhook_events',
    ]);
    const { outcome, did, webhook } = await generate();
    assert.equal(outcome, 'updated');
    assert.deepEqual(codes(did), ['url_updated', 'events_updated', 'enabled']);
    assert.deepEqual([webhook.status, webhook.problems], ['ok', []]);
    assert.equal((await endpoints())[0]?.id, id);
    await payAndHear();
  });

  it('makes a new one where the old one was deleted at Stripe', async () => {
    await generate();
    const [{ id } = { id: '' }] = await endpoints();
    await shop.stripe.webhookEndpoints.del(id);
    assert.deepEqual(codes((await inspect()).problems), ['webhook_deleted']);
    const { outcome, did } = await generate();
    assert.deepEqual([outcome, codes(did)], ['replaced', ['deleted', 'created']]);
    await payAndHear();
  });

  it('replaces one in another API version, the new one first', async () => {
    await generate();
    const [first] = await endpoints();
    assert.ok(first);
    // The version of an endpoint is fixed when it is made: one that an older release made has an older one.
    const account = shop.sandbox.accounts.find(shop.sandbox.secretKey)?.account;
    account?.state.webhookEndpoints.update(first.id, { api_version: '2025-03-31.basil' });
    assert.deepEqual(codes((await inspect()).problems), ['webhook_version']);
    const { outcome, did } = await generate();
    assert.equal(outcome, 'replaced');
    assert.deepEqual(codes(did), ['version_drift', 'created', 'removed']);
    const [only, ...more] = await endpoints();
    assert.deepEqual([only?.api_version, more], [Stripe.API_VERSION, []]);
    assert.notEqual(only?.id, first.id);
  });

  it('replaces one whose secret was lost with the database', async () => {
    await generate();
    const [first] = await endpoints();
    await shop.stripe.webhookEndpoints.create({
      url,
      enabled_events: ['charge.refunded'],
      metadata: { ...first?.metadata },
    });
    await shop.stripe.webhookEndpoints.del(first?.id ?? '');
    assert.deepEqual(codes((await inspect()).problems), ['webhook_deleted']);
    const { did } = await generate();
    assert.deepEqual(codes(did), ['secret_lost', 'created', 'removed']);
    assert.equal((await endpoints()).length, 1);
    await payAndHear();
  });

  it('takes deliveries under both secrets while one replaces the other', async () => {
    await generate();
    const account = shop.sandbox.accounts.find(shop.sandbox.secretKey)?.account;
    const secrets = () => [...(account?.state.webhookEndpoints ?? [])].map(({ secret }) => secret);
    const [old = ''] = secrets();
    const { outcome, did } = await generate({ rotate: true });
    assert.deepEqual([outcome, codes(did)], ['replaced', ['rotating', 'created', 'removed']]);
    const [current = ''] = secrets();
    assert.notEqual(current, old);

    const payload = JSON.stringify({
      id: 'evt_under_way',
      object: 'event',
      type: 'payment_intent.created',
      created: 1,
      livemode: false,
      api_version: Stripe.API_VERSION,
      data: { object: {} },
    });
    for (const [secret, status] of [
      [old, 200],
      [current, 200],
      ['whsec_somebody_elses', 400],
    ] as const) {
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
      const answer = await fetch(url, {
        method: 'POST',
        body: payload,
        headers: { 'stripe-signature': signature },
      });
      assert.equal(answer.status, status);
    }
  });

  it('asks for the same endpoint again when the answer was lost', async () => {
    {
      using _ = armFailpoint('create-webhook:after-call', () => {
        throw new Error('the connection broke');
      });
      const { status, body } = await admin.post('/settings/webhook');
      assert.deepEqual([status, body.error.code], [503, 'stripe_unavailable']);
    }
    const [made] = await endpoints();
    const { outcome, webhook } = await generate();
    assert.equal(outcome, 'replaced');
    assert.deepEqual(
      (await endpoints()).map(({ id }) => id),
      [made?.id],
    );
    assert.equal(webhook.status, 'ok');
    await payAndHear();
  });

  it('leaves an endpoint that was made by hand alone, and warns of it', async () => {
    const byHand = await shop.stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
    const { outcome, warnings, webhook } = await generate();
    assert.deepEqual([outcome, codes(warnings)], ['created', ['made_by_hand']]);
    assert.deepEqual(
      webhook.others.map(({ id }) => id),
      [byHand.id],
    );
    assert.deepEqual(codes(webhook.problems), ['webhook_doubled']);
    assert.equal((await endpoints()).length, 2);
  });

  it('leaves the endpoint of another installation alone', async () => {
    const foreign = await shop.stripe.webhookEndpoints.create({
      url: 'https://staging.example/checkout/webhooks/stripe',
      enabled_events: ['*'],
      metadata: { tender_install: '00000000-0000-4000-8000-000000000000' },
    });
    const { warnings } = await generate();
    assert.deepEqual(warnings, []);
    assert.ok((await endpoints()).some(({ id }) => id === foreign.id));
  });

  describe('at the limit of sixteen', () => {
    const fill = async () => {
      while ((await endpoints()).length < 16) {
        await shop.stripe.webhookEndpoints.create({
          url: 'https://other.example/hook',
          enabled_events: ['account.updated'],
        });
      }
    };

    it('refuses with the list, where none is ours', async () => {
      await fill();
      const { status, body } = await admin.post<{ endpoints: { url: string }[] }>(
        '/settings/webhook',
      );
      assert.deepEqual([status, body.error.code], [409, 'webhook_limit']);
      assert.equal(body.endpoints.length, 16);
      assert.equal((await endpoints()).length, 16);
    });

    it('gives up its own before it makes the new one, and says what that means', async () => {
      await generate();
      await fill();
      const { outcome, did, warnings } = await generate({ rotate: true });
      assert.equal(outcome, 'replaced');
      assert.deepEqual(codes(did), ['rotating', 'removed', 'created']);
      assert.deepEqual(codes(warnings), ['at_limit']);
      assert.equal((await endpoints()).length, 16);
      await payAndHear();
    });
  });

  it('tells which permission a restricted key lacks, in Stripe’s words', async () => {
    const key = 'rk_test_sandbox';
    const account = shop.sandbox.accounts.find(key)?.account;
    account?.state.denied.set(key, ['webhook_write']);
    const restricted = shop.another({
      stripe: { publishableKey: 'pk_test_sandbox', secretKey: key, apiUrl: shop.sandbox.url },
    });
    try {
      await restricted.ready;
      await assert.rejects(restricted.configuration.webhook.generate({ actor: 'test' }), {
        code: 'permission_missing',
        message: /Having the 'rak_webhook_write' permission would allow this/,
      });
    } finally {
      await restricted.close();
    }
  });

  it('is for those who may configure', async () => {
    const viewer = await asOperator(shop.url, shop.checkout, ['view', 'operate']);
    assert.equal((await viewer.get('/settings/webhook')).status, 200);
    const { status, body } = await viewer.post('/settings/webhook');
    assert.deepEqual([status, body.error.code], [403, 'scope_missing']);
  });
});

describe('a webhook that Stripe could not deliver', () => {
  it('is not made for an address of this machine alone', async () => {
    const { createCheckout } = await import('../../../server/index.ts');
    const checkout = createCheckout({
      stripe: { publishableKey: 'pk_test_51Hq8LkAbCd', secretKey: 'sk_test_51Hq8LkAbCd' },
      secret: '0f8b1c6d2e7a49358c1d0e6f7a8b9c2d',
      origin: 'http://localhost:3000',
      allowedOrigins: ['http://localhost:3000'],
      database: ':memory:',
      log: keptLog(),
      workers: false,
      orders: { find: () => null },
    });
    try {
      await checkout.ready;
      await assert.rejects(checkout.configuration.webhook.generate({ actor: 'test' }), {
        code: 'webhook_unreachable',
        message: /stripe listen/,
      });
    } finally {
      await checkout.close();
    }
  });
});

onEachStore('a webhook that was generated', (database) => {
  let shop: Shop;
  let admin: Admin;
  beforeEach(async () => {
    ({ shop, admin } = await startOwnAccount(await database.another()));
  });
  afterEach(() => shop.stop());

  it('is written to the audit trail, and never with a secret', async () => {
    await admin.post('/settings/webhook');
    const { body } = await admin.get<AuditPage>('/audit');
    const entry = body.entries.find(({ action }) => action === 'webhook_generated');
    assert.deepEqual(entry?.detail, { outcome: 'created', did: ['created'] });
    assert.ok(!JSON.stringify(body).includes('whsec_'));
    const stored = await shop.checkout.configuration.webhook.inspect();
    assert.ok(!JSON.stringify(stored).includes('whsec_'));
  });

  it('makes one endpoint when two operators press at once', async () => {
    const other = await asOperator(shop.url, shop.checkout);
    const answers = await Promise.all(
      [admin, other, admin].map((one) => one.post<WebhookDone>('/settings/webhook')),
    );
    assert.deepEqual(answers.map(({ body }) => body.outcome).sort(), [
      'created',
      'unchanged',
      'unchanged',
    ]);
    assert.equal((await shop.stripe.webhookEndpoints.list()).data.length, 1);
  });

  it('is heard by another process at once', async () => {
    const other = shop.another({ workers: false });
    try {
      await other.ready;
      await admin.post('/settings/webhook');
      const account = shop.sandbox.accounts.find(shop.sandbox.secretKey)?.account;
      const [{ secret = '' } = {}] = [...(account?.state.webhookEndpoints ?? [])];
      const payload = JSON.stringify({
        id: 'evt_1',
        object: 'event',
        type: 'account.updated',
        created: 1,
        livemode: false,
        api_version: null,
        data: { object: {} },
      });
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
      const send = async () => {
        const answer = await other.fetch(
          new Request(`${shop.url}/webhooks/stripe`, {
            method: 'POST',
            body: payload,
            headers: { 'stripe-signature': signature, 'content-length': String(payload.length) },
          }),
        );
        return answer.status;
      };
      // It reads the secrets anew once in a second at most.
      assert.equal(await eventually(send, (status) => status === 200), 200);
    } finally {
      await other.close();
    }
  });
});
