import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AuditPage, DomainsDone, DomainsView, Diagnosis } from '../../../server/index.ts';
import { asOperator, type Admin } from '../support/admin.ts';
import { startOwnAccount } from '../support/own-account.ts';
import type { Shop } from '../support/shop.ts';

const codes = (notes: readonly { code: string }[]) => notes.map(({ code }) => code);

describe('wallet domains', () => {
  let shop: Shop;
  let admin: Admin;
  const start = async (...allowedOrigins: string[]) => {
    ({ shop, admin } = await startOwnAccount(':memory:', { allowedOrigins }));
  };
  beforeEach(() => start('https://shop.example', 'https://www.shop.example:8443'));
  afterEach(() => shop.stop());

  const register = async (body: object = {}) =>
    (await admin.post<DomainsDone>('/settings/domains', body)).body;
  const inspect = async () => {
    await admin.get<Diagnosis>('/health?fresh=true');
    return (await admin.get<DomainsView>('/settings/domains')).body;
  };
  const atStripe = async () => (await shop.stripe.paymentMethodDomains.list()).data;

  it('are registered for every host of a page, and show each wallet’s status', async () => {
    assert.deepEqual(codes((await inspect()).problems), ['domain_missing', 'domain_missing']);
    const { did, warnings, domains } = await register();
    assert.deepEqual([codes(did), warnings], [['registered', 'registered'], []]);
    assert.deepEqual(
      domains.domains.map(({ host, enabled, ours }) => [host, enabled, ours]),
      [
        ['shop.example', true, true],
        ['www.shop.example', true, true],
      ],
    );
    const wallets = domains.domains[0]?.wallets ?? [];
    assert.deepEqual(
      wallets.find(({ type }) => type === 'apple_pay'),
      {
        type: 'apple_pay',
        active: true,
        words: null,
      },
    );
    assert.deepEqual(domains.problems, []);
    assert.deepEqual((await atStripe()).map((domain) => domain.domain_name).sort(), [
      'shop.example',
      'www.shop.example',
    ]);
    const { body: audit } = await admin.get<AuditPage>('/audit');
    assert.ok(audit.entries.some(({ action }) => action === 'domains_registered'));
  });

  it('are registered once', async () => {
    await register();
    const { did } = await register();
    assert.ok(!codes(did).includes('registered'));
    assert.equal((await atStripe()).length, 2);
  });

  it('that are inactive say why in Stripe’s words, and are looked at again', async () => {
    const account = shop.sandbox.accounts.find(shop.sandbox.secretKey)?.account;
    account?.state.capabilities.set('card_payments', 'inactive');
    await register();
    const found = await inspect();
    assert.deepEqual(codes(found.problems), ['wallet_inactive', 'wallet_inactive']);
    const apple = found.domains[0]?.wallets.find(({ type }) => type === 'apple_pay');
    assert.equal(apple?.words, 'The account does not have the capability card_payments.');
    account?.state.capabilities.set('card_payments', 'active');
    const { did, domains } = await register();
    assert.deepEqual(codes(did), ['validated', 'validated']);
    assert.deepEqual(domains.problems, []);
  });

  it('that were disabled in Stripe’s dashboard are noticed, and enabled again', async () => {
    await register();
    const [domain] = await atStripe();
    await shop.stripe.paymentMethodDomains.update(domain?.id ?? '', { enabled: false });
    assert.deepEqual(codes((await inspect()).problems), ['domain_disabled']);
    const { did } = await register();
    assert.ok(codes(did).includes('enabled'));
  });

  it('that somebody else registered are used, and never disabled', async () => {
    await shop.stripe.paymentMethodDomains.create({ domain_name: 'shop.example' });
    await shop.stripe.paymentMethodDomains.create({ domain_name: 'blog.example' });
    const { domains } = await register();
    const ours = Object.fromEntries(domains.domains.map(({ host, ours }) => [host, ours]));
    assert.deepEqual(ours, {
      'blog.example': false,
      'shop.example': false,
      'www.shop.example': true,
    });
    assert.ok((await atStripe()).every(({ enabled }) => enabled));
  });

  it('take any host that is named, and no address', async () => {
    const { did } = await register({ hosts: ['M.shop.example'] });
    assert.deepEqual(codes(did), ['registered']);
    const { warnings } = await register({ hosts: ['192.0.2.1'] });
    assert.deepEqual(codes(warnings), ['not_a_name']);
    for (const host of ['https://shop.example', 'shop.example/pay', '']) {
      const { status, body } = await admin.post('/settings/domains', { hosts: [host] });
      assert.deepEqual([status, body.error.code], [400, 'invalid_request'], host);
    }
  });

  it('are for those who may configure', async () => {
    const viewer = await asOperator(shop.url, shop.checkout, ['view']);
    assert.equal((await viewer.get('/settings/domains')).status, 200);
    assert.equal((await viewer.post('/settings/domains')).status, 403);
  });

  it('tell which permission a restricted key lacks', async () => {
    const key = 'rk_test_sandbox';
    const account = shop.sandbox.accounts.find(key)?.account;
    account?.state.denied.set(key, ['payment_method_domain_write']);
    const restricted = shop.another({
      stripe: { publishableKey: 'pk_test_sandbox', secretKey: key, apiUrl: shop.sandbox.url },
      database: ':memory:',
    });
    try {
      await restricted.ready;
      await assert.rejects(restricted.configuration.domains.register({ actor: 'test' }), {
        code: 'permission_missing',
      });
    } finally {
      await restricted.close();
    }
  });

  it('that Apple can not reach stay inactive, and say so', async () => {
    await shop.stop();
    await start('https://shop.invalid');
    const { did, domains } = await register();
    assert.deepEqual(codes(did), ['registered']);
    assert.match(domains.problems[0]?.words ?? '', /Apple could not reach shop\.invalid/);
  });
});

describe('the hosts of pages in the sandbox', () => {
  it('are noticed as pages ask for orders', async () => {
    const { shop, admin } = await startOwnAccount(':memory:', { allowedOrigins: [] });
    try {
      const token = await shop.checkout.orderToken(shop.order());
      for (const origin of ['http://localhost:5173', 'http://127.0.0.1:5173']) {
        await fetch(`${shop.url}/orders/${token}`, { headers: { origin } });
      }
      const { body: found } = await admin.get<DomainsView>('/settings/domains');
      const hosts = found.domains.map(({ host, note }) => [host, note?.code ?? null]);
      assert.deepEqual(hosts, [
        ['127.0.0.1', 'not_a_name'],
        ['localhost', null],
      ]);
      assert.ok(found.domains.every(({ seenAt }) => seenAt !== null));
      const { body } = await admin.post<DomainsDone>('/settings/domains');
      assert.deepEqual([codes(body.did), codes(body.warnings)], [['registered'], ['not_a_name']]);
    } finally {
      await shop.stop();
    }
  });
});
