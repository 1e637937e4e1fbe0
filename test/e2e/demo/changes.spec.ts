/** Shoppers who press twice, open two tabs, go back, reload, or change the order meanwhile. */
import type { Page } from '@playwright/test';
import type { TenderCheckout } from '../../../components/checkout/checkout.ts';
import {
  atTheBank,
  checkoutIsReady,
  choose,
  chooseCard,
  fields,
  goToCheckout,
  isThanked,
  isTold,
  method,
  methodNames,
  orderSays,
  pay,
  payButton,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const pen = { amount: 50_90, times: 1 };

test('another country brings other methods and another currency', async ({ page }) => {
  await goToCheckout(page, { country: 'NL' });
  expect((await methodNames(page))[0]).toBe('iDEAL | Wero');
  await page.goto('/products/pen');
  await page.getByLabel('Deliver to').selectOption('PL');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: 'Go to checkout' }).click();
  await checkoutIsReady(page);
  const names = await methodNames(page);
  expect(names).toContain('Przelewy24');
  expect(names).not.toContain('iDEAL | Wero');
  await expect(payButton(page)).toContainText('PLN');
});

/** Has the order delivered by express, for 8 € more. */
async function makeDearer(page: Page, order: string): Promise<void> {
  await page.goto(`/orders/${order}/pay`);
  await page.getByLabel('Express delivery').check();
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(payButton(page)).toContainText('€58.90');
}

test('a total that changed in another tab is shown and confirmed before it is charged', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  await chooseCard(page);
  await makeDearer(await page.context().newPage(), order);
  await pay(page);
  await isTold(page, /from €50.90 to €58.90/);
  expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
  await expect(fields(page).locator('[name="number"]')).toHaveValue(/^4242/);
  await pay(page);
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual({ amount: 58_90, times: 1 });
});

test('a double click charges once', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await chooseCard(page);
  await payButton(page).dblclick();
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('two tabs that pay at once charge once, and both say that it is paid', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await checkoutIsReady(other);
  await chooseCard(page);
  await chooseCard(other);
  await Promise.all([pay(page), pay(other)]);
  await Promise.all([sees(page, 'paid'), sees(other, 'paid')]);
  expect(await desk.charged(order)).toEqual(pen);
});

test('a second tab pays while the first is at the bank, which then charges nothing', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  await choose(page, 'Bancontact', { name: 'An Peeters' });
  await pay(page);
  await page.getByRole('heading', { name: 'Bancontact' }).waitFor();

  const other = await page.context().newPage();
  await other.goto(`/orders/${order}/pay`);
  await checkoutIsReady(other);
  await payByCard(other);
  await sees(other, 'paid');

  await atTheBank(page, 'Authorize');
  expect(await desk.charged(order)).toEqual(pen);
});

test('the back button from the bank brings a checkout that still works', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await choose(page, 'Bancontact', { name: 'An Peeters' });
  await pay(page);
  await page.getByRole('heading', { name: 'Bancontact' }).waitFor();
  await page.goBack();
  await checkoutIsReady(page);
  await payByCard(page);
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('the back button from the thank-you page can’t pay a second time', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await payByCard(page);
  await isThanked(page);
  await page.goBack();
  await sees(page, 'paid');
  await expect(payButton(page)).toBeHidden();
  expect(await desk.charged(order)).toEqual(pen);
});

test('a reload while the payment is under way shows what became of it', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await chooseCard(page);
  // Stripe has it, and its answer never comes.
  const confirmed = Promise.withResolvers<unknown>();
  await page.route(/\/v1\/payment_intents\/[^/]+\/confirm/, (route) =>
    confirmed.resolve(route.fetch()),
  );
  await pay(page);
  await confirmed.promise;
  await expect.poll(async () => (await desk.payment(order)).state).toBe('paid');
  await page.reload();
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a reload of the thank-you page says the same', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await payByCard(page);
  await isThanked(page);
  await page.reload();
  await isThanked(page);
  expect(await desk.charged(order)).toEqual(pen);
});

test('what is chosen and typed stays when the page asks the server anew', async ({ page }) => {
  const order = await goToCheckout(page);
  await chooseCard(page);
  await makeDearer(await page.context().newPage(), order);
  await page.evaluate(() => document.querySelector<TenderCheckout>('tender-checkout')?.refresh());
  await expect(payButton(page)).toContainText('€58.90');
  await expect(method(page, 'Card')).toBeChecked();
  await expect(fields(page).locator('[name="number"]')).toHaveValue(/^4242/);
});

test('an order that was canceled can no longer be paid', async ({ page, desk }) => {
  const order = await goToCheckout(page, { capture: 'manual' });
  await payByCard(page);
  await sees(page, 'held');
  const { id } = await desk.payment(order);
  await desk.operator('POST', `/payments/${id}/void`, {});
  await orderSays(page, order, 'Canceled');
  await page.goto(`/orders/${order}/pay`);
  await expect(page.getByText('This order can no longer be paid.').first()).toBeVisible();
});
