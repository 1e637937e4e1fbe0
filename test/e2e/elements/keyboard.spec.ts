/** Paying without a mouse, and what a screen reader gets to know. */
import type { Page } from '@playwright/test';
import { checkoutTag, expect, payButton, test, thanks } from './shop.ts';

/** Presses Tab until the focus is where it is wanted. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the focus never came there');
}

const focused = (page: Page, selector: string) => async (): Promise<boolean> =>
  (await page.locator(`${selector}:focus`).count()) > 0;

test('a whole payment needs no mouse', async ({ page, shop }) => {
  const order = await shop.order({ customer: { country: 'BE' } });
  await shop.show(page, checkoutTag(order));
  await expect(payButton(page)).toHaveAttribute('aria-disabled', 'false');

  await tabTo(page, focused(page, 'input[type=radio]'));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Card', exact: true })).toBeChecked();
  await expect(payButton(page)).toHaveAttribute('aria-disabled', 'false');

  const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
  const number = frame.locator('[name="number"]');
  await tabTo(page, async () => (await number.and(frame.locator(':focus')).count()) > 0);
  for (const value of ['4242424242424242', '1240', '123']) await page.keyboard.type(value);

  await tabTo(page, focused(page, 'tender-pay button'));
  await page.keyboard.press('Enter');
  await expect(thanks(page)).toBeFocused();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

test('after a mistake the focus is in the form that has to be corrected', async ({
  page,
  shop,
}) => {
  const order = await shop.order({ customer: { country: 'BE' } });
  await shop.show(page, checkoutTag(order, 'method="card"'));
  await expect(payButton(page)).toHaveAttribute('aria-disabled', 'false');
  await payButton(page).press('Enter');
  const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
  await expect(frame.locator('[name="number"]')).toBeFocused();
  expect(await shop.intents(order.id)).toEqual([]);
});
