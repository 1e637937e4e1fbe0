/** Wallets whose sheet asks the shop what delivery costs. */
import type { FrameLocator, Page } from '@playwright/test';
import { goToCheckout, orderSays, sees } from './support/shopper.ts';
import { expect, test } from './support/test.ts';

async function openSheet(page: Page, wallet: 'Apple Pay' | 'Google Pay'): Promise<FrameLocator> {
  const buttons = page.frameLocator('iframe[title="Secure express checkout frame"]');
  await buttons.getByRole('button', { name: wallet }).click();
  return page.frameLocator(`iframe[title="${wallet} (sandbox)"]`);
}

const total = (sheet: FrameLocator) => sheet.getByTestId('total');

for (const wallet of ['Apple Pay', 'Google Pay'] as const) {
  test(`${wallet} prices another address and another rate, and charges that`, async ({
    page,
    desk,
  }) => {
    const order = await goToCheckout(page);
    const sheet = await openSheet(page, wallet);
    await sheet.getByLabel('Ship to').selectOption('AT');
    await expect(total(sheet)).toHaveText('€55.90');
    await sheet.getByLabel('Express delivery').click();
    await expect(total(sheet)).toHaveText('€65.90');
    await sheet.getByRole('button', { name: 'Pay €65.90' }).click();
    await sees(page, 'paid');
    expect(await desk.charged(order)).toEqual({ amount: 65_90, times: 1 });
    await orderSays(page, order, /Express delivery\s*€19.90/);
  });
}

test('a wallet’s address that the shop does not deliver to can’t be paid for, another one can', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  const sheet = await openSheet(page, 'Google Pay');
  await sheet.getByLabel('Ship to').selectOption('CA');
  await expect(sheet.getByRole('alert')).toHaveText('The shop does not deliver to this address.');
  await expect(sheet.getByRole('button', { name: /^Pay/ })).toBeDisabled();
  await sheet.getByLabel('Ship to').selectOption('NL');
  await sheet.getByRole('button', { name: 'Pay €50.90' }).click();
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual({ amount: 50_90, times: 1 });
});

test('a wallet’s sheet that is closed charges nothing', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  const sheet = await openSheet(page, 'Apple Pay');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('dialog')).toHaveCount(0);
  expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
});
