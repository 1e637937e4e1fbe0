/** Pictures of every page of the demo's shop, on a phone and a desktop, light and dark. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';

const PORT = '4398';

interface Look {
  width: number;
  scheme: 'light' | 'dark';
  language: string;
}

const looks: Look[] = [
  { width: 390, scheme: 'light', language: 'en' },
  { width: 390, scheme: 'dark', language: 'de' },
  { width: 390, scheme: 'light', language: 'ar' },
  { width: 1280, scheme: 'light', language: 'en' },
  { width: 1280, scheme: 'dark', language: 'en' },
  { width: 1280, scheme: 'light', language: 'ar' },
];

/** Each goes on from the page before it. */
const pages: Record<string, (page: Page) => Promise<unknown>> = {
  shelf: (page) => page.goto('/'),
  product: (page) => page.goto('/products/notebook'),
  'cart-empty': (page) => page.goto('/cart'),
  cart: async (page) => {
    await page.goto('/products/pen');
    await page.locator('form[action="/cart"] button').click();
    await page.goto('/products/mug');
    await page.locator('form[action="/cart"] button').click();
  },
  checkout: async (page) => {
    await page.locator('form[action="/orders"] button').click();
    await page.locator('tender-methods .list').waitFor();
    await page.waitForLoadState('networkidle');
  },
  'order-unpaid': (page) => page.goto(page.url().replace(/\/pay$/, '')),
  panel: async (page) => {
    await page.goBack();
    await page.locator('tender-methods .list').waitFor();
    await page.locator('.panel > details > summary').click();
    await page.waitForLoadState('load');
  },
  thanks: async (page) => {
    await page.locator('.panel > details > summary').click();
    await page.locator('input[value=card]').check();
    const card = page.frameLocator('iframe[title="Secure payment input frame"]');
    await card.locator('[name=number]').fill('4242424242424242');
    await card.locator('[name=expiry]').fill('12 / 40');
    await card.locator('[name=cvc]').fill('123');
    await page.locator('tender-pay button').click();
    await page.locator('tender-status .paid').waitFor();
  },
  order: async (page) => {
    await page.locator('.after a').first().click();
    await page.locator('.state.paid').waitFor();
  },
  'not-found': (page) => page.goto('/nothing'),
  sandbox: (page) => page.goto('/sandbox'),
};

/** @param wanted part of a name */
export async function pictureShop(browser: Browser, outDir: string, wanted: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tender-pictures-'));
  const demo = spawn(process.execPath, ['--import', './tools/tsx.ts', 'demo/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, PORT, DEMO_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(createInterface(demo.stdout), 'line');
    for (const look of looks) await pictureAll(browser, look, outDir, wanted);
  } finally {
    demo.kill();
    await once(demo, 'exit');
    rmSync(folder, { recursive: true });
  }
}

async function pictureAll(
  browser: Browser,
  { width, scheme, language }: Look,
  outDir: string,
  wanted: string,
): Promise<void> {
  const origin = `http://localhost:${PORT}`;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: 900 },
    colorScheme: scheme,
  });
  await context.addCookies([{ name: 'language', value: language, url: origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  for (const [name, go] of Object.entries(pages)) {
    const file = `shop-${name}-${width}-${scheme}-${language}.png`;
    page.on('pageerror', (error) => console.error(`${file}: ${error.message}`));
    try {
      await go(page);
    } catch (error) {
      console.error(`${file}: ${String(error)}`);
    }
    if (!file.includes(wanted)) continue;
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(outDir, file), fullPage: name !== 'panel' });
  }
  await context.close();
}
