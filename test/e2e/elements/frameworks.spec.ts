/** The same checkout in a plain page, in React 19 and in Vue 3. */
import { cardForm, checkoutTag, expect, fillCard, payButton, radio, test, thanks } from './shop.ts';

test('a plain page pays with two lines of HTML', async ({ page, shop }) => {
  const order = await shop.order({ customer: { country: 'BE' } });
  await shop.show(page, checkoutTag(order));
  await radio(page, 'Card').check();
  await fillCard(cardForm(page));
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

for (const [framework, script] of [
  ['React 19', 'react.ts'],
  ['Vue 3', 'vue.js'],
] as const) {
  test(`a page in ${framework} hears what happens, and renders around the form`, async ({
    page,
    shop,
  }) => {
    const order = await shop.order({ customer: { country: 'BE' } });
    await shop.run(page, script, order);
    await expect(page.locator('output')).toHaveText(/^[1-9]\d* methods$/);
    await radio(page, 'Card').check();
    await fillCard(cardForm(page));
    await page.getByRole('button', { name: 'Pay now' }).click();
    await expect(page.locator('output')).toHaveText('Packing');
    await expect(thanks(page)).toBeVisible();
    expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
  });

  test(`a page in ${framework} takes the checkout away and shows it again`, async ({
    page,
    shop,
  }) => {
    await shop.run(page, script, await shop.order({ customer: { country: 'BE' } }));
    await radio(page, 'Card').check();
    await expect(cardForm(page).locator('[name="number"]')).toBeVisible();
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect(page.locator('iframe[title="Secure payment input frame"]')).toHaveCount(0);
    await page.getByRole('button', { name: 'Show' }).click();
    await radio(page, 'Card').check();
    await fillCard(cardForm(page));
    await page.getByRole('button', { name: 'Pay now' }).click();
    await expect(thanks(page)).toBeVisible();
  });
}
