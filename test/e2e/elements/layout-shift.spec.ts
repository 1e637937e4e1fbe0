/** Nothing on a page of a shop's own moves by itself, if it keeps the checkout's place. */
import { shifts, watchShifts } from '../support/shifts.ts';
import { checkoutTag, expect, payButton, test } from './shop.ts';

for (const method of ['card', 'bancontact']) {
  test(`nothing moves while a phone loads the checkout, up to the form for ${method}`, async ({
    page,
    shop,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await watchShifts(page);
    const order = await shop.order({ customer: { country: 'BE' } });
    await shop.show(
      page,
      `<style>tender-checkout { display: block; min-block-size: 100svh }</style>
      ${checkoutTag(order, `method="${method}"`)}`,
    );
    await expect(payButton(page)).toHaveAttribute('aria-disabled', 'false');
    await expect(page.locator('iframe[title="Secure express checkout frame"]')).toBeVisible();
    expect(await shifts(page)).toEqual([]);
  });
}
