/** Every page of the back office: axe in light and dark, a phone's width, right to left, the keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Office } from './office.ts';

const PAGES = [
  'payments',
  'methods',
  'capture',
  'credentials',
  'webhook',
  'domains',
  'operators',
  'audit',
  'health',
];

/** A payment that is held, one that was refunded in part, and the pages of all. */
async function pagesOf(office: Office): Promise<string[]> {
  const held = await office.paid({ capture: 'manual', customer: { email: 'ann@example.com' } });
  const paid = await office.paid();
  return [...PAGES, `payments/${held}`, `payments/${paid}`];
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });

    test('axe finds nothing on any page, and none is wider than a phone', async ({ office }) => {
      test.slow();
      const paths = await pagesOf(office);
      const page = await office.signedIn();
      for (const path of paths) {
        await page.goto(`${office.shop.url}/admin#/${path}`);
        await expect(page.locator('main h1')).toBeVisible();
        await expect(page.locator('main .skeleton')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
          path,
        ).toEqual([]);
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(beyond, `${path} is wider than the phone`).toBe(0);
      }
    });

    test('axe finds nothing in the dialogs and where one signs in', async ({ office, page }) => {
      await page.goto(`${office.shop.url}/admin`);
      await expect(page.getByLabel('Operator token')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      const id = await office.paid({ capture: 'manual' });
      const own = await office.signedIn(undefined, `#/payments/${id}`);
      await own.getByRole('button', { name: 'Capture…' }).click();
      await own.getByLabel('A part').check();
      expect((await new AxeBuilder({ page: own }).analyze()).violations).toEqual([]);
    });
  });
}

test('in Arabic it reads from right to left, live, and axe finds nothing', async ({ office }) => {
  await office.paid();
  const page = await office.signedIn();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => (document.documentElement.lang = 'ar'));
  const heading = page.getByRole('heading', { name: 'المدفوعات' });
  await expect(heading).toBeVisible();
  await expect(heading).toHaveCSS('direction', 'rtl');
  await expect(page.getByRole('table')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(beyond).toBe(0);
});

test('a payment is captured with the keyboard alone', async ({ office }) => {
  const id = await office.paid({ capture: 'manual' });
  const page = await office.signedIn(undefined, `#/payments/${id}`);
  const { keyboard } = page;
  await page.getByRole('button', { name: 'Capture…' }).focus();
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await expect(page.getByLabel('Amount in EUR')).toBeFocused();
  await keyboard.type('20');
  await keyboard.press('Enter');
  await expect(page.locator('#result')).toContainText('Captured: €20.00.');
});

test('a dialog that is left with Escape does nothing and gives the focus back', async ({
  office,
}) => {
  const id = await office.paid();
  const page = await office.signedIn(undefined, `#/payments/${id}`);
  const button = page.getByRole('button', { name: 'Refund…' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toBeFocused();
  expect((await office.shop.stripe.refunds.list()).data).toEqual([]);
});
