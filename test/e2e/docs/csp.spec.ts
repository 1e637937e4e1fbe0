/**
 * The policies of docs/csp.md, word for word: a page on `shop.example`, the checkout on
 * `pay.shop.example`, and the sandbox under Stripe's own hosts.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { chromium, expect, test as base, type Page } from '@playwright/test';
import { Hono } from 'hono';
import { startSandbox } from '../../../demo/sandbox/index.ts';
import { createCheckout, type OrderInput } from '../../../server/index.ts';
import { sample } from '../../docs/support/markdown.ts';
import { args, executablePath } from '../../support/chromium.ts';
import { paymentFrame } from '../sandbox/shop.ts';

const STRIPE = /^(\w+\.)?(js|api|hooks)\.stripe\.com$/;
const NONCE = 'rAnd0m';

interface Shop {
  /** Opens the checkout of a new order in a page with this policy; the violations come as they happen. */
  open: (policy: string) => Promise<{ page: Page; violations: string[] }>;
}

const pem = (kind: string): string =>
  readFileSync(path.join(import.meta.dirname, `../../support/tls/test-only.${kind}.pem`), 'utf8');

/** The header's value, on one line as it goes over the wire. */
function policy(name: 'policy' | 'nonces'): string {
  return sample('docs/csp.md', name)
    .replace('Content-Security-Policy:', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const test = base.extend<{ shop: Shop }>({
  shop: async ({}, use) => {
    const sandbox = await startSandbox({ country: 'BE', port: 0 });
    const orders = new Map<string, OrderInput>();
    const checkout = createCheckout({
      stripe: {
        publishableKey: sandbox.publishableKey,
        secretKey: sandbox.secretKey,
        webhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
        apiUrl: sandbox.url,
        // As it is without the sandbox.
        scriptUrl: 'https://js.stripe.com/endive/stripe.js',
      },
      secret: randomBytes(32).toString('hex'),
      origin: 'https://pay.shop.example',
      allowedOrigins: ['https://shop.example'],
      orders: { find: (id) => orders.get(id) ?? null },
      database: ':memory:',
      log: 'silent',
    });

    const served = { policy: '', page: '' };
    const shopApp = new Hono();
    shopApp.get('/pay', (c) =>
      c.html(served.page, 200, { 'Content-Security-Policy': served.policy }),
    );
    const payApp = new Hono().route('/checkout', checkout.app);
    const hosts = (request: Request, env: object): Response | Promise<Response> => {
      const { hostname } = new URL(request.url);
      if (STRIPE.test(hostname)) return sandbox.app.fetch(request, env);
      return (hostname === 'pay.shop.example' ? payApp : shopApp).fetch(request, env);
    };
    const server = createServer(
      { key: pem('key'), cert: pem('cert') },
      // eslint-disable-next-line @typescript-eslint/no-misused-promises -- node:https ignores what a listener returns
      getRequestListener(hosts),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const rules = ['*.stripe.com', '*.shop.example', 'shop.example'].map(
      (host) => `MAP ${host}:443 127.0.0.1:${port}`,
    );
    const browser = await chromium.launch({
      executablePath,
      args: [...args, '--ignore-certificate-errors', `--host-resolver-rules=${rules.join(', ')}`],
    });
    await use({
      async open(policy) {
        const id = `order-${orders.size + 1}`;
        orders.set(id, { id, amount: 4200, currency: 'eur', status: 'open' });
        served.policy = policy;
        served.page = readyPage(await checkout.orderToken(id));
        const page = await browser.newPage({ locale: 'de-DE' });
        const violations: string[] = [];
        await page.exposeBinding('violated', (_, violation: string) => violations.push(violation));
        await page.addInitScript(() => {
          addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
            const { violated } = window as unknown as { violated: (text: string) => void };
            // Frames have policies of their own.
            if (window === top) violated(`${violatedDirective} ${blockedURI}`);
          });
        });
        await page.goto('https://shop.example/pay');
        return { page, violations };
      },
    });
    await browser.close();
    server.close();
    server.closeAllConnections();
    await checkout.close();
    await sandbox.stop();
  },
});

/** The page of docs/recipes/html.md with a token, in a language that is a file of its own. */
function readyPage(token: string): string {
  return sample('docs/recipes/html.md', 'pay.html')
    .replace('lang="en"', 'lang="de"')
    .replace('eyJhbGciOi…', token)
    .replace(' return-url="/thanks"', '')
    .replace('<script', `<script nonce="${NONCE}"`);
}

async function payBy(page: Page, number: string): Promise<void> {
  await page.getByRole('radio', { name: 'Karte' }).check();
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill(number);
  await frame.locator('[name="expiry"]').fill('12 / 40');
  await frame.locator('[name="cvc"]').fill('123');
  await page.getByRole('button', { name: /bezahlen/ }).click();
}

const paid = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { name: 'Danke, Ihre Zahlung ist eingegangen' })).toBeVisible();

for (const name of ['policy', 'nonces'] as const) {
  test(`under the ${name} of docs/csp.md a card is paid without a violation`, async ({ shop }) => {
    const { page, violations } = await shop.open(policy(name));
    await payBy(page, '4242424242424242');
    await paid(page);
    expect(violations).toEqual([]);
  });

  test(`under the ${name} of docs/csp.md 3-D Secure works without a violation`, async ({
    shop,
  }) => {
    const { page, violations } = await shop.open(policy(name));
    await payBy(page, '4000002760003184');
    const challenge = page
      .frameLocator('iframe[title="3D Secure challenge"]')
      .frameLocator('iframe[name="stripe-challenge-frame"]');
    await challenge.getByRole('button', { name: 'Complete' }).click();
    await paid(page);
    expect(violations).toEqual([]);
  });
}

test('a policy without Stripe’s frames is violated, and would be seen to be', async ({ shop }) => {
  const { violations } = await shop.open(
    policy('policy').replace(/frame-src [^;]*;/, "frame-src 'none';"),
  );
  await expect.poll(() => violations.join('\n')).toMatch(/^frame-src https:\/\/js\.stripe\.com/m);
});
