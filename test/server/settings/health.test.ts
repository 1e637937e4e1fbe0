import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Diagnosis, WebhookView } from '../../../server/index.ts';
import { asOperator, type Admin } from '../support/admin.ts';
import { startOwnAccount } from '../support/own-account.ts';
import { eventually, type Shop } from '../support/shop.ts';

const MINUTE = 60_000;
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

describe('the health of the checkout', () => {
  let shop: Shop;
  let admin: Admin;
  let ahead = 0;
  let refuseCallbacks = false;
  const now = () => Date.now() + ahead;
  beforeEach(async () => {
    ahead = 0;
    refuseCallbacks = false;
    ({ shop, admin } = await startOwnAccount(':memory:', {
      now,
      workers: false,
      allowedOrigins: ['https://shop.example'],
      on: {
        paid: () => {
          if (refuseCallbacks) throw new Error('the shop is closed');
        },
      },
    }));
    await admin.post('/settings/webhook');
    await admin.post('/settings/domains');
  });
  afterEach(() => shop.stop());

  const health = async (query = '?fresh=true') =>
    (await admin.get<Diagnosis>(`/health${query}`)).body;
  const area = ({ checks }: Diagnosis, name: string) => checks.find((check) => check.area === name);

  async function pay(capture: 'automatic' | 'manual' = 'automatic'): Promise<string> {
    const { body } = await shop.intent(shop.order({ capture }));
    await shop.confirm(body.clientSecret);
    await shop.sandbox.webhooks.idle();
    await admin.post(`/payments/${body.paymentId}/sync`);
    return body.paymentId;
  }

  it('is good when nothing is wrong, and says what was looked at', async () => {
    await pay();
    const { ok, problems, checks } = await health();
    assert.deepEqual([ok, problems], [true, []]);
    assert.ok(checks.length === 7 && checks.every((check) => check.ok && check.words.length > 10));
  });

  it('tells of a webhook that drifted, and how it is mended', async () => {
    const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
    await shop.stripe.webhookEndpoints.update(endpoint?.id ?? '', { disabled: true });
    const found = await health();
    assert.equal(found.ok, false);
    const [problem] = found.problems;
    assert.deepEqual(
      [problem?.code, problem?.severity, problem?.action.code],
      ['webhook_disabled', 'error', 'generate_webhook'],
    );
    assert.equal(area(found, 'webhook')?.ok, false);
  });

  it('notices drift in the background, when nobody looks', async () => {
    assert.deepEqual((await health('')).problems, []);
    const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
    await shop.stripe.webhookEndpoints.del(endpoint?.id ?? '');
    assert.deepEqual((await health('')).problems, [], 'known from a moment ago');
    ahead += 11 * MINUTE;
    await shop.checkout.tick();
    const { checkedAt, problems } = (await admin.get<WebhookView>('/settings/webhook')).body;
    assert.ok(now() - checkedAt < MINUTE);
    assert.deepEqual(codes(problems), ['webhook_deleted']);
  });

  it('tells of notifications that were given up, until they are sent again', async () => {
    refuseCallbacks = true;
    await pay();
    await eventually(
      async () => {
        ahead += 12 * 60 * MINUTE;
        await shop.checkout.tick();
        return codes((await health('')).problems);
      },
      (found) => found.includes('notifications_parked'),
    );
    refuseCallbacks = false;
    const { body: page } = await admin.get<{ payments: { id: string }[] }>('/payments');
    const { body: detail } = await admin.get<{ notifications: { id: string; state: string }[] }>(
      `/payments/${page.payments[0]?.id ?? ''}`,
    );
    const parked = detail.notifications.find(({ state }) => state === 'parked');
    await admin.post(`/notifications/${parked?.id ?? ''}/resend`);
    await shop.checkout.tick();
    assert.ok(!codes((await health('')).problems).includes('notifications_parked'));
  });

  it('tells of holds that end within a day', async () => {
    await pay('manual');
    assert.deepEqual(codes((await health('')).problems), []);
    ahead += 6.5 * 24 * 60 * MINUTE;
    assert.ok(codes((await health('')).problems).includes('holds_expiring'));
  });

  it('tells of a clock that is off, before webhooks are refused for it', async () => {
    for (const [minutes, severity] of [
      [2, 'warning'],
      [5, 'error'],
    ] as const) {
      const off = shop.another({
        database: ':memory:',
        workers: false,
        now: () => Date.now() + minutes * MINUTE,
      });
      try {
        await off.ready;
        const { problems } = await off.configuration.diagnose();
        const skew = problems.find(({ code }) => code === 'clock_skew');
        assert.equal(skew?.severity, severity);
        assert.match(skew.words, /ahead of Stripe’s/);
      } finally {
        await off.close();
      }
    }
  });

  it('tells of keys that stopped working', async () => {
    shop.sandbox.trouble.add({ effect: 'reset', call: { path: '/v1/account' } });
    const { problems } = await health();
    assert.ok(codes(problems).includes('stripe_unreachable'));
  });

  it('tells of a shop without keys', async () => {
    const without = shop.another({
      database: ':memory:',
      workers: false,
      stripe: { apiUrl: shop.sandbox.url },
    });
    try {
      await without.ready;
      const { ok, problems } = await without.configuration.diagnose();
      assert.deepEqual([ok, codes(problems)], [false, ['keys_missing']]);
    } finally {
      await without.close();
    }
  });

  it('is for whoever may see', async () => {
    const viewer = await asOperator(shop.url, shop.checkout, ['view']);
    assert.equal((await viewer.get('/health')).status, 200);
  });
});

describe('the file that Apple once asked for', () => {
  it('is served when it is configured', async () => {
    const { shop } = await startOwnAccount(':memory:', { appleAssociation: '7B227073704964' });
    try {
      const file = '/.well-known/apple-developer-merchantid-domain-association';
      const answer = await fetch(shop.url + file);
      assert.deepEqual([answer.status, await answer.text()], [200, '7B227073704964']);
    } finally {
      await shop.stop();
    }
  });
});
