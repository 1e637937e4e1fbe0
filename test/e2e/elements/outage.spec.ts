/** What the shopper, the developer and the server get to know when something is out of reach. */
import type { Page } from '@playwright/test';
import type { OrderOnPage } from '../../support/element-shop.ts';
import {
  cardForm,
  checkoutTag,
  expect,
  fillCard,
  payButton,
  radio,
  test,
  thanks,
  type Shop,
} from './shop.ts';

const belgian = { customer: { country: 'BE' } };

/** Types a card into the checkout of a new order. */
async function fillInCheckout(page: Page, shop: Shop): Promise<OrderOnPage> {
  const order = await shop.order(belgian);
  await shop.show(page, checkoutTag(order, 'method="card"'));
  await fillCard(cardForm(page));
  return order;
}

test('without Stripe.js the payment service is called away, once, and can be tried again', async ({
  page,
  shop,
}) => {
  const reports: unknown[] = [];
  const told: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/errors')) reports.push(request.postDataJSON());
  });
  page.on('console', (message) => {
    if (message.text().startsWith('[tender]')) told.push(message.text());
  });
  await page.route('**/stripe.js', (route) => route.abort());
  const order = await shop.order(belgian);
  await shop.show(page, checkoutTag(order));

  const away = page.getByText('The payment service can’t be reached right now');
  await expect(away.and(page.locator('.unavailable p'))).toBeVisible();
  await expect(radio(page, 'Card')).toBeHidden();
  expect(reports).toEqual([
    { code: 'stripe_js_unavailable', message: expect.stringContaining('could not be loaded') },
  ]);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('/reference#stripe_js_unavailable');

  await page.unroute('**/stripe.js');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(radio(page, 'Bancontact')).toBeFocused();
  await radio(page, 'Card').check();
  await fillCard(cardForm(page));
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

test('without the server the order can be asked for again', async ({ page, shop }) => {
  await page.route('**/orders/*', (route) => route.abort());
  await shop.show(page, checkoutTag(await shop.order(belgian)));
  await expect(page.locator('.unavailable p')).toHaveText('The payment page could not be loaded.');
  await page.unroute('**/orders/*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(radio(page, 'Card')).toBeVisible();
  await expect(page.locator('tender-pay .notice')).toHaveCount(0);
});

test('when the connection breaks before the payment, the shopper is told that nothing was charged', async ({
  page,
  shop,
}) => {
  const order = await fillInCheckout(page, shop);
  await page.route('**/intent', (route) => route.abort());
  await payButton(page).click();
  await expect(page.locator('tender-pay .notice')).toHaveText(/so nothing was charged/);
  await page.unroute('**/intent');
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

test('when the answer to the confirmation is lost, the outcome is looked up, never guessed', async ({
  page,
  shop,
}) => {
  const order = await fillInCheckout(page, shop);
  // Stripe carries it out, and the connection breaks before the page hears of it.
  shop.shop.sandbox.trouble.add({
    effect: 'reset',
    call: { method: 'POST', path: '/v1/payment_intents/:id/confirm' },
    when: 'after',
    times: 3,
  });
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
  shop.shop.sandbox.trouble.reset();
});

test('when the page moves the checkout while Stripe has the payment, the outcome is looked up', async ({
  page,
  shop,
}) => {
  const order = await fillInCheckout(page, shop);
  shop.shop.sandbox.trouble.add({
    effect: 'latency',
    call: { method: 'POST', path: '/v1/payment_intents/:id/confirm' },
    when: 'after',
    milliseconds: 2000,
    times: 1,
  });
  await page.evaluate(() =>
    addEventListener('tender-failed', () => document.body.append('told that it failed')),
  );
  await payButton(page).click();
  const paid = [{ status: 'succeeded', amount: 4200 }];
  await expect.poll(() => shop.intents(order.id)).toEqual(paid);
  // Its form, and with it the answer, is gone.
  await page.locator('tender-checkout').evaluate((checkout) => document.body.append(checkout));
  await expect(thanks(page)).toBeVisible();
  await expect(page.getByText('told that it failed')).toHaveCount(0);
  shop.shop.sandbox.trouble.reset();
});
