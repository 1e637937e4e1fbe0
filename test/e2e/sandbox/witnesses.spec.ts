/** Stripe's own loader and Stripe's own React components, which know nothing of the sandbox. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { StripeConstructor } from '@stripe/stripe-js';
import { chromium, type Page } from '@playwright/test';
import { args, executablePath } from '../../support/chromium.ts';
import { bundlePage } from '../support/bundle-page.ts';
import { createIntent, typeCard } from './page-api.ts';
import { expect, test } from './shop.ts';

const bundle = (name: string): Promise<string> =>
  bundlePage(path.join(import.meta.dirname, 'pages', name));

type Loaders = Record<
  'plain' | 'pure',
  (key: string) => Promise<ReturnType<StripeConstructor> | null>
>;

/** What each loader comes back with. */
const load = (page: Page, key: string): Promise<string[]> =>
  page.evaluate(async (key) => {
    const { plain, pure } = (window as unknown as { loaders: Loaders }).loaders;
    const loaded = [await plain(key), await pure(key)];
    const scripts = document.querySelectorAll('script[src^="https://js.stripe.com"]').length;
    const ours = loaded.filter((stripe) => typeof stripe?.elements === 'function').length;
    return [`${ours} loaded`, `${scripts} from js.stripe.com`];
  }, key);

test('Stripe’s loader takes the sandbox’s script that is already there, without a warning', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await page.goto(shop.url);
  await page.addScriptTag({ content: await bundle('loaders.ts') });
  expect(await load(page, shop.sandbox.publishableKey)).toEqual([
    '2 loaded',
    '0 from js.stripe.com',
  ]);
  expect(warnings).toEqual([]);
});

test('Stripe’s loader finds the sandbox where the browser maps Stripe’s hosts to it, and pays', async ({
  shopIn,
}) => {
  const shop = await shopIn('DE');
  // Made with openssl for this test alone, for a hundred years, and trusted by nobody.
  const pem = (kind: string): string =>
    readFileSync(path.join(import.meta.dirname, `../../support/tls/test-only.${kind}.pem`), 'utf8');
  const server = createServer(
    { key: pem('key'), cert: pem('cert') },
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- node:http ignores what a listener returns
    getRequestListener(shop.sandbox.app.fetch),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const rules = ['js', 'api'].map((host) => `MAP ${host}.stripe.com:443 127.0.0.1:${port}`);
  const browser = await chromium.launch({
    executablePath,
    args: [...args, '--ignore-certificate-errors', `--host-resolver-rules=${rules.join(', ')}`],
  });
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`${shop.url}/thanks`);
    await page.addScriptTag({ content: await bundle('loaders.ts') });
    expect(await load(page, shop.sandbox.publishableKey)).toEqual([
      '2 loaded',
      '1 from js.stripe.com',
    ]);
    const secret = await createIntent(shop, { allowed_payment_method_types: ['card'] })();
    await page.evaluate(
      async ({ key, secret }) => {
        const stripe = window.Stripe?.(key);
        const elements = stripe?.elements({ clientSecret: secret });
        if (!stripe || !elements) throw new Error('no Stripe');
        window.checkout = { stripe, elements, events: [] };
        const mount = document.body.appendChild(document.createElement('div'));
        const element = elements.create('payment', { layout: 'tabs' });
        await new Promise<void>((resolve) => {
          element.on('ready', () => resolve());
          element.mount(mount);
        });
      },
      { key: shop.sandbox.publishableKey, secret },
    );
    await typeCard(page, '4242424242424242');
    const status = await page.evaluate(async () => {
      const { stripe, elements } = window.checkout;
      const { paymentIntent, error } = await stripe.confirmPayment({
        elements,
        confirmParams: { return_url: location.href },
        redirect: 'if_required',
      });
      return paymentIntent?.status ?? error?.message;
    });
    expect(status).toBe('succeeded');
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});

test('Stripe’s React components drive a whole payment', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const secret = await createIntent(shop, { allowed_payment_method_types: ['card'] })();
  const query = new URLSearchParams({ key: shop.sandbox.publishableKey, secret });
  await page.goto(`${shop.url}/?${query.toString()}`);
  await page.addScriptTag({ content: await bundle('react.ts') });
  await typeCard(page, '4242424242424242');
  await page.locator('form').getByRole('button', { name: 'Pay' }).click();
  await expect(page.locator('output')).toHaveText('succeeded');
});
