import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import type { CheckoutOptions } from '../../../server/index.ts';
import { startShop, type Shop } from '../support/shop.ts';

describe('the page of the back office', () => {
  let shop: Shop;
  before(async () => {
    shop = await startShop({ database: ':memory:', checkout: { operators: 'tokens' } });
  });
  after(() => shop.stop());

  const pageOf = async (
    options: Partial<CheckoutOptions>,
    headers: Record<string, string> = {},
  ) => {
    const checkout = shop.another({ workers: false, database: ':memory:', ...options });
    await checkout.ready;
    const app = new Hono().route('/checkout', checkout.app);
    const response = await app.request('/checkout/admin', { headers });
    await checkout.close();
    return { response, text: await response.text() };
  };

  it('is there before anyone has signed in, and knows nothing', async () => {
    const { response, text } = await pageOf({});
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(text, /<tender-backoffice *><\/tender-backoffice>/);
    assert.match(text, /src="backoffice\.js"/);
  });

  it('runs no script and no style but the server’s own files', async () => {
    const { response, text } = await pageOf({});
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(rule), rule);
    }
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.doesNotMatch(text, /<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/i);
    const style = await fetch(`${shop.url}/admin/page.css`);
    assert.match(style.headers.get('content-type') ?? '', /^text\/css/);
  });

  it('is in the browser’s language', async () => {
    const { text } = await pageOf({}, { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' });
    assert.match(text, /<html lang="de-AT">/);
    const { text: other } = await pageOf({}, { 'accept-language': '"><script>' });
    assert.match(other, /<html lang="en">/);
  });

  it('asks for no token where the merchant has a login of his own', async () => {
    const { text } = await pageOf({ operators: () => null });
    assert.match(text, /<tender-backoffice own-login><\/tender-backoffice>/);
  });

  it('is not there where there is no back office', async () => {
    const { response } = await pageOf({ operators: undefined } as never);
    assert.equal(response.status, 404);
  });
});
