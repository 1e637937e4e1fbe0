/** There and back: redirects, the back button, reloads. */
import { cardForm, checkoutTag, expect, fillCard, payButton, radio, test, thanks } from './shop.ts';

const belgian = { customer: { country: 'BE' } };

test('a redirect ends on the page that thanks, with no secret in its address', async ({
  page,
  shop,
}) => {
  const order = await shop.order(belgian);
  await shop.show(page, checkoutTag(order, 'method="bancontact" return-url="/thanks"'));
  await cardForm(page).locator('[name="name"]').fill('An Peeters');
  await payButton(page).click();
  await page.getByRole('button', { name: 'Authorize Test Payment' }).click();
  await expect(thanks(page)).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/thanks');
  expect(page.url()).not.toMatch(/secret|redirect_status/);
  await page.reload();
  await expect(thanks(page)).toBeVisible();
});

test('a shopper who comes back from the bank by the back button can pay in another way', async ({
  page,
  shop,
}) => {
  const order = await shop.order(belgian);
  await shop.show(page, checkoutTag(order, 'method="bancontact" return-url="/thanks"'));
  await cardForm(page).locator('[name="name"]').fill('An Peeters');
  await payButton(page).click();
  await expect(page.getByRole('button', { name: 'Authorize Test Payment' })).toBeVisible();
  await page.goBack();
  await radio(page, 'Card').check();
  await fillCard(cardForm(page));
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
  const intents = await shop.intents(order.id);
  expect(intents.filter(({ status }) => status === 'succeeded')).toHaveLength(1);
  expect(intents.filter(({ status }) => !/succeeded|canceled/.test(status))).toEqual([]);
});

test('a shopper who refuses at the bank is told, and pays in another way', async ({
  page,
  shop,
}) => {
  const order = await shop.order(belgian);
  await shop.show(page, checkoutTag(order, 'method="bancontact"'));
  await cardForm(page).locator('[name="name"]').fill('An Peeters');
  await payButton(page).click();
  await page.getByRole('button', { name: 'Fail Test Payment' }).click();
  await expect(page.locator('tender-pay .notice')).toBeVisible();
  await radio(page, 'Card').check();
  await fillCard(cardForm(page));
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
});

test('a paid order stays paid, in this tab and in another', async ({ page, shop, context }) => {
  const order = await shop.order(belgian);
  const other = await context.newPage();
  await shop.show(other, checkoutTag(order, 'method="card"'));
  await fillCard(cardForm(other));

  await shop.show(page, checkoutTag(order, 'method="card"'));
  await fillCard(cardForm(page));
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
  await page.reload();
  await expect(thanks(page)).toBeVisible();

  await payButton(other).click();
  await expect(thanks(other)).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});
