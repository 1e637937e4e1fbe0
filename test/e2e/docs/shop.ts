/**
 * The places of the manual's samples, under the names that they have there: pages on `shop.example`, the
 * checkout on `pay.shop.example` and below `/checkout/` of the shop, the sandbox under Stripe's own hosts.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { chromium, test as base, type Page } from '@playwright/test';
import { Hono } from 'hono';
import { startSandbox } from '../../../demo/sandbox/index.ts';
import { createCheckout, type OrderInput } from '../../../server/index.ts';
import { args, executablePath } from '../../support/chromium.ts';
import { keptLog } from '../../support/logs.ts';
import { paymentFrame } from '../sandbox/shop.ts';

const STRIPE = /^(\w+\.)?(js|api|hooks)\.stripe\.com$/;

export interface Shop {
  /** A token of a new order of 42 €. */
  orderToken: () => Promise<string>;
  /** Puts a page or a script on `https://shop.example`. */
  put: (path: string, content: string, headers?: Record<string, string>) => void;
  newPage: (locale: string) => Promise<Page>;
}

const pem = (kind: string): string =>
  readFileSync(path.join(import.meta.dirname, `../../support/tls/test-only.${kind}.pem`), 'utf8');

export const test = base.extend<{ shop: Shop }>({
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
      log: keptLog(),
    });

    const served = new Map<string, () => Response>();
    const payApp = new Hono().route('/checkout', checkout.app);
    const hosts = (request: Request, env: object): Response | Promise<Response> => {
      const { hostname, pathname } = new URL(request.url);
      if (STRIPE.test(hostname)) return sandbox.app.fetch(request, env);
      if (hostname === 'pay.shop.example' || pathname.startsWith('/checkout/'))
        return payApp.fetch(request, env);
      return served.get(pathname)?.() ?? new Response(null, { status: 404 });
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
      orderToken() {
        const id = `order-${orders.size + 1}`;
        const customer = { country: 'BE' };
        orders.set(id, { id, amount: 4200, currency: 'eur', customer, status: 'open' });
        return checkout.orderToken(id);
      },
      put(path, content, headers = {}) {
        const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
        served.set(
          path,
          () => new Response(content, { headers: { 'content-type': type, ...headers } }),
        );
      },
      newPage: (locale) => browser.newPage({ locale }),
    });
    await browser.close();
    server.close();
    server.closeAllConnections();
    await checkout.close();
    await sandbox.stop();
  },
});

export async function fillCard(page: Page, number: string): Promise<void> {
  await page
    .locator('tender-methods')
    .getByRole('radio', { name: /^(Card|Karte)$/ })
    .check();
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill(number);
  await frame.locator('[name="expiry"]').fill('12 / 40');
  await frame.locator('[name="cvc"]').fill('123');
}

export { expect } from '@playwright/test';
