/** What Stripe.js says to pages that use it wrongly, in Stripe's own words. */
import { createIntent, openPaymentElement, pay, startPaying } from './page-api.ts';
import { expect, paymentFrame, test } from './shop.ts';

test('wrong use throws Stripe’s IntegrationErrors', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await page.goto(shop.url);
  const messages = await page.evaluate(async (key) => {
    const make = window.Stripe;
    if (!make) throw new Error('Stripe.js is not there.');
    const stripe = make(key);
    const payment = { mode: 'payment', amount: 1000, currency: 'eur' } as const;
    const host = document.body.appendChild(document.createElement('div'));
    const inShadow = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
    const attempts: Record<string, () => unknown> = {
      live: () => make('pk_live_123'),
      secret: () => make('sk_test_123'),
      removed: () => stripe.elements({ ...payment, paymentMethodTypes: ['card'] } as never),
      noMode: () => stripe.elements({}).create('payment'),
      button: () => stripe.elements(payment).create('paymentRequestButton' as never),
      radios: () =>
        stripe
          .elements(payment)
          .create('payment', { layout: { type: 'accordion', radios: true as never } }),
      second: () => {
        const elements = stripe.elements(payment);
        elements.create('payment');
        elements.create('payment');
      },
      shadow: () => stripe.elements(payment).create('payment').mount(inShadow),
      detached: () =>
        stripe.elements(payment).create('payment').mount(document.createElement('div')),
      selector: () => stripe.elements(payment).create('payment').mount('#nowhere'),
      destroyed: () => {
        const element = stripe.elements(payment).create('payment');
        element.destroy();
        element.mount('#element');
      },
      neither: () =>
        stripe.confirmPayment({ confirmParams: { return_url: 'https://x.example' } } as never),
      unmounted: () =>
        stripe.confirmPayment({
          elements: stripe.elements(payment),
          clientSecret: 'pi_1_secret_1',
          redirect: 'if_required',
        }),
      noSecret: () =>
        stripe.confirmPayment({ elements: stripe.elements(payment), redirect: 'if_required' }),
      unsubmitted: () => {
        const elements = stripe.elements(payment);
        elements.create('payment').mount('#element');
        return stripe.confirmPayment({
          elements,
          clientSecret: 'pi_1_secret_1',
          redirect: 'if_required',
        });
      },
      noToken: () => {
        const elements = stripe.elements(payment);
        elements.create('payment').mount('#element');
        return stripe.createConfirmationToken({ elements });
      },
      outside: () => {
        const elements = stripe.elements(payment);
        elements.create('expressCheckout').mount('#more');
        return stripe.confirmPayment({
          elements,
          clientSecret: 'pi_1_secret_1',
          redirect: 'if_required',
        });
      },
      other: () => stripe.confirmIdealPayment('pi_1_secret_1'),
    };
    const said: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
        said[name] = 'nothing';
      } catch (error) {
        const { name: kind, message } = error as Error;
        said[name] = `${kind}: ${message}`;
      }
    }
    return said;
  }, shop.sandbox.publishableKey);

  const guide =
    'Call elements.submit() as soon as your customer presses pay, prior to any asynchronous work. Integration guide: https://stripe.com/docs/payments/accept-a-payment-deferred';
  const shadow =
    'IntegrationError: Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.';
  expect(messages).toMatchObject({
    live: expect.stringMatching(/takes no live keys/),
    secret: expect.stringMatching(/You should not use your secret key/),
    removed: expect.stringMatching(/Use allowedPaymentMethodTypes instead/),
    noMode:
      'IntegrationError: In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.',
    button: expect.stringMatching(/Use the expressCheckout Element instead/),
    radios: expect.stringMatching(/layout.radios should be one of/),
    second: 'IntegrationError: Can only create one Element of type payment.',
    shadow,
    detached: shadow,
    selector:
      'IntegrationError: The selector you specified (#nowhere) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().',
    destroyed:
      'IntegrationError: This Element has already been destroyed. Please create a new one.',
    neither:
      'IntegrationError: stripe.confirmPayment(): expected either `elements` or `clientSecret`, but got neither.',
    unmounted:
      'IntegrationError: Invalid value for stripe.confirmPayment(): elements should have a mounted Payment Element or Express Checkout Element.',
    noSecret:
      'IntegrationError: You must pass in a clientSecret when calling stripe.confirmPayment().',
    unsubmitted: `IntegrationError: elements.submit() must be called before stripe.confirmPayment(). ${guide}`,
    noToken: `IntegrationError: elements.submit() must be called before stripe.createConfirmationToken(). ${guide}`,
    outside: expect.stringMatching(
      /Element confirming payment is "expressCheckout", but stripe.confirmPayment\(\) was not called within the "confirm" event/,
    ),
    other: expect.stringMatching(/has no stripe.confirmIdealPayment\(\)/),
  });
});

test('options that Stripe.js does not know are ignored, with a warning', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await openPaymentElement(page, shop, {
    elements: { allowed_payment_method_types: ['card'] },
    payment: { paymentMethodOrdering: ['ideal'] } as object,
  });
  const unknown = (call: string, name: string): string =>
    `[Stripe.js] Unrecognized ${call} parameter: ${name} is not a recognized parameter. This may cause issues with your integration in the future.`;
  expect(warnings).toEqual([
    unknown('elements()', 'allowed_payment_method_types'),
    unknown('create()', 'paymentMethodOrdering'),
  ]);
});

test('an intent that says other things than Elements is refused', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const card = { allowed_payment_method_types: ['card'] };
  const intents = [
    [
      { ...card, currency: 'usd' },
      'The provided currency (usd) does not match the expected currency (eur).',
    ],
    [{ ...card, capture_method: 'manual' }, /^The provided capture_method \(manual\)/],
    [
      { ...card, setup_future_usage: 'off_session' },
      /^The provided setup_future_usage \(off_session\)/,
    ],
    [
      { allowed_payment_method_types: ['ideal'] },
      'The provided payment_method_types (["ideal"]) does not match the expected payment_method_types (["card"]).',
    ],
  ] as const;
  await openPaymentElement(page, shop, { elements: { allowedPaymentMethodTypes: ['card'] } });
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill('4242424242424242');
  await frame.locator('[name="expiry"]').fill('12/34');
  await frame.locator('[name="cvc"]').fill('123');
  for (const [params, message] of intents) {
    const { error } = await pay(page, createIntent(shop, params as object));
    expect(error?.type).toBe('invalid_request_error');
    expect(error?.message).toMatch(message);
  }
  expect((await pay(page, createIntent(shop, card))).paymentIntent?.status).toBe('succeeded');
});

test('a field that the shop turned off has to be passed', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const elements = { allowedPaymentMethodTypes: ['bancontact'] };
  const payment = { fields: { billingDetails: { name: 'never' as const } } };
  const intent = createIntent(shop, { allowed_payment_method_types: ['bancontact'] });
  await openPaymentElement(page, shop, { elements, payment });
  const { thrown } = await pay(page, intent);
  expect(thrown?.name).toBe('IntegrationError');
  expect(thrown?.message).toMatch(/^You specified "never" for fields.billing_details.name/);
  await startPaying(page, intent, { payment_method_data: { billing_details: { name: 'An' } } });
  await expect(page.getByRole('button', { name: 'Authorize Test Payment' })).toBeVisible();
});

test('updates keep what was typed, change the methods, and are announced', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, { elements: { allowedPaymentMethodTypes: ['card'] } });
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill('4242424242424242');
  await page.evaluate(async () => {
    const { elements, events } = window.checkout;
    elements.on('update-end', () => events.push({ name: 'update-end', payload: {} }));
    await elements.update({
      allowedPaymentMethodTypes: ['card', 'ideal'],
      locale: 'de',
      appearance: { theme: 'night', variables: { colorPrimary: '#ff0000' } },
    });
  });
  await expect(frame.locator('[data-testid="ideal"]')).toBeVisible();
  await expect(frame.getByLabel('Kartennummer')).toHaveValue('4242 4242 4242 4242');
  await expect(frame.locator('[data-value="card"]')).toHaveCSS('border-color', 'rgb(255, 0, 0)');
  const names = await page.evaluate(() => window.checkout.events.map(({ name }) => name));
  expect(names).toEqual(expect.arrayContaining(['update-end', 'carddetailschange', 'change']));
});
