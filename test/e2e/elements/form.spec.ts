/** Stripe's form: what the shopper typed stays, and its look follows the page's. */
import { cardForm, checkoutTag, expect, fillCard, payButton, radio, test } from './shop.ts';

const belgian = { customer: { country: 'BE' } };

test('what was typed stays when the method, the amount and the country change', async ({
  page,
  shop,
}) => {
  const order = await shop.order(belgian);
  await shop.show(page, checkoutTag(order, 'method="card"'));
  const number = cardForm(page).locator('[name="number"]');
  await fillCard(cardForm(page));
  const typed = '4242 4242 4242 4242';

  await radio(page, 'Bancontact').check();
  await expect(number).toBeHidden();
  await radio(page, 'Card').check();
  await expect(number).toHaveValue(typed);

  await shop.order({ id: order.id, amount: 5000 });
  const checkout = page.locator('tender-checkout');
  await checkout.evaluate((element) => (element as HTMLElement & { refresh(): void }).refresh());
  await expect(payButton(page)).toHaveText('Pay €50.00');
  await expect(number).toHaveValue(typed);

  await checkout.evaluate((element) => element.setAttribute('country', 'NL'));
  await expect(radio(page, 'iDEAL | Wero')).toBeVisible();
  await expect(radio(page, 'Card')).toBeChecked();
  await expect(number).toHaveValue(typed);
});

test('its colours, its font and its language follow the page, live', async ({ page, shop }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await shop.show(
    page,
    `<style>:root { color-scheme: light dark } body { background: Canvas }</style>
    ${checkoutTag(await shop.order(belgian), 'method="card"')}`,
  );
  const number = cardForm(page).locator('[name="number"]');
  await expect(number).toHaveCSS('background-color', 'rgb(255, 255, 255)');

  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(number).toHaveCSS('background-color', 'rgb(23, 25, 31)');
  const wallets = page.frameLocator('iframe[title="Secure express checkout frame"]');
  await expect(wallets.locator('[data-value="google_pay"]')).toHaveAttribute('data-theme', 'white');

  const checkout = page.locator('tender-checkout');
  await checkout.evaluate((element) => element.setAttribute('theme', 'light'));
  await expect(number).toHaveCSS('background-color', 'rgb(255, 255, 255)');

  await page.addStyleTag({
    content: `:root { --tender-color-background: oklch(0 0 0) }
      tender-checkout { --tender-font-family: monospace }`,
  });
  await expect(number).toHaveCSS('background-color', 'rgb(0, 0, 0)');
  await expect(number).toHaveCSS('font-family', 'monospace');

  await page.evaluate(() => (document.documentElement.lang = 'de'));
  await expect(page.getByRole('radio', { name: 'Karte' })).toBeVisible();
  await expect(cardForm(page).getByText('Kartennummer')).toBeVisible();
});
