/** The policies of docs/csp.md, word for word. */
import type { Page } from '@playwright/test';
import { sample } from '../../docs/support/markdown.ts';
import { expect, fillCard, test, type Shop } from './shop.ts';

const NONCE = 'rAnd0m';

/** The header's value, on one line as it goes over the wire. */
function policy(name: 'policy' | 'nonces'): string {
  return sample('docs/csp.md', name)
    .replace('Content-Security-Policy:', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Opens a checkout in a page with this policy; the violations come as they happen. */
async function openUnder(
  shop: Shop,
  policy: string,
): Promise<{ page: Page; violations: string[] }> {
  const html = sample('docs/recipes/html.md', 'pay.html')
    // A language that is a file of its own.
    .replace('lang="en"', 'lang="de"')
    .replace('eyJhbGciOi…', await shop.orderToken())
    .replace(' return-url="/thanks"', '')
    .replace('<script', `<script nonce="${NONCE}"`);
  shop.put('/pay', html, { 'Content-Security-Policy': policy });
  const page = await shop.newPage('de-DE');
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
}

const pay = (page: Page): Promise<void> => page.getByRole('button', { name: /bezahlen/ }).click();

const paid = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { name: 'Danke, Ihre Zahlung ist eingegangen' })).toBeVisible();

for (const name of ['policy', 'nonces'] as const) {
  test(`under the ${name} of docs/csp.md a card is paid without a violation`, async ({ shop }) => {
    const { page, violations } = await openUnder(shop, policy(name));
    await fillCard(page, '4242424242424242');
    await pay(page);
    await paid(page);
    expect(violations).toEqual([]);
  });

  test(`under the ${name} of docs/csp.md 3-D Secure works without a violation`, async ({
    shop,
  }) => {
    const { page, violations } = await openUnder(shop, policy(name));
    await fillCard(page, '4000002760003184');
    await pay(page);
    const challenge = page
      .frameLocator('iframe[title="3D Secure challenge"]')
      .frameLocator('iframe[name="stripe-challenge-frame"]');
    await challenge.getByRole('button', { name: 'Complete' }).click();
    await paid(page);
    expect(violations).toEqual([]);
  });
}

test('a policy without Stripe’s frames is violated, and would be seen to be', async ({ shop }) => {
  const { violations } = await openUnder(
    shop,
    policy('policy').replace(/frame-src [^;]*;/, "frame-src 'none';"),
  );
  await expect.poll(() => violations.join('\n')).toMatch(/^frame-src https:\/\/js\.stripe\.com/m);
});
