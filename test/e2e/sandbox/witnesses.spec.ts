/** Stripe's own loader and Stripe's own React components, which know nothing of the sandbox. */
import path from 'node:path';
import type { StripeConstructor } from '@stripe/stripe-js';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { createIntent } from './page-api.ts';
import { expect, paymentFrame, test } from './shop.ts';

/** A page's script, bundled as a shop would. */
async function bundle(name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'pages', name),
        output: { format: 'iife' },
      },
    },
  });
  const [chunk] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`no script of ${name}`);
  return chunk.code;
}

type Loaders = Record<
  'plain' | 'pure',
  (key: string) => Promise<ReturnType<StripeConstructor> | null>
>;

/** What each loader comes back with. */
const load = (page: Page, key: string): Promise<string[]> =>
  page.evaluate(async (key) => {
    const { plain, pure } = (window as unknown as { loaders: Loaders }).loaders;
    const loaded = await Promise.all([plain(key), pure(key)]);
    const scripts = document.querySelectorAll('script[src^="https://js.stripe.com"]').length;
    const ours = loaded.filter((stripe) => typeof stripe?.elements === 'function').length;
    return [`${ours} loaded`, `${scripts} from js.stripe.com`];
  }, key);

async function typeCard(page: Page): Promise<void> {
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill('4242424242424242');
  await frame.locator('[name="expiry"]').fill('12/34');
  await frame.locator('[name="cvc"]').fill('123');
}

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

test('Stripe’s React components drive a whole payment', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const secret = await createIntent(shop, { allowed_payment_method_types: ['card'] })();
  const query = new URLSearchParams({ key: shop.sandbox.publishableKey, secret });
  await page.goto(`${shop.url}/?${query.toString()}`);
  await page.addScriptTag({ content: await bundle('react.ts') });
  await typeCard(page);
  await page.locator('form').getByRole('button', { name: 'Pay' }).click();
  await expect(page.locator('output')).toHaveText('succeeded');
});
