/** Nothing on the checkout page moves by itself: before, while and after the elements load. */
import { expect, test } from '@playwright/test';
import { shifts, watchShifts } from '../support/shifts.ts';

for (const [device, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a desktop', { width: 1280, height: 800 }],
] as const) {
  test(`nothing moves on the checkout page on ${device}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto('/products/lamp');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await watchShifts(page);
    await page.getByRole('button', { name: 'Go to checkout' }).click();
    await expect(page.locator('tender-pay button')).toHaveAttribute('aria-disabled', 'false');
    await expect(page.locator('iframe[title="Secure express checkout frame"]')).toBeVisible();
    expect(await shifts(page)).toEqual([]);
  });
}
