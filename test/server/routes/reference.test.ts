import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkoutErrorCodes } from '../../../server/checkout-error.ts';
import { ELEMENT_CODES } from '../../../server/routes/element-codes.ts';
import { startShop, type Shop } from '../support/shop.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  requestBody?: { content: Record<string, { schema: { properties?: object } }> };
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

describe('the API reference', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-reference-'));
  let shop: Shop;
  let document: Document;
  let page: Response;
  let html: string;
  before(async () => {
    shop = await startShop({
      database: path.join(folder, 'tender.db'),
      checkout: { operators: 'tokens' },
    });
    document = (await (await fetch(`${shop.url}/openapi.json`)).json()) as Document;
    page = await fetch(`${shop.url}/reference`);
    html = await page.text();
  });
  after(async () => {
    await shop.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('describes every route, but for pages, files and Stripe’s own', () => {
    const described = new Set(
      Object.entries(document.paths).flatMap(([route, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${route}`),
      ),
    );
    const silent = shop.checkout.app.routes
      .filter(
        ({ method, path: route }) => method !== 'ALL' && !/\*|\/:file|icons|\.css$/.test(route),
      )
      .map(({ method, path: route }) => `${method} ${route.replace(/:(\w+)/g, '{$1}')}`)
      .filter((route) => !described.has(route));
    assert.deepEqual([...new Set(silent)].sort(), [
      'GET /admin',
      'GET /openapi.json',
      'GET /reference',
      'POST /webhooks/stripe',
    ]);
  });

  it('says of each what it does, what it takes and what may go wrong', () => {
    assert.match(document.openapi, /^3\.1/);
    for (const [route, item] of Object.entries(document.paths)) {
      for (const [method, { summary, tags, responses }] of Object.entries(item)) {
        assert.ok(summary && tags?.length === 1, `${method} ${route}`);
        assert.ok('4XX' in responses, `${method} ${route}`);
      }
    }
    const refund = document.paths['/admin/payments/{id}/refund']?.post;
    const body = refund?.requestBody?.content['application/json']?.schema;
    assert.deepEqual(Object.keys(body?.properties ?? {}), ['amount', 'reason']);
    assert.equal(refund?.security?.length, 2);
  });

  it('names every error code', () => {
    const text = JSON.stringify(document);
    for (const code of checkoutErrorCodes) assert.ok(text.includes(`"${code}"`), code);
  });

  it('explains every code under an anchor of its name, to which the console links', () => {
    for (const code of [...Object.keys(ELEMENT_CODES), ...checkoutErrorCodes]) {
      assert.equal(html.split(`<dt id="${code}">`).length, 2, code);
    }
    assert.match(html, /<dd>409: A payment for this order has already been made\.<\/dd>/);
    assert.match(html, /<dd>A <code>&lt;tender-checkout&gt;<\/code> has no/);
  });

  it('is a page that needs no script and no other host', () => {
    assert.match(html, /POST<\/b> <code>\/admin\/payments\/{id}\/refund/);
    assert.doesNotMatch(html, /<script|src=|href="https?:/);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.ok(policy.startsWith("default-src 'none'"), policy);
    assert.ok(policy.includes(`style-src 'sha256-${hash}'`), policy);
  });

  describe('and the health of the server', () => {
    const look = async (to: string, checkout = shop.checkout) => {
      const response = await checkout.app.request(to);
      const body = (await response.json()) as { checks: Record<string, { ok: boolean }> };
      return { status: response.status, checks: body.checks };
    };

    it('is good while all works', async () => {
      assert.equal((await look('/healthz')).status, 200);
      assert.equal((await look('/readyz')).status, 200);
    });

    it('is told as it is while the database is gone: alive, not ready', async () => {
      const broken = shop.another();
      await broken.ready;
      await broken.close();
      assert.equal((await look('/healthz', broken)).status, 200);
      const { status, checks } = await look('/readyz', broken);
      assert.equal(status, 503);
      assert.deepEqual([checks.database?.ok, checks.open?.ok], [false, false]);
    });

    it('is told as it is while there are no keys', async () => {
      const keyless = shop.another({
        stripe: undefined,
        allowedOrigins: ['https://shop.example'],
      } as never);
      await keyless.ready;
      const { status, checks } = await look('/readyz', keyless);
      await keyless.close();
      assert.equal(status, 503);
      assert.equal(checks.keys?.ok, false);
    });
  });
});
