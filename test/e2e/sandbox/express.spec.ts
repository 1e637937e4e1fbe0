import type { ExpressPaymentType, StripeExpressCheckoutElementOptions } from '@stripe/stripe-js';
import type { FrameLocator, Page } from '@playwright/test';
import { createIntent, lastEvent } from './page-api.ts';
import { challengeFrame, expect, expressFrame, test, type Shop } from './shop.ts';

const METHODS: Record<ExpressPaymentType, string> = {
  apple_pay: 'Apple Pay',
  google_pay: 'Google Pay',
  link: 'Link',
  paypal: 'PayPal',
  amazon_pay: 'Amazon Pay',
  klarna: 'Klarna',
};
const types = ['card', 'link', 'paypal', 'amazon_pay', 'klarna'];
const AMOUNT = 5000;

/** How the shop of a test answers its events. */
interface Behaviour {
  /** Countries that the shop delivers to; elsewhere it rejects the address. */
  delivers?: string[];
  /** Says nothing to `click`, or to changes of the address. */
  silent?: 'click' | 'shippingaddresschange';
  rejectsClick?: boolean;
  rejectsRate?: boolean;
  /** Turns the approved payment down with this reason. */
  fails?: 'invalid_shipping_address' | 'fail';
  options?: StripeExpressCheckoutElementOptions;
  /** For `stripe.elements()`. */
  group?: object;
}

async function open(page: Page, shop: Shop, behaviour: Behaviour = {}): Promise<void> {
  await shop.stripe.paymentMethodDomains.create({ domain_name: 'localhost' });
  const secret = await createIntent(shop, {
    amount: AMOUNT,
    allowed_payment_method_types: types,
  })();
  await page.goto(shop.url);
  await page.evaluate(
    async ({ key, types, amount, secret, behaviour }) => {
      if (!window.Stripe) throw new Error('Stripe.js is not there.');
      const stripe = window.Stripe(key);
      const elements = stripe.elements({
        mode: 'payment',
        amount,
        currency: 'eur',
        captureMethod: 'automatic',
        allowedPaymentMethodTypes: types,
        ...behaviour.group,
      });
      const events: Window['checkout']['events'] = [];
      window.checkout = { stripe, elements, events };
      const element = elements.create('expressCheckout', {
        shippingAddressRequired: true,
        emailRequired: true,
        phoneNumberRequired: true,
        layout: { maxRows: 0 },
        ...behaviour.options,
      });
      const note = (name: string, payload: object): void => {
        events.push({ name, payload: JSON.parse(JSON.stringify(payload)) as unknown });
      };
      const rates = [
        { id: 'slow', amount: 400, displayName: 'Slow' },
        { id: 'fast', amount: 900, displayName: 'Fast' },
      ];
      const lines = (rate: number) => [
        { name: 'Goods', amount: amount - rate },
        { name: 'Delivery', amount: rate },
      ];
      element.on('click', (event) => {
        note('click', event);
        if (behaviour.silent === 'click') return;
        if (behaviour.rejectsClick) event.reject();
        else event.resolve({ lineItems: lines(400), shippingRates: rates });
      });
      element.on('shippingaddresschange', (event) => {
        note('shippingaddresschange', event);
        if (behaviour.silent === 'shippingaddresschange') return;
        const { country } = event.address;
        if (behaviour.delivers && !behaviour.delivers.includes(country)) event.reject();
        else event.resolve({ lineItems: lines(400), shippingRates: rates });
      });
      element.on('shippingratechange', (event) => {
        note('shippingratechange', event);
        if (behaviour.rejectsRate) event.reject();
        else event.resolve({ lineItems: lines(event.shippingRate.amount) });
      });
      element.on('cancel', (event) => note('cancel', event));
      element.on('confirm', (event) => {
        note('confirm', event);
        if (behaviour.fails) {
          event.paymentFailed({ reason: behaviour.fails });
          return;
        }
        void elements
          .submit()
          .then(() =>
            stripe.confirmPayment({
              elements,
              clientSecret: secret,
              confirmParams: { return_url: new URL('/thanks', location.href).href },
              redirect: 'if_required',
            }),
          )
          .then((result) => {
            window.checkout.result = result;
          });
      });
      await new Promise<void>((resolve) => {
        element.on('ready', (event) => {
          note('ready', event);
          resolve();
        });
        element.mount('#element');
      });
    },
    { key: shop.sandbox.publishableKey, types, amount: AMOUNT, secret, behaviour },
  );
}

const button = (page: Page, method: ExpressPaymentType) =>
  expressFrame(page).locator(`[data-value="${method}"]`);

const sheetOf = (page: Page, method: ExpressPaymentType): FrameLocator =>
  page.frameLocator(`iframe[title="${METHODS[method]} (sandbox)"]`);

/** Opens the sheet, through Link's code if there is one. */
async function openSheet(page: Page, method: ExpressPaymentType): Promise<FrameLocator> {
  await button(page, method).click();
  const sheet = sheetOf(page, method);
  if (method === 'link') {
    await sheet.getByLabel('Code sent to your phone').fill('123456');
    await sheet.getByRole('button', { name: 'Continue' }).click();
  }
  return sheet;
}

const names = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.checkout.events.map(({ name }) => name));

for (const [method, label] of Object.entries(METHODS) as [ExpressPaymentType, string][]) {
  test(`${label} pays with another address and another rate`, async ({ page, shopIn }) => {
    const shop = await shopIn('DE');
    await open(page, shop);
    const sheet = await openSheet(page, method);
    await sheet.getByLabel('Ship to').selectOption('BE');
    await expect(sheet.getByLabel('Slow')).toBeChecked();
    await sheet.getByLabel('Fast').check();
    await expect(sheet.getByTestId('total')).toHaveText('€50.00');
    await sheet.getByRole('button', { name: 'Pay €50.00' }).click();
    const result = await page.waitForFunction(() => window.checkout.result);
    expect(await result.jsonValue()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await expect(page.locator('dialog')).toHaveCount(0);

    expect(await names(page)).toEqual([
      'ready',
      'click',
      'shippingaddresschange',
      'shippingaddresschange',
      'shippingratechange',
      'confirm',
    ]);
    await expect.poll(() => lastEvent(page, 'click')).toMatchObject({ expressPaymentType: method });
    await expect
      .poll(() => lastEvent(page, 'shippingaddresschange'))
      .toEqual({
        name: 'An Peeters',
        address: { city: 'Antwerpen', state: '', postal_code: '2000', country: 'BE' },
      });
    await expect
      .poll(() => lastEvent(page, 'shippingratechange'))
      .toMatchObject({
        shippingRate: { id: 'fast', amount: 900 },
      });
    await expect
      .poll(() => lastEvent(page, 'confirm'))
      .toMatchObject({
        expressPaymentType: method,
        billingDetails: { name: 'Jane Diaz', email: 'jane.diaz@example.com' },
        shippingAddress: { name: 'An Peeters', address: { line1: 'Meir 1', country: 'BE' } },
        shippingRate: { id: 'fast' },
      });
    const [intent] = (
      await shop.stripe.paymentIntents.list({ limit: 1, expand: ['data.payment_method'] })
    ).data;
    expect(intent?.shipping).toMatchObject({ name: 'An Peeters', address: { country: 'BE' } });
    const paymentMethod = intent?.payment_method;
    if (method === 'apple_pay' || method === 'google_pay') {
      expect(paymentMethod).toMatchObject({ type: 'card', card: { wallet: { type: method } } });
    } else expect(paymentMethod).toMatchObject({ type: method });
  });

  test(`${label} is turned down by the shop, left by the shopper, and refused`, async ({
    page,
    shopIn,
  }) => {
    const shop = await shopIn('DE');
    await open(page, shop, { delivers: ['US', 'BE'] });
    const left = await openSheet(page, method);
    const pay = left.getByRole('button', { name: /^Pay/ });
    await left.getByLabel('Ship to').selectOption('JP');
    await expect(left.getByRole('alert')).toHaveText('The shop does not deliver to this address.');
    await expect(pay).toBeDisabled();
    await left.getByLabel('Ship to').selectOption('BE');
    await expect(pay).toBeEnabled();
    await left.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.locator('dialog')).toHaveCount(0);
    expect((await names(page)).at(-1)).toBe('cancel');

    const sheet = await openSheet(page, method);
    const source = sheet.getByLabel(/Pay with|Test outcome/);
    const refusing = source.locator('option', { hasText: /0002|Refuse/ });
    await source.selectOption(await refusing.innerText());
    await sheet.getByRole('button', { name: /^Pay/ }).click();
    await expect(sheet.getByRole('alert')).toBeVisible();
    const result = await page.waitForFunction(() => window.checkout.result);
    expect(await result.jsonValue()).toHaveProperty(
      'error.payment_intent.status',
      'requires_payment_method',
    );
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog')).toHaveCount(0);
  });

  test(`${label} closes when the shop takes too long to price an address`, async ({
    page,
    shopIn,
  }) => {
    await page.clock.install();
    await open(page, await shopIn('DE'), { silent: 'shippingaddresschange' });
    const sheet = await openSheet(page, method);
    await expect(sheet.getByRole('status')).toHaveText('Asking the shop…');
    await page.clock.runFor(20_000);
    await expect(page.locator('dialog')).toHaveCount(0);
    expect((await names(page)).at(-1)).toBe('cancel');
  });
}

test('a code that Link knows to be wrong does not open the wallet', async ({ page, shopIn }) => {
  await open(page, await shopIn('DE'));
  await button(page, 'link').click();
  const sheet = sheetOf(page, 'link');
  const code = sheet.getByLabel('Code sent to your phone');
  const wrong = [
    ['12', 'Enter the six digits.'],
    ['000001', 'This code is not right.'],
    ['000002', 'This code has expired.'],
    ['000003', 'Too many attempts. Try again later.'],
  ] as const;
  for (const [digits, complaint] of wrong) {
    await code.fill(digits);
    await code.press('Enter');
    await expect(sheet.getByRole('alert')).toHaveText(complaint);
  }
  await code.fill('123456');
  await code.press('Enter');
  await expect(sheet.getByRole('button', { name: 'Pay €50.00' })).toBeEnabled();
});

test('a card in a wallet may ask for 3-D Secure', async ({ page, shopIn }) => {
  await open(page, await shopIn('DE'));
  const sheet = await openSheet(page, 'google_pay');
  await sheet.getByLabel('Pay with').selectOption('Visa •••• 3184: asks for 3D Secure');
  await sheet.getByRole('button', { name: /^Pay/ }).click();
  await challengeFrame(page).getByRole('button', { name: 'Complete' }).click();
  const result = await page.waitForFunction(() => window.checkout.result);
  expect(await result.jsonValue()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
});

test('a rate that the shop rejects is not taken', async ({ page, shopIn }) => {
  await open(page, await shopIn('DE'), { rejectsRate: true });
  const sheet = await openSheet(page, 'google_pay');
  await sheet.getByLabel('Fast').click();
  await expect(sheet.getByRole('alert')).toHaveText('The shop cannot deliver this way.');
  await expect(sheet.getByLabel('Slow')).toBeChecked();
});

test('a payment that the shop turns down can be tried again', async ({ page, shopIn }) => {
  await open(page, await shopIn('DE'), { fails: 'invalid_shipping_address' });
  const sheet = await openSheet(page, 'google_pay');
  await sheet.getByRole('button', { name: /^Pay/ }).click();
  await expect(sheet.getByRole('alert')).toHaveText('The shop cannot use this shipping address.');
  await sheet.getByRole('button', { name: /^Pay/ }).click();
  await expect.poll(async () => (await names(page)).filter((n) => n === 'confirm').length).toBe(2);
});

test('a click that is rejected or not answered within a second opens nothing', async ({
  page,
  shopIn,
}) => {
  await page.clock.install();
  for (const behaviour of [{ rejectsClick: true }, { silent: 'click' }] as const) {
    await open(page, await shopIn('DE'), behaviour);
    await button(page, 'google_pay').click();
    await expect.poll(() => names(page)).toContain('click');
    await page.clock.runFor(1_000);
    await expect(page.locator('dialog')).toHaveCount(0);
  }
});

test('wallets show by what the account, the payment and the domain allow', async ({
  page,
  shopIn,
}) => {
  const shown = async (country: 'US' | 'DE', group = {}): Promise<unknown> => {
    await open(page, await shopIn(country), { group });
    return lastEvent(page, 'ready');
  };
  // Stripe's PayPal is for businesses in Europe.
  expect(await shown('DE')).toMatchObject({ availablePaymentMethods: { paypal: true } });
  expect(await shown('US')).toMatchObject({
    availablePaymentMethods: { paypal: false, applePay: true },
  });
  const cards = { applePay: true, googlePay: true };
  const rest = { link: false, paypal: false, amazonPay: false, klarna: false };
  expect(await shown('DE', { allowedPaymentMethodTypes: ['card'] })).toMatchObject({
    availablePaymentMethods: { ...cards, ...rest },
  });
  // Those with money of their own take no Icelandic crowns.
  expect(await shown('DE', { currency: 'isk' })).toMatchObject({
    availablePaymentMethods: { ...cards, paypal: false, amazonPay: false, klarna: false },
  });

  const shop = await shopIn('DE');
  const [domain] = (await shop.stripe.paymentMethodDomains.list({ domain_name: 'localhost' })).data;
  await shop.stripe.paymentMethodDomains.update(domain?.id ?? '', { enabled: false });
  expect(await shown('DE')).toEqual({ elementType: 'expressCheckout' });
  await expect(expressFrame(page).getByRole('button')).toHaveCount(0);
  await shop.stripe.paymentMethodDomains.update(domain?.id ?? '', { enabled: true });
});

test('buttons speak the shopper’s language, and say what the shop wants', async ({
  page,
  shopIn,
}) => {
  await open(page, await shopIn('DE'), {
    group: { locale: 'de', appearance: { theme: 'night' } },
    options: { buttonType: { applePay: 'donate' }, buttonHeight: 50, paymentMethodOrder: ['link'] },
  });
  const buttons = expressFrame(page).getByRole('button');
  await expect(buttons.first()).toHaveText('Bezahlen mit Link');
  await expect(button(page, 'google_pay')).toHaveText('Kaufen mit Google Pay');
  await expect(button(page, 'apple_pay')).toHaveText('Donate with Apple Pay');
  // What stands out on a dark page.
  await expect(button(page, 'apple_pay')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(button(page, 'apple_pay')).toHaveCSS('height', '50px');
});

test('line items that exceed the amount, or lack a name, are errors in the shop’s handler', async ({
  page,
  shopIn,
}) => {
  await open(page, await shopIn('DE'), { silent: 'click' });
  await page.evaluate(() => {
    const element = window.checkout.elements.getElement('expressCheckout');
    element?.on('click', ({ resolve, reject }) => {
      window.checkout.result = [[{ name: 'Goods', amount: 5001 }], [{ amount: 1 }]].map((items) => {
        try {
          resolve({ lineItems: items as { name: string; amount: number }[] });
          return 'no complaint';
        } catch (error) {
          return (error as Error).message;
        }
      });
      reject();
    });
  });
  await button(page, 'google_pay').click();
  const complaints = await page.waitForFunction(() => window.checkout.result);
  expect(await complaints.jsonValue()).toEqual([
    'The amount (5000) is less than the total amount of the line items provided.',
    'Missing value for click event resolve callback: lineItems.0.name should be a string.',
  ]);
});
