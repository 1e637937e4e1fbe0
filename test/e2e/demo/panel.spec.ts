/** The panel for the curious, and the shop's own switches. */
import { goToCheckout, methodNames, orderSays, payByCard, sees } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

test('the panel tells which methods are offered, and why the others are not', async ({ page }) => {
  await goToCheckout(page, { country: 'NL' });
  await page.getByText('Behind the counter').click();
  const panel = page.getByRole('complementary', { name: 'Behind the counter' });
  await expect(panel.locator('[data-method="ideal"]')).toHaveText('iDEAL | Wero charged at once');
  await panel.getByText('Why not the others?').click();
  await expect(panel.locator('[data-method="eps"]')).toContainText('for shoppers in AT, not NL');
  await expect(panel.locator('[data-method="giropay"]')).toContainText('discontinued');
});

test('the panel’s switch holds the money of the order on screen', async ({ page }) => {
  const order = await goToCheckout(page);
  expect(await methodNames(page)).toContain('Bancontact');
  await page.getByText('Behind the counter').click();
  const panel = page.getByRole('complementary', { name: 'Behind the counter' });
  await panel.getByLabel('When the money is taken').selectOption('manual');
  await panel.locator('form[action="/panel/capture"] button').click();
  await expect(panel.locator('[data-method="card"] small').first()).toHaveText('held');
  await expect.poll(() => methodNames(page)).not.toContain('Bancontact');
  await payByCard(page);
  await sees(page, 'held');
  await orderSays(page, order, 'Authorized');
});

test('the panel shows what happens in the page and in the shop', async ({ page }) => {
  const order = await goToCheckout(page);
  await page.getByText('Behind the counter').click();
  const events = page.getByRole('list', { name: 'As it happens' });
  await expect(events).toContainText('tender-ready');
  await payByCard(page);
  await sees(page, 'paid');
  await expect(events.getByText(`order ${order}`)).toContainText('paid');
  await expect(events).toContainText('tender-paid');
});

test('the shop speaks the shopper’s language, from right to left where that is read so', async ({
  page,
}) => {
  await page.goto('/');
  for (const [language, heading, direction] of [
    ['Deutsch', 'Gute Dinge für den Schreibtisch.', 'ltr'],
    ['العربية', 'أشياء جميلة للمكتب.', 'rtl'],
  ] as const) {
    await page.locator('select[name="language"]').selectOption(language);
    await page.locator('.switches button').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
  }
});

test('stock is reserved: nobody can order more than there is', async ({ page }) => {
  await page.goto('/');
  await page
    .context()
    .addCookies([{ name: 'cart', value: 'bag:20', url: page.url(), sameSite: 'Lax' }]);
  await page.goto('/cart');
  await page.getByRole('button', { name: 'Go to checkout' }).click();
  await expect(page.getByRole('alert')).toContainText('not that many of “Day bag” left');
});
