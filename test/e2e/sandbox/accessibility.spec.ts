/** What axe finds, light and dark, and what can be done with a keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import {
  createIntent,
  openElements,
  openPaymentElement,
  paymentResult,
  startPaying,
  typeCard,
} from './page-api.ts';
import {
  addressFrame,
  challengeFrame,
  emailFrame,
  expect,
  expressFrame,
  paymentFrame,
  test,
  type Shop,
} from './shop.ts';

type Scheme = 'light' | 'dark';
const themes = { light: 'stripe', dark: 'night' } as const;
const wallets = ['card', 'link', 'paypal', 'amazon_pay', 'klarna'];

/** The Express Checkout Element with all that a sheet can ask for. */
async function openExpress(page: Page, shop: Shop, theme: string): Promise<void> {
  await shop.stripe.paymentMethodDomains.create({ domain_name: 'localhost' });
  await page.goto(shop.url);
  await page.evaluate(
    async ({ key, types, theme }) => {
      if (!window.Stripe) throw new Error('Stripe.js is not there.');
      const stripe = window.Stripe(key);
      const elements = stripe.elements({
        mode: 'payment',
        amount: 5000,
        currency: 'eur',
        allowedPaymentMethodTypes: types,
        appearance: { theme: theme as 'night' },
      });
      const element = elements.create('expressCheckout', {
        emailRequired: true,
        phoneNumberRequired: true,
        billingAddressRequired: true,
        shippingAddressRequired: true,
        layout: { maxRows: 0 },
        lineItems: [
          { name: 'Goods', amount: 4600 },
          { name: 'Delivery', amount: 400 },
        ],
        shippingRates: [
          { id: 'slow', amount: 400, displayName: 'Slow', deliveryEstimate: 'Next week' },
          { id: 'fast', amount: 900, displayName: 'Fast' },
        ],
      });
      element.on('shippingaddresschange', ({ address, resolve, reject }) => {
        if (address.country === 'JP') reject();
        else resolve();
      });
      const events: Window['checkout']['events'] = [];
      element.on('confirm', (payload) => events.push({ name: 'confirm', payload }));
      window.checkout = { stripe, elements, events };
      await new Promise<void>((resolve) => {
        element.on('ready', () => resolve());
        element.mount('#element');
      });
    },
    { key: shop.sandbox.publishableKey, types: wallets, theme },
  );
}

/** The shop's page is as dark as its shopper wants it. */
async function audit(page: Page, scheme: Scheme): Promise<void> {
  const behind = scheme === 'dark' ? '#1a1b25' : '#fff';
  for (const frame of page.frames()) {
    const isSheet = frame.url().includes('sheet.html');
    const isPage = frame.url().includes('/pages/');
    // Frames of elements are transparent: axe would take what lies behind them to be white.
    const content = `html { background: ${behind}; color-scheme: ${scheme} } body { color: ${scheme === 'dark' ? '#fff' : '#000'} }`;
    if (frame === page.mainFrame() && !isPage) await frame.addStyleTag({ content });
    else if (!isSheet && !isPage) {
      await frame.addStyleTag({ content: `html { background: ${behind} }` });
    }
  }
  const axe = new AxeBuilder({ page });
  // The dark one has the same structure.
  if (scheme === 'dark') axe.withRules('color-contrast');
  expect((await axe.analyze()).violations).toEqual([]);
}

for (const scheme of ['light', 'dark'] as const) {
  const appearance = { theme: themes[scheme] };

  test.describe(`axe finds nothing (${scheme})`, () => {
    test.use({ colorScheme: scheme });
    // axe reads every frame anew each time.
    test.describe.configure({ timeout: 90_000 });

    test('in the Payment Element, and in its complaints', async ({ page, shopIn }) => {
      const shop = await shopIn('DE');
      await openPaymentElement(page, shop, { elements: { appearance } });
      await page.evaluate(() => window.checkout.elements.submit());
      await expect(paymentFrame(page).getByRole('alert')).toHaveCount(3);
      await audit(page, scheme);
      await openPaymentElement(page, shop, {
        elements: { appearance },
        payment: { layout: { type: 'accordion', radios: 'always' }, terms: { card: 'always' } },
      });
      await paymentFrame(page).locator('[data-testid="card"]').click();
      await typeCard(page, '4242424242424242');
      await audit(page, scheme);
    });

    test('in the Address and Link Authentication Elements', async ({ page, shopIn }) => {
      await openElements(page, await shopIn('DE'), { appearance }, [
        ['linkAuthentication', {}],
        ['address', { mode: 'billing', fields: { phone: 'always' } }],
      ]);
      await page.evaluate(async () => {
        await window.checkout.elements.submit();
        await window.checkout.elements.getElement('address')?.getValue();
      });
      await expect(addressFrame(page).getByRole('alert')).toHaveCount(5);
      await audit(page, scheme);
    });

    test('in the express buttons and the wallets’ sheets', async ({ page, shopIn }) => {
      await openExpress(page, await shopIn('DE'), themes[scheme]);
      await audit(page, scheme);
      const sheet = page.frameLocator('dialog iframe');
      await expressFrame(page).locator('[data-value="google_pay"]').click();
      await sheet.getByLabel('Ship to').selectOption('JP');
      await sheet.getByRole('alert').waitFor();
      await audit(page, scheme);
      await sheet.getByRole('button', { name: 'Cancel' }).click();
      await expressFrame(page).locator('[data-value="link"]').click();
      await sheet.getByRole('button', { name: 'Continue' }).click();
      await sheet.getByRole('alert').waitFor();
      await audit(page, scheme);
    });

    test('on the pages of banks, wallets and lenders', async ({ page, shopIn }) => {
      const shop = await shopIn('DE');
      for (const type of ['card', 'ideal', 'klarna', 'paypal'] as const) {
        const intent = await shop.stripe.paymentIntents.create({
          amount: 1999,
          currency: 'eur',
          allowed_payment_method_types: [type],
          ...(type === 'card'
            ? { payment_method: 'pm_card_authenticationRequired' }
            : { payment_method_data: { type } }),
          confirm: true,
          return_url: `${shop.url}/thanks`,
        });
        await page.goto(intent.next_action?.redirect_to_url?.url ?? '');
        await audit(page, scheme);
      }
      const address = page.url();
      await page.getByRole('link', { name: 'Walk away' }).click();
      await audit(page, scheme);
      await page.getByRole('link', { name: 'Back to the payment' }).click();
      await page.getByRole('button', { name: 'Authorize Test Payment' }).click();
      await page.waitForURL(/\/thanks/);
      await page.goto(address);
      await expect(page.getByRole('heading')).toHaveText('Nothing to do here');
      await audit(page, scheme);
    });

    test('in the dialogs: 3-D Secure, QR code, voucher', async ({ page, shopIn }) => {
      const shop = await shopIn('DE');
      const close = page.frameLocator('dialog iframe').getByRole('button', { name: 'Close' });
      for (const type of ['card', 'wechat_pay', 'multibanco']) {
        const secret = await createIntent(shop, { allowed_payment_method_types: [type] })();
        const elements = { appearance, allowedPaymentMethodTypes: [type] };
        await openPaymentElement(page, shop, { elements });
        if (type === 'card') await typeCard(page, '4000002760003184');
        const email = paymentFrame(page).locator('[name="email"]');
        if (type === 'multibanco') await email.fill('jenny_fill_never@example.com');
        await startPaying(page, secret);
        await close.waitFor();
        if (type === 'card') await challengeFrame(page).getByRole('button').first().waitFor();
        await audit(page, scheme);
      }
    });
  });
}

/** Presses Tab until the focus has arrived. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (
      await target.evaluate((element) => element === document.activeElement && document.hasFocus())
    )
      return;
  }
  throw new Error(`the focus never came to ${String(target)}`);
}

test.describe('with a keyboard alone', () => {
  test('a card is typed, and its owner answers the bank', async ({ page, shopIn }) => {
    const shop = await shopIn('DE');
    const types = ['card', 'ideal'];
    await openPaymentElement(page, shop, { elements: { allowedPaymentMethodTypes: types } });
    const frame = paymentFrame(page);
    await tabTo(page, frame.getByRole('tab', { name: 'Card' }));
    await page.keyboard.press('End');
    await expect(frame.getByRole('tab', { name: 'iDEAL' })).toBeFocused();
    await expect(frame.getByText('you will be redirected')).toBeVisible();
    await page.keyboard.press('Home');
    await tabTo(page, frame.getByLabel('Card number'));
    // Each finished field hands on to the next.
    await page.keyboard.type('40000027600031841234123');
    await expect(frame.getByLabel('Security code')).toHaveValue('123');
    await tabTo(page, frame.getByLabel('Country'));
    await page.keyboard.type('Fra');
    await expect(frame.getByLabel('Country')).toHaveValue('FR');
    await tabTo(page, page.getByRole('button', { name: 'Pay' }));

    await startPaying(page, createIntent(shop, { allowed_payment_method_types: types }));
    const complete = challengeFrame(page).getByRole('button', { name: 'Complete' });
    await complete.waitFor();
    await tabTo(page, complete);
    await page.keyboard.press('Enter');
    expect((await paymentResult(page)).paymentIntent?.status).toBe('succeeded');
  });

  test('the accordion is opened, and the bank’s page answered', async ({ page, shopIn }) => {
    const shop = await shopIn('DE');
    await openPaymentElement(page, shop, { payment: { layout: 'accordion' } });
    const frame = paymentFrame(page);
    await tabTo(page, frame.getByRole('button', { name: 'More' }));
    await page.keyboard.press('Enter');
    const klarna = frame.getByRole('button', { name: 'Klarna' });
    await tabTo(page, klarna);
    await page.keyboard.press('Space');
    await expect(klarna).toHaveAttribute('aria-expanded', 'true');
    await tabTo(page, frame.getByLabel('Email'));
    await page.keyboard.type('jenny@example.com');
    await startPaying(page, createIntent(shop));
    await page.getByRole('radio', { name: 'Pay now' }).waitFor();
    await tabTo(page, page.getByRole('radio', { name: 'Pay now' }));
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'Pay in 30 days' })).toBeChecked();
    await tabTo(page, page.getByRole('button', { name: 'Authorize Test Payment' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/thanks\?.*redirect_status=succeeded/);
  });

  test('a wallet’s sheet is filled in, approved, and left', async ({ page, shopIn }) => {
    const shop = await shopIn('DE');
    await openExpress(page, shop, 'stripe');
    const button = expressFrame(page).getByRole('button', { name: 'Google Pay' });
    const sheet: FrameLocator = page.frameLocator('dialog iframe');
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    await expect(sheet.getByRole('button', { name: /^Pay/ })).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog')).toHaveCount(0);
    // Back where the shopper was.
    await expect(button).toBeFocused();

    await page.keyboard.press('Enter');
    await expect(sheet.getByRole('button', { name: /^Pay/ })).toBeEnabled();
    await tabTo(page, sheet.getByLabel('Ship to'));
    await page.keyboard.type('Max');
    await expect(sheet.getByLabel('Ship to')).toHaveValue('DE');
    await expect(sheet.getByRole('button', { name: /^Pay/ })).toBeEnabled();
    await tabTo(page, sheet.getByLabel('Slow'));
    await page.keyboard.press('ArrowDown');
    await expect(sheet.getByLabel('Fast')).toBeChecked();
    await expect(sheet.getByRole('button', { name: /^Pay/ })).toBeEnabled();
    await tabTo(page, sheet.getByRole('button', { name: /^Pay/ }));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.checkout.events.some(({ name }) => name === 'confirm'));
  });

  test('an address is typed, a voucher read and put away', async ({ page, shopIn }) => {
    const shop = await shopIn('DE');
    const types = ['multibanco'];
    await openElements(page, shop, { allowedPaymentMethodTypes: types }, [
      ['linkAuthentication', {}],
      ['address', { mode: 'shipping' }],
      ['payment', {}],
    ]);
    await tabTo(page, emailFrame(page).getByLabel('Email'));
    await page.keyboard.type('jenny_fill_never@example.com');
    for (const [label, text] of [
      ['Full name', 'Jenny Rosen'],
      ['Country', 'Portugal'],
      ['Address', 'Rua Augusta 1'],
      ['City', 'Lisboa'],
      ['Postal code', '1100-048'],
    ] as const) {
      await tabTo(page, addressFrame(page).getByLabel(label));
      await page.keyboard.type(text);
    }
    await startPaying(page, createIntent(shop, { allowed_payment_method_types: types }));
    const voucher = page.frameLocator('iframe[title="Payment instructions"]');
    await expect(voucher.getByText('Entity')).toBeVisible();
    await page.keyboard.press('Escape');
    // Still to be paid.
    expect((await paymentResult(page)).paymentIntent?.status).toBe('requires_action');
  });
});
