/** Everybody can use the shop: without a mouse, and as far as axe can tell. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { fields, goToCheckout, method, payButton, payByCard, sees } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

async function isClean(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page });
  // Its background is the page's, which axe does not see from inside: it takes it for white.
  axe.exclude('iframe[title="Secure express checkout frame"]');
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const openPanel = (page: Page): Promise<void> =>
  page.context().addCookies([{ name: 'panel', value: 'open', url: page.url() }]);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing from the shelf to the cart, nor in the panel', async ({ page }) => {
      for (const path of ['/', '/products/lamp', '/cart', '/nothing-here', '/sandbox']) {
        await page.goto(path);
        await isClean(page);
      }
      await openPanel(page);
      await page.goto('/');
      await page.getByText('Why not the others?').click();
      await isClean(page);
    });

    test('axe finds nothing from the checkout to the order', async ({ page }) => {
      const order = await goToCheckout(page, { language: colorScheme === 'light' ? 'en' : 'ar' });
      await isClean(page);
      await page.goto(`/orders/${order}`);
      await isClean(page);
    });

    test('axe finds nothing on the thank-you page', async ({ page }) => {
      await goToCheckout(page);
      await payByCard(page);
      await sees(page, 'paid');
      await isClean(page);
    });
  });
}

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error('nothing that Tab comes to');
}

test('the keyboard alone goes from a product to the thank-you page', async ({ page }) => {
  await page.goto('/products/pen');
  await tabTo(page, page.getByRole('button', { name: 'Add to cart' }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cart');
  await tabTo(page, page.getByRole('button', { name: 'Go to checkout' }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/pay');
  await tabTo(page, method(page, 'Bancontact'));
  await page.keyboard.press('ArrowDown');
  await expect(method(page, 'Card')).toBeChecked();
  const card = { number: '4242 4242 4242 4242', expiry: '12 / 40', cvc: '123' };
  for (const [name, value] of Object.entries(card)) {
    const field = fields(page).locator(`[name="${name}"]`);
    await tabTo(page, field);
    await page.keyboard.type(value.replace(/\D/g, ''));
    await expect(field).toHaveValue(value);
  }
  await tabTo(page, payButton(page));
  await page.keyboard.press('Enter');
  await sees(page, 'paid');
});

test('a closed panel has nothing to tab to but its handle, an open one all its switches', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  const handle = page.locator('.panel summary').first();
  await handle.focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('.panel :focus')).toHaveCount(0);
  await handle.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator('.panel-body :focus')).toHaveCount(1);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
