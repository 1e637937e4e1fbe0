/**
 * Pictures of a checkout in its states and of the shop's pages, on a phone and a desktop, light and
 * dark, in three languages, for somebody to look at:
 *
 *     node tools/screenshots.ts [part of a name]      → test-results/screenshots
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { args, executablePath } from '../test/support/chromium.ts';
import type { OrderInput } from '../server/index.ts';
import { bundleDropIn } from './bundle.ts';
import { pictureShop } from './shop-screenshots.ts';

const root = path.resolve(import.meta.dirname, '..');
const outDir = path.join(root, 'test-results/screenshots');

interface Picture {
  order?: Partial<OrderInput>;
  /** Until the picture is to be taken, from a checkout whose methods are on screen. */
  act?: (page: Page) => Promise<unknown>;
}

const choose = (type: string) => (page: Page) => page.locator(`input[value=${type}]`).click();

async function payByCard(page: Page): Promise<void> {
  await choose('card')(page);
  await fillCard(page, '4242424242424242');
  await page.locator('tender-pay button').click();
}

async function fillCard(page: Page, number: string): Promise<void> {
  const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
  await frame.locator('[name=number]').fill(number);
  await frame.locator('[name=expiry]').fill('12 / 34');
  await frame.locator('[name=cvc]').fill('123');
}

const pictures: Record<string, Picture> = {
  checkout: {},
  card: { act: choose('card') },
  country: { order: { customer: {} } },
  declined: {
    act: async (page) => {
      await choose('card')(page);
      await fillCard(page, '4000000000000002');
      await page.locator('tender-pay button').click();
      await page.locator('tender-pay .notice').waitFor();
    },
  },
  held: { order: { capture: 'manual' }, act: choose('card') },
  empty: { order: { capture: 'manual', amount: 1 } },
  paid: {
    act: async (page) => {
      await payByCard(page);
      await page.locator('tender-status .paid').waitFor();
    },
  },
};

const looks = [
  { name: 'phone-light-en', width: 390, lang: 'en', scheme: 'light' },
  { name: 'phone-dark-de', width: 390, lang: 'de', scheme: 'dark' },
  { name: 'phone-light-ar', width: 390, lang: 'ar', scheme: 'light' },
  { name: 'desktop-dark-en', width: 1280, lang: 'en', scheme: 'dark' },
  { name: 'desktop-light-de', width: 1280, lang: 'de', scheme: 'light' },
  { name: 'desktop-light-ar', width: 1280, lang: 'ar', scheme: 'light' },
];

await bundleDropIn({ root, outDir: path.join(root, 'dist/browser') });
// The server looks for the bundle when it is loaded.
const { startShop } = await import('../test/server/support/shop.ts');
const shop = await startShop({ database: ':memory:' });
const pages = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://shop.example');
  const [lang, scheme, token] = ['lang', 'scheme', 'token'].map((name) => searchParams.get(name));
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html>
    <html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
      <meta name="viewport" content="width=device-width" />
      <title>Checkout</title>
      <style>
        :root { color-scheme: ${scheme}; }
        body { margin: 0; background: light-dark(#fff, #101216); }
        main { max-inline-size: 30rem; margin: 2rem auto; padding-inline: 1.25rem; }
      </style>
      <script type="module" src="${shop.url}/elements.js"></script>
      <main><tender-checkout order="${token}"></tender-checkout></main>
    </html>`);
});
pages.listen(0, '127.0.0.1');
await once(pages, 'listening');
const { port } = pages.address() as AddressInfo;
const browser = await chromium.launch({ executablePath, args });

const wanted = process.argv[2] ?? '';
for (const { name: look, width, lang, scheme } of looks) {
  for (const [state, { order, act }] of Object.entries(pictures)) {
    const name = `${state}-${look}`;
    if (!name.includes(wanted)) continue;
    const id = shop.order({ id: name, customer: { country: 'BE' }, ...order });
    const token = await shop.checkout.orderToken(id);
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
    try {
      await page.goto(
        `http://127.0.0.1:${port}/?${new URLSearchParams({ lang, scheme, token }).toString()}`,
      );
      await page.locator('tender-methods .list').waitFor();
      await page.waitForLoadState('networkidle');
      await act?.(page);
      // Browsers paint no frame that is out of view, not even for a picture of the whole page.
      const height = await page.evaluate<number>('document.documentElement.scrollHeight');
      await page.setViewportSize({ width, height: Math.max(height, 900) });
      await page.waitForTimeout(400);
    } catch (error) {
      console.error(`${name}: ${String(error)}`);
    }
    await page.screenshot({ path: path.join(outDir, `${name}.png`), fullPage: true });
    await page.close();
  }
}
await pictureShop(browser, outDir, wanted);
await browser.close();
pages.close();
pages.closeAllConnections();
await shop.stop();
