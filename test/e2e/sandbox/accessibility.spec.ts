import { AxeBuilder } from '@axe-core/playwright';
import { createIntent, openPaymentElement, startPaying } from './page-api.ts';
import { expect, test } from './shop.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the elements and on the bank’s page (${colorScheme})`, async ({
    page,
    shopIn,
  }) => {
    await page.emulateMedia({ colorScheme });
    const shop = await shopIn('DE');
    const theme = colorScheme === 'dark' ? 'night' : 'stripe';
    const intent = createIntent(shop, { allowed_payment_method_types: ['ideal'] });
    await openPaymentElement(page, shop, {
      elements: { appearance: { theme }, allowedPaymentMethodTypes: ['ideal'] },
    });
    await page.addStyleTag({
      content: `body { background: ${theme === 'night' ? '#1a1b25; color: #fff' : '#fff'} }`,
    });
    // Frames are transparent: axe takes what lies behind a dark one to be white.
    const axe = new AxeBuilder({ page }).disableRules(theme === 'night' ? ['color-contrast'] : []);
    expect((await axe.analyze()).violations).toEqual([]);
    await startPaying(page, intent);
    await page.getByRole('button', { name: 'Authorize Test Payment' }).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
