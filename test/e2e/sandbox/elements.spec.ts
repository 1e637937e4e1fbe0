/** What the elements show and tell, and what becomes of what was typed into them. */
import type { Page } from '@playwright/test';
import {
  createIntent,
  lastEvent,
  openElements,
  openPaymentElement,
  pay,
  typeCard,
  withSecret,
} from './page-api.ts';
import { addressFrame, emailFrame, expect, paymentFrame, test } from './shop.ts';

const cardsOnly = { allowedPaymentMethodTypes: ['card'] };
const cardIntent = { allowed_payment_method_types: ['card'] };

const submit = (page: Page) => page.evaluate(() => window.checkout.elements.submit());

test('Address and Link Authentication Elements give the payment what they collect', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  const types = { allowedPaymentMethodTypes: ['sepa_debit'] };
  await openElements(page, shop, types, [
    ['linkAuthentication', {}],
    ['address', { mode: 'shipping', allowedCountries: ['BE', 'IE'], fields: { phone: 'always' } }],
    ['payment', {}],
  ]);
  const [email, address, frame] = [emailFrame(page), addressFrame(page), paymentFrame(page)];

  // Asked once: the Payment Element leaves the e-mail address to the other element.
  await expect(frame.locator('[name="name"]')).toBeVisible();
  await expect(frame.locator('[name="email"]')).toHaveCount(0);
  expect(await submit(page)).toMatchObject({ error: { code: 'incomplete_email' } });
  await expect(email.getByRole('alert')).toHaveText('Your email is incomplete.');
  await email.getByLabel('Email').fill('an@example.com');
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toMatchObject({
      elementType: 'linkAuthentication',
      complete: true,
      value: { email: 'an@example.com' },
    });

  expect(await submit(page)).toMatchObject({ error: { code: 'incomplete_address' } });
  const country = address.getByLabel('Country');
  expect(await country.locator('option').allTextContents()).toHaveLength(2);
  // Ireland gets by without postal codes.
  await country.selectOption('IE');
  await expect(address.getByLabel('Postal code')).toHaveCount(0);
  await country.selectOption('BE');
  await address.getByLabel('Full name').fill('An Peeters');
  await address.getByLabel('Address').fill('Meir 1');
  await address.getByLabel('City').fill('Antwerpen');
  await address.getByLabel('Postal code').fill('2000');
  await address.getByLabel('Phone number').fill('+32 470 12 34 56');
  const value = {
    name: 'An Peeters',
    phone: '+32 470 12 34 56',
    address: {
      line1: 'Meir 1',
      line2: null,
      city: 'Antwerpen',
      state: '',
      postal_code: '2000',
      country: 'BE',
    },
  };
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toEqual({
      elementType: 'address',
      elementMode: 'shipping',
      empty: false,
      complete: true,
      isNewAddress: true,
      value,
    });
  const read = () =>
    page.evaluate(() => window.checkout.elements.getElement('address')?.getValue());
  expect(await read()).toEqual({ complete: true, isNewAddress: true, value });

  await frame.getByLabel('Full name').fill('An Peeters');
  await frame.getByLabel('IBAN').fill('BE62510007547061');
  const secret = await createIntent(shop, { allowed_payment_method_types: ['sepa_debit'] })();
  expect(await pay(page, secret)).toMatchObject({ paymentIntent: { status: 'processing' } });
  const intent = await shop.stripe.paymentIntents.retrieve(secret.split('_secret_')[0] ?? '', {
    expand: ['payment_method'],
  });
  expect(intent.shipping).toMatchObject({ name: 'An Peeters', address: { city: 'Antwerpen' } });
  expect(intent.payment_method).toMatchObject({
    billing_details: { name: 'An Peeters', email: 'an@example.com' },
  });

  await page.evaluate(() => window.checkout.elements.getElement('address')?.clear());
  await expect(address.getByLabel('Full name')).toHaveValue('');
  await expect.poll(read).toMatchObject({ complete: false, value: { name: '' } });
});

test('a billing address takes the place of the card form’s, and starts from the defaults', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('US');
  const defaultValues = {
    name: 'Jane Diaz',
    address: {
      line1: '27 Fredrick Ave',
      city: 'Brothers',
      state: 'OR',
      postal_code: '97712',
      country: 'US',
    },
  };
  await openElements(page, shop, cardsOnly, [
    ['address', { mode: 'billing', defaultValues }],
    ['payment', { layout: 'tabs' }],
  ]);
  await expect(addressFrame(page).getByLabel('Full name')).toHaveValue('Jane Diaz');
  await expect(paymentFrame(page).getByLabel('Country')).toHaveCount(0);
  await typeCard(page, '4242424242424242');
  const secret = await createIntent(shop, cardIntent)();
  expect((await pay(page, secret)).paymentIntent?.status).toBe('succeeded');
  const [charge] = (await shop.stripe.charges.list({ limit: 1 })).data;
  expect(charge?.billing_details).toMatchObject(defaultValues);
});

test('the Payment Element tells the page what the shopper does', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const elements = { allowedPaymentMethodTypes: ['card', 'ideal'] };
  await openPaymentElement(page, shop, { elements });
  const frame = paymentFrame(page);
  const mount = page.locator('.StripeElement');
  await expect.poll(() => lastEvent(page, 'loaderstart')).toEqual({ elementType: 'payment' });
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toEqual({
      elementType: 'payment',
      collapsed: false,
      empty: true,
      complete: false,
      value: { type: 'card', billingDetails: { address: { country: 'GB', postalCode: null } } },
    });
  await expect
    .poll(() => lastEvent(page, 'availablepaymentmethodschange'))
    .toMatchObject({
      paymentMethods: { card: { available: true }, ideal: { available: true } },
    });
  await expect(mount).toHaveClass(/StripeElement--empty/);

  await frame.locator('[name="number"]').fill('5200828282828210');
  await expect(mount).toHaveClass(/StripeElement--focus/);
  await expect.poll(() => lastEvent(page, 'focus')).toEqual({ elementType: 'payment' });
  await expect
    .poll(() => lastEvent(page, 'carddetailschange'))
    .toEqual({
      elementType: 'payment',
      loading: false,
      details: { brands: ['mastercard'], funding: 'debit' },
    });
  await expect(frame.getByRole('img', { name: 'Mastercard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => lastEvent(page, 'escape')).toEqual({ elementType: 'payment' });

  await typeCard(page, '4242424242424242');
  await frame.getByLabel('Country').selectOption('US');
  await frame.getByLabel('ZIP code').fill('97712');
  await expect(mount).toHaveClass(/StripeElement--complete/);
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toMatchObject({
      empty: false,
      complete: true,
      value: { billingDetails: { address: { country: 'US', postalCode: '97712' } } },
    });
  await page.evaluate(() => window.checkout.elements.getElement('payment')?.blur());
  await expect.poll(() => lastEvent(page, 'blur')).toEqual({ elementType: 'payment' });

  await page.evaluate(() => window.checkout.elements.getElement('payment')?.clear());
  await expect(frame.locator('[name="number"]')).toHaveValue('');
  await expect(mount).toHaveClass(/StripeElement--empty/);

  await frame.locator('[data-testid="ideal"]').click();
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toMatchObject({
      complete: true,
      value: { type: 'ideal' },
    });
  await page.evaluate(() => window.checkout.elements.getElement('payment')?.collapse());
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toMatchObject({ collapsed: true, complete: false });
  expect(await submit(page)).toMatchObject({ error: { type: 'validation_error' } });
  await page.evaluate(() => window.checkout.elements.getElement('payment')?.focus());
  await expect(mount).toHaveClass(/StripeElement--focus/);
});

test('an element that cannot be shown says why', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const failing = (options: object) => openPaymentElement(page, shop, { elements: options });
  await expect(failing({ currency: 'xyz' })).rejects.toThrow(/Invalid currency: xyz/);
  await expect(failing({ allowedPaymentMethodTypes: ['pix'] })).rejects.toThrow(/No valid payment/);
  await expect(failing(withSecret('pi_1_secret_1'))).rejects.toThrow(/No such payment_intent/);
});

test('an accordion starts closed, shows five methods, and the others on demand', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, {
    payment: {
      layout: {
        type: 'accordion',
        radios: 'always',
        spacedAccordionItems: true,
        paymentMethodLogoPosition: 'end',
      },
      paymentMethodOrder: ['ideal', 'card'],
    },
  });
  const frame = paymentFrame(page);
  const items = frame.locator('.AccordionItem');
  await expect(items).toHaveCount(5);
  await expect(items.first()).toContainText('iDEAL');
  await expect(frame.locator('.RadioIcon')).toHaveCount(5);
  await expect
    .poll(() => lastEvent(page, 'change'))
    .toMatchObject({ collapsed: true, value: { type: '' } });

  await frame.locator('[data-testid="card"]').click();
  await expect(frame.locator('[name="number"]')).toBeVisible();
  await frame.getByRole('button', { name: 'More' }).click();
  expect(await items.count()).toBeGreaterThan(10);
  await frame.locator('[data-testid="klarna"]').click();
  await expect(frame.locator('[data-testid="klarna"]')).toHaveAttribute('aria-expanded', 'true');
  await expect(frame.locator('[name="number"]')).toHaveCount(0);

  // Tabs, too, leave out what two rows have no room for.
  await page.setViewportSize({ width: 390, height: 800 });
  await openPaymentElement(page, shop);
  await expect(frame.getByRole('tab')).toHaveCount(6);
  await frame.getByRole('button', { name: 'More' }).click();
  expect(await frame.getByRole('tab').count()).toBeGreaterThan(10);
});

test('options decide what is asked, filled in and to be read', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const update = (options: object) =>
    page.evaluate(
      (options) => window.checkout.elements.getElement('payment')?.update(options),
      options,
    );
  await openPaymentElement(page, shop, {
    elements: cardsOnly,
    payment: {
      defaultValues: { billingDetails: { name: 'Jane Diaz', address: { country: 'FR' } } },
      fields: { billingDetails: { name: 'always' } as never },
      terms: { card: 'always' },
      business: { name: 'Potter & Daughter' },
    },
  });
  const frame = paymentFrame(page);
  await expect(frame.getByLabel('Full name')).toHaveValue('Jane Diaz');
  await expect(frame.getByLabel('Country')).toHaveValue('FR');
  await expect(frame.getByText('you allow Potter & Daughter to charge')).toBeVisible();
  await frame.getByLabel('Card number').fill('4242');
  await update({ terms: { card: 'never' }, fields: {}, readOnly: true });
  await expect(frame.getByText('you allow')).toHaveCount(0);
  await expect(frame.getByLabel('Full name')).toHaveCount(0);
  await expect(frame.getByLabel('Card number')).toHaveValue('4242');
  await expect(frame.getByLabel('Card number')).not.toBeEditable();
});

test('appearance reaches into the frames: variables, rules, labels', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await openPaymentElement(page, shop, {
    elements: {
      ...cardsOnly,
      locale: 'ar',
      appearance: {
        theme: 'flat',
        labels: 'floating',
        variables: { colorText: '#123456', borderRadius: '11px' },
        rules: {
          '.Label': { color: 'rgb(1, 2, 3)' },
          '.Input:focus': { borderColor: 'rgb(4, 5, 6)' },
          '.Shop': { color: 'red' },
        },
      },
    },
  });
  const frame = paymentFrame(page);
  const number = frame.locator('[name="number"]');
  await expect(number).toHaveCSS('color', 'rgb(18, 52, 86)');
  await expect(number).toHaveCSS('border-radius', '11px');
  await expect(frame.locator('.Label').first()).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(frame.locator('.Label').first()).toHaveCSS('position', 'absolute');
  await expect(frame.locator('html')).toHaveAttribute('dir', 'rtl');
  // The number runs from left to right all the same, and the brand must not cover it.
  await number.fill('5555555555554444');
  const brand = await frame.getByRole('img', { name: 'Mastercard' }).boundingBox();
  const field = await number.boundingBox();
  expect(brand?.x).toBeGreaterThan((field?.x ?? 0) + (field?.width ?? 0) / 2);
  await number.focus();
  await expect(number).toHaveCSS('border-color', 'rgb(4, 5, 6)');
  expect(warnings).toEqual([
    '[Stripe.js] ".Shop" is not a supported selector of appearance.rules.',
  ]);
});

test('an element below what is in view has its full height', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await page.goto(shop.url);
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      document.querySelector('h1')?.style.setProperty('margin-top', '5000px');
    });
  });
  await openPaymentElement(page, shop, { elements: cardsOnly });
  const frame = page.locator('iframe[title="Secure payment input frame"]');
  await expect
    .poll(() => frame.evaluate((element) => element.getBoundingClientRect().height))
    .toBeGreaterThan(200);
});
