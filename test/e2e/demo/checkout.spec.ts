/** The storefront as `npm run demo` starts it: shopping, and paying in the ways that shoppers do. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type FrameLocator, type Page } from '@playwright/test';

/** Puts a lamp into the cart and goes to the checkout. */
async function goToCheckout(page: Page): Promise<void> {
  await page.goto('/products/lamp');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: 'Go to checkout' }).click();
  await expect(page.getByRole('radio', { name: 'Card', exact: true })).toBeVisible();
}

const cardFields = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure payment input frame"]');

async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByRole('radio', { name: 'Card', exact: true }).check();
  const frame = cardFields(page);
  await frame.locator('[name="number"]').fill(number);
  await frame.locator('[name="expiry"]').fill('12 / 40');
  await frame.locator('[name="cvc"]').fill('123');
}

const pay = (page: Page): Promise<void> => page.getByRole('button', { name: /^Pay/ }).click();

const orderPage = (page: Page): Promise<void> =>
  page.getByRole('link', { name: 'See your order' }).click();

test('a card is charged, and the shop has packed before the shopper looks', async ({ page }) => {
  await goToCheckout(page);
  await fillCard(page, '4242424242424242');
  await pay(page);
  await expect(page.getByText('Thank you, your payment went through')).toBeVisible();
  await orderPage(page);
  await expect(page.getByText('Paid. We are packing it')).toBeVisible();
});

test('a declined card can be followed by one that works', async ({ page }) => {
  await goToCheckout(page);
  await fillCard(page, '4000000000000002');
  await pay(page);
  await expect(page.getByRole('paragraph').getByText('Your card was declined.')).toBeVisible();
  await fillCard(page, '4242424242424242');
  await pay(page);
  await expect(page.getByText('Thank you, your payment went through')).toBeVisible();
});

test('Bancontact sends the shopper to the bank and takes him back', async ({ page }) => {
  await goToCheckout(page);
  await page.getByRole('radio', { name: 'Bancontact' }).check();
  await cardFields(page).locator('[name="name"]').fill('An Peeters');
  await pay(page);
  await page.getByRole('button', { name: 'Authorize Test Payment' }).click();
  await expect(page.getByText('Thank you, your payment went through')).toBeVisible();
  expect(page.url()).not.toContain('client_secret');
});

test('the checkout page is accessible', async ({ page }) => {
  await goToCheckout(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
