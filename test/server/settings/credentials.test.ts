import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AuditPage, CredentialCheck, CredentialsView } from '../../../server/index.ts';
import { connectStore } from '../../../server/store/store.ts';
import { asOperator, type Admin } from '../support/admin.ts';
import { startOwnAccount } from '../support/own-account.ts';
import { eventually, SECRET, type Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

interface Refusal {
  check: CredentialCheck;
  inFlight: CredentialsView['inFlight'];
}

const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

/** The sandbox's own keys. */
const KEYS = { publishableKey: 'pk_test_sandbox', secretKey: 'sk_test_sandbox' };

onEachStore('keys that are entered in the back office', (database) => {
  let shop: Shop;
  let admin: Admin;
  beforeEach(async () => {
    ({ shop, admin } = await startOwnAccount(await database.another(), { keys: false }));
  });
  afterEach(() => shop.stop());

  const view = async () => (await admin.get<CredentialsView>('/settings/credentials')).body;
  const enter = async (keys: object) => {
    const { version } = await view();
    return admin.put<CredentialsView & Refusal>('/settings/credentials', { version, ...keys });
  };

  it('make a shop that could take no payment take one', async () => {
    const order = shop.order();
    const token = await shop.checkout.orderToken(order);
    assert.equal((await shop.get(`/orders/${token}`)).status, 503);
    assert.equal((await view()).source, 'none');

    const { status, body } = await enter(KEYS);
    assert.equal(status, 200);
    assert.deepEqual([body.source, body.livemode, body.check.ok], ['stored', false, true]);
    assert.equal(body.check.account?.country, 'BE');
    await admin.post('/settings/webhook');
    const { body: opened } = await shop.intent(order);
    await shop.confirm(opened.clientSecret);
    await eventually(
      () => shop.notifications.map(({ kind }) => kind),
      (kinds) => kinds.includes('paid'),
    );
  });

  it('are never shown again, nor stored or recorded in the open', async () => {
    await enter({ ...KEYS, secretKey: 'rk_test_sandbox', webhookSecret: 'whsec_abcdefgh1234' });
    const shown = await view();
    assert.deepEqual(
      [shown.publishableKey, shown.secretKey, shown.restricted],
      ['pk_test_…dbox', 'rk_test_…dbox', true],
    );
    assert.deepEqual(shown.webhookSecrets, [
      { masked: 'whsec_…1234', source: 'entered', until: null },
    ]);
    const { body: audit } = await admin.get<AuditPage>('/audit');
    const entry = audit.entries.find(({ action }) => action === 'credentials_changed');
    assert.equal(entry?.detail.secretKey, 'rk_test_…dbox');
    const store = connectStore(shop.database);
    const settings = await store.db.selectFrom('setting').selectAll().execute();
    await store.close();
    for (const secret of ['rk_test_sandbox', 'whsec_abcdefgh1234']) {
      assert.ok(!JSON.stringify([shown, audit, settings]).includes(secret), secret);
    }
  });

  it('are kept from an operator who looked at them before another one changed them', async () => {
    const { version } = await view();
    const both = await Promise.all(
      [admin, await asOperator(shop.url, shop.checkout)].map((one) =>
        one.put('/settings/credentials', { version, ...KEYS }),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const refused = both.find(({ status }) => status === 409);
    assert.equal(refused?.body.error.code, 'settings_changed');
  });

  it('can be read under a new server’s secret, and then without the old one', async () => {
    await enter(KEYS);
    const fresh = '5d0c7be1a94f4b36a2d18c6e3f7b9a10';
    const sourceUnder = async (...secret: [string, ...string[]]) => {
      const other = shop.another({ secret, workers: false });
      try {
        await other.ready;
        return (await other.configuration.diagnose({ fresh: true })).checks[0];
      } finally {
        await other.close();
      }
    };
    assert.match((await sourceUnder(fresh))?.words ?? '', /sealed under another secret/);
    assert.equal((await sourceUnder(fresh, SECRET))?.ok, true);
    assert.equal((await sourceUnder(fresh))?.ok, true);
  });

  it('reach the other processes', async () => {
    const other = shop.another({ workers: false });
    try {
      await other.ready;
      await enter(KEYS);
      await other.tick();
      const token = await other.orderToken(shop.order());
      const answer = await other.fetch(new Request(`${shop.url}/orders/${token}`));
      assert.equal(answer.status, 200);
    } finally {
      await other.close();
    }
  });
});

describe('the check of keys', () => {
  let shop: Shop;
  let admin: Admin;
  beforeEach(async () => {
    ({ shop, admin } = await startOwnAccount(':memory:', { keys: false }));
  });
  afterEach(() => shop.stop());

  const check = async (keys: object) =>
    (await admin.post<CredentialCheck>('/settings/credentials/check', keys)).body;

  const wrong: Record<string, [keys: object, code: string]> = {
    'a secret key in the place of the publishable one': [
      { ...KEYS, publishableKey: 'sk_test_sandbox' },
      'publishable_key_malformed',
    ],
    'a publishable key in the place of the secret one': [
      { ...KEYS, secretKey: 'pk_test_sandbox' },
      'secret_key_malformed',
    ],
    'a placeholder': [{ ...KEYS, secretKey: 'sk_test_your_key' }, 'secret_key_malformed'],
    'a live key with a test key': [
      { ...KEYS, secretKey: 'sk_live_51Hq8LkAbCd' },
      'keys_do_not_match',
    ],
    'live keys in the sandbox': [
      { publishableKey: 'pk_live_51Hq8LkAbCd', secretKey: 'sk_live_51Hq8LkAbCd' },
      'keys_do_not_match',
    ],
    'keys of two accounts': [{ ...KEYS, publishableKey: 'pk_test_other' }, 'keys_of_two_accounts'],
  };
  for (const [what, [keys, code]] of Object.entries(wrong)) {
    it(`refuses ${what}`, async () => {
      const found = await check(keys);
      assert.deepEqual([found.ok, codes(found.problems)], [false, [code]]);
      const saved = await admin.put<Refusal>('/settings/credentials', { version: 0, ...keys });
      assert.deepEqual([saved.status, saved.body.error.code], [409, 'credentials_refused']);
      assert.deepEqual(codes(saved.body.check.problems), [code]);
    });
  }

  it('names the account, its country and its capabilities', async () => {
    const { account, sameAccount, livemode, permissions } = await check(KEYS);
    assert.deepEqual([account?.country, sameAccount, livemode], ['BE', true, false]);
    assert.equal(account?.capabilities.bancontact_payments, 'active');
    assert.deepEqual(permissions, []);
  });

  it('names each permission that a restricted key lacks, and tells which can be spared', async () => {
    const key = 'rk_test_sandbox';
    const restricted = shop.sandbox.accounts.find(key)?.account;
    const may = await check({ ...KEYS, secretKey: key });
    assert.deepEqual([may.ok, codes(may.problems)], [true, []]);
    assert.ok(may.permissions.length > 0 && may.permissions.every(({ granted }) => granted));

    restricted?.state.denied.set(key, ['webhook_write', 'payment_method_domain_write']);
    const spared = await check({ ...KEYS, secretKey: key });
    assert.deepEqual(
      [spared.ok, spared.problems.map(({ severity }) => severity)],
      [true, ['warning', 'warning']],
    );
    restricted?.state.denied.set(key, ['refund_write']);
    const needed = await check({ ...KEYS, secretKey: key });
    assert.equal(needed.ok, false);
    assert.match(needed.problems[0]?.words ?? '', /lacks the permission “Refunds: write”/);
    assert.deepEqual(
      needed.permissions.filter(({ granted }) => !granted).map(({ resource }) => resource),
      ['Refunds'],
    );
  });

  it('says when Stripe can not be reached, and saves nothing', async () => {
    for (const path of ['/v1/account', '/v1/payment_methods']) {
      shop.sandbox.trouble.add({ effect: 'reset', call: { path } });
    }
    const found = await check(KEYS);
    assert.deepEqual([found.ok, codes(found.problems)], [false, ['stripe_unreachable']]);
  });

  it('changes nothing at Stripe but for a payment method that belongs to nobody', async () => {
    await check({ ...KEYS, secretKey: 'rk_test_sandbox' });
    const account = shop.sandbox.accounts.find(KEYS.secretKey)?.account;
    assert.deepEqual([...(account?.state.paymentIntents ?? [])], []);
    assert.ok([...(account?.state.paymentMethods ?? [])].every(({ customer }) => !customer));
  });
});

describe('keys that are replaced', () => {
  let shop: Shop;
  let admin: Admin;
  beforeEach(async () => {
    ({ shop, admin } = await startOwnAccount(':memory:', { keys: false }));
    await admin.put('/settings/credentials', { version: 0, ...KEYS });
    await admin.post('/settings/webhook');
  });
  afterEach(() => shop.stop());

  const view = async () => (await admin.get<CredentialsView>('/settings/credentials')).body;
  const replace = async (keys: object) => {
    const { version } = await view();
    return admin.put<CredentialsView & Refusal>('/settings/credentials', { version, ...keys });
  };
  const OTHERS = { publishableKey: 'pk_test_other', secretKey: 'sk_test_other' };

  it('of the same account lose no payment that is under way', async () => {
    const { body: opened } = await shop.intent(shop.order());
    const { status } = await replace({ secretKey: 'rk_test_sandbox' });
    assert.equal(status, 200);
    await shop.confirm(opened.clientSecret);
    await eventually(
      () => shop.notifications.map(({ kind }) => kind),
      (kinds) => kinds.includes('paid'),
    );
  });

  it('of another account are refused while money is held', async () => {
    const { body: opened } = await shop.intent(shop.order({ capture: 'manual' }));
    await shop.confirm(opened.clientSecret);
    await admin.post(`/payments/${opened.paymentId}/sync`);
    const { status, body } = await replace({ ...OTHERS, cancelOpen: true });
    assert.deepEqual([status, body.error.code], [409, 'payments_in_flight']);
    assert.deepEqual(body.inFlight, { open: 0, processing: 0, authorized: 1 });
    await admin.post(`/payments/${opened.paymentId}/capture`);
    assert.equal((await replace(OTHERS)).status, 200);
  });

  it('of another account give up payments that were begun and not made, only when told to', async () => {
    const { body: opened } = await shop.intent(shop.order());
    const refused = await replace(OTHERS);
    assert.deepEqual([refused.status, refused.body.inFlight.open], [409, 1]);
    const { status, body } = await replace({ ...OTHERS, cancelOpen: true });
    assert.equal(status, 200);
    assert.deepEqual(body.inFlight, { open: 0, processing: 0, authorized: 0 });
    const intent = await shop.stripe.paymentIntents.retrieve(
      opened.clientSecret.split('_secret_')[0] ?? '',
    );
    assert.equal(intent.status, 'canceled');
    // The endpoint is the other account's: its secret stays good for what is still delivered.
    assert.deepEqual(
      body.webhookSecrets.map(({ source }) => source),
      ['replaced'],
    );
  });

  it('that come too late, after another operator’s, give nothing up', async () => {
    const { version } = await view();
    const { body: opened } = await shop.intent(shop.order());
    await replace({ webhookSecret: 'whsec_entered_meanwhile' });
    const late = await admin.put('/settings/credentials', {
      version,
      ...OTHERS,
      cancelOpen: true,
    });
    assert.deepEqual([late.status, late.body.error.code], [409, 'settings_changed']);
    const id = opened.clientSecret.split('_secret_')[0] ?? '';
    const intent = await shop.stripe.paymentIntents.retrieve(id);
    assert.equal(intent.status, 'requires_payment_method');
  });

  it('leave the webhook secret that was entered before accepted for a while', async () => {
    await replace({ webhookSecret: 'whsec_first_one' });
    await replace({ webhookSecret: 'whsec_second_one' });
    const { webhookSecrets } = await view();
    assert.deepEqual(
      webhookSecrets.map(({ masked, source }) => [masked.slice(-4), source]).slice(0, 1),
      [['_one', 'entered']],
    );
    const replaced = webhookSecrets.find(({ source }) => source === 'replaced');
    assert.ok((replaced?.until ?? 0) > Date.now());
    const { status, body } = await replace({ webhookSecret: 'nonsense' });
    assert.deepEqual([status, body.error.code], [400, 'invalid_request']);
  });
});

describe('keys that are set where the server runs', () => {
  let shop: Shop;
  let admin: Admin;
  beforeEach(async () => {
    ({ shop, admin } = await startOwnAccount(':memory:'));
  });
  afterEach(() => shop.stop());

  it('are shown, and can only be changed there', async () => {
    const { body } = await admin.get<CredentialsView>('/settings/credentials');
    assert.deepEqual([body.source, body.secretKey], ['environment', 'sk_test_…dbox']);
    const { status, body: refused } = await admin.put('/settings/credentials', {
      version: body.version,
      ...KEYS,
    });
    assert.deepEqual([status, refused.error.code], [409, 'settings_read_only']);
    const secret = { version: body.version, webhookSecret: 'whsec_entered_here' };
    const entered = await admin.put<CredentialsView>('/settings/credentials', secret);
    assert.equal(entered.status, 200);
    assert.equal(entered.body.webhookSecrets[0]?.source, 'entered');
  });

  it('are for those who may configure', async () => {
    const viewer = await asOperator(shop.url, shop.checkout, ['view', 'operate']);
    const { status, body } = await viewer.get('/settings/credentials');
    assert.deepEqual([status, body.error.code], [403, 'scope_missing']);
  });
});
