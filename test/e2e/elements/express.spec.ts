/** Express buttons: the wallet's sheet, with what the server says delivery costs. */
import type { FrameLocator, Page } from '@playwright/test';
import { checkoutTag, expect, test, thanks } from './shop.ts';

const shippable = { customer: { country: 'BE' }, shippable: true };

async function openSheet(page: Page): Promise<FrameLocator> {
  const buttons = page.frameLocator('iframe[title="Secure express checkout frame"]');
  await buttons.locator('[data-value="google_pay"]').click();
  return page.frameLocator('iframe[title="Google Pay (sandbox)"]');
}

test('the server prices every address and every rate, and charges what the sheet shows', async ({
  page,
  shop,
}) => {
  const order = await shop.order(shippable);
  await shop.show(page, checkoutTag(order));
  const sheet = await openSheet(page);
  // Enabled only once the server has said what it costs.
  const pay = (amount: string) => sheet.getByRole('button', { name: `Pay ${amount}` });
  await sheet.getByLabel('Ship to').selectOption('BE');
  await expect(pay('€47.00')).toBeEnabled();
  await expect(sheet.getByLabel('Standard')).toBeChecked();
  await sheet.getByLabel('Fast').check();
  await expect(pay('€51.00')).toBeEnabled();

  await sheet.getByLabel('Ship to').selectOption('JP');
  await expect(sheet.getByRole('alert')).toHaveText('The shop does not deliver to this address.');
  await sheet.getByLabel('Ship to').selectOption('DE');
  // The chosen rate stays chosen, at the new address's price.
  await expect(sheet.getByLabel('Fast')).toBeChecked();
  await pay('€51.00').click();
  await expect(thanks(page)).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 5100 }]);
});

test('a sheet that was left charges nothing, and the form shows the order’s own amount', async ({
  page,
  shop,
}) => {
  const order = await shop.order(shippable);
  await shop.show(page, checkoutTag(order));
  const sheet = await openSheet(page);
  await sheet.getByLabel('Ship to').selectOption('BE');
  await expect(sheet.getByTestId('total')).toHaveText('€47.00');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Pay €42.00' })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
  expect(await shop.intents(order.id)).toEqual([]);
});

test('an order that changed while the sheet was open is not charged', async ({ page, shop }) => {
  const order = await shop.order({ customer: { country: 'BE' } });
  await shop.show(page, checkoutTag(order));
  const sheet = await openSheet(page);
  await expect(sheet.getByTestId('total')).toHaveText('€42.00');
  await shop.order({ id: order.id, amount: 9900 });
  await sheet.getByRole('button', { name: 'Pay €42.00' }).click();
  await expect(sheet.getByRole('alert')).toBeVisible();
  expect(await shop.intents(order.id)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.locator('tender-pay .notice')).toContainText('from €42.00 to €99.00');
});

test('while a sheet is open nothing else on the page starts a payment', async ({ page, shop }) => {
  const order = await shop.order({ customer: { country: 'BE' } });
  await shop.show(page, checkoutTag(order));
  const started = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let count = 0;
        document.addEventListener('tender-before-pay', () => (count += 1));
        document.addEventListener('tender-paid', () => resolve(count));
      }),
  );
  const sheet = await openSheet(page);
  await expect(sheet.getByTestId('total')).toHaveText('€42.00');
  await page.locator('tender-checkout').evaluate((element) => {
    void (element as HTMLElement & { pay(): Promise<void> }).pay();
  });
  await sheet.getByRole('button', { name: 'Pay €42.00' }).click();
  expect(await started).toBe(1);
  expect(await shop.intents(order.id)).toHaveLength(1);
});
