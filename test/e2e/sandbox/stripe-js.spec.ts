/** What a page can call besides `confirmPayment`. */
import type { Page } from '@playwright/test';
import type { Stripe } from 'stripe';
import {
  createIntent,
  openPaymentElement,
  pay,
  paymentResult,
  startPaying,
  typeCard,
  withSecret,
} from './page-api.ts';
import { challengeFrame, expect, paymentFrame, test, type Shop } from './shop.ts';

const cardsOnly = { allowedPaymentMethodTypes: ['card'] };
const cardIntent = { allowed_payment_method_types: ['card'] };

const VISA = '4242424242424242';
/** Asks for 3-D Secure each time. */
const ASKING = '4000002760003184';

const idOf = (secret: string): string => secret.split('_secret_')[0] ?? '';

/** Submits and makes a confirmation token of what was typed. */
const makeToken = (page: Page, params: object = {}): Promise<string> =>
  page.evaluate(async (params) => {
    const { stripe, elements } = window.checkout;
    await elements.submit();
    const { confirmationToken, error } = await stripe.createConfirmationToken({ elements, params });
    if (error) throw new Error(error.message);
    return confirmationToken.id;
  }, params);

/** Confirms with the token alone, as a page does once its server has seen the card. */
const confirmToken = (page: Page, token: string, secret: string) =>
  page.evaluate(
    ([confirmation_token, clientSecret]) =>
      window.checkout.stripe.confirmPayment({
        clientSecret,
        confirmParams: { confirmation_token, return_url: location.href },
        redirect: 'if_required',
      }),
    [token, secret] as const,
  );

async function openWithCard(page: Page, shop: Shop, number: string, elements = {}): Promise<void> {
  await openPaymentElement(page, shop, { elements: { ...cardsOnly, ...elements } });
  await typeCard(page, number);
}

test('a card is set up for later, with its owner asked', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const setup = { mode: 'setup', amount: undefined };
  for (const number of [VISA, '4000002500003155']) {
    await openWithCard(page, shop, number, setup);
    await expect(paymentFrame(page).getByText('for future payments')).toBeVisible();
    const { client_secret: secret } = await shop.stripe.setupIntents.create(cardIntent);
    const { error } = await page.evaluate(() => window.checkout.elements.submit());
    expect(error).toBeUndefined();
    const confirmed = page.evaluate(async (clientSecret) => {
      const { stripe, elements } = window.checkout;
      const confirmParams = { return_url: location.href };
      const redirect = 'if_required' as const;
      return stripe.confirmSetup({ elements, clientSecret, confirmParams, redirect });
    }, secret ?? '');
    if (number !== VISA)
      await challengeFrame(page).getByRole('button', { name: 'Complete' }).click();
    expect((await confirmed).setupIntent).toMatchObject({ status: 'succeeded' });
    const retrieved = await page.evaluate(
      async (secret) => window.checkout.stripe.retrieveSetupIntent(secret),
      secret ?? '',
    );
    expect(retrieved.setupIntent).toMatchObject({ object: 'setup_intent', status: 'succeeded' });
  }
});

test('an element’s details become a PaymentMethod', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await openWithCard(page, shop, VISA, { paymentMethodCreation: 'manual' });
  const made = await page.evaluate(async () => {
    const { stripe, elements } = window.checkout;
    await elements.submit();
    const fromElements = await stripe.createPaymentMethod({
      elements,
      params: { billing_details: { name: 'Jenny Rosen' } },
    });
    const iban = { iban: 'DE89370400440532013000' };
    const billing_details = { name: 'Jenny Rosen', email: 'jenny@example.com' };
    const fromData = await stripe.createPaymentMethod({
      type: 'sepa_debit',
      sepa_debit: iban,
      billing_details,
    });
    return [fromElements.paymentMethod, fromData.paymentMethod];
  });
  expect(made).toMatchObject([
    { type: 'card', card: { last4: '4242' }, billing_details: { name: 'Jenny Rosen' } },
    { type: 'sepa_debit', sepa_debit: { last4: '3000' } },
  ]);
});

test('a confirmation token shows the card to the server before it pays, once', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await openWithCard(page, shop, ASKING);
  const token = await makeToken(page, {
    payment_method_data: { billing_details: { email: 'jenny@example.com' } },
  });
  const { payment_method_preview: preview } = await shop.stripe.confirmationTokens.retrieve(token);
  expect(preview).toMatchObject({
    type: 'card',
    card: { brand: 'visa', country: 'DE' },
    billing_details: { email: 'jenny@example.com' },
  });

  const secret = await createIntent(shop, cardIntent)();
  const confirmed = confirmToken(page, token, secret);
  await challengeFrame(page).getByRole('button', { name: 'Complete' }).click();
  expect((await confirmed).paymentIntent).toMatchObject({ status: 'succeeded' });
  const again = await confirmToken(page, token, await createIntent(shop, cardIntent)());
  expect(again.error?.message).toMatch(/can be used only once/);
});

test('a token of other elements than the intent’s is refused, by page and by server', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await openWithCard(page, shop, VISA);
  const token = await makeToken(page);
  const usd = { ...cardIntent, currency: 'usd' };
  const mismatch = 'The provided currency (usd) does not match the expected currency (eur).';
  const { error } = await confirmToken(page, token, await createIntent(shop, usd)());
  expect(error).toMatchObject({ type: 'invalid_request_error', message: mismatch });
  await expect(
    shop.stripe.paymentIntents.create({
      ...usd,
      amount: 1999,
      capture_method: 'automatic',
      confirm: true,
      confirmation_token: token,
      return_url: shop.url,
    }),
  ).rejects.toThrow(mismatch);
  // Nothing was charged, and the token is still good.
  const secret = await createIntent(shop, cardIntent)();
  expect((await confirmToken(page, token, secret)).paymentIntent?.status).toBe('succeeded');
});

/** What the server does when it confirms by itself. */
const confirmOnServer = (shop: Shop, params: Partial<Stripe.PaymentIntentCreateParams>) =>
  shop.stripe.paymentIntents.create({
    ...cardIntent,
    amount: 1999,
    currency: 'eur',
    capture_method: 'automatic',
    confirm: true,
    return_url: `${shop.url}/thanks?order=7`,
    ...params,
  });

test('what the server says while confirming counts as the intent’s', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await openWithCard(page, shop, VISA, { setupFutureUsage: 'off_session' });
  const confirmation_token = await makeToken(page);
  const id = idOf(await createIntent(shop, cardIntent)());
  await expect(shop.stripe.paymentIntents.confirm(id, { confirmation_token })).rejects.toThrow(
    /^The provided setup_future_usage \(null\) does not match the expected setup_future_usage \(off_session\)/,
  );
  const { status } = await shop.stripe.paymentIntents.confirm(id, {
    confirmation_token,
    setup_future_usage: 'off_session',
  });
  expect(status).toBe('succeeded');
});

test('what the server’s confirmation asks for is done in the page', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  for (const answer of ['Complete', 'Fail'] as const) {
    await openWithCard(page, shop, ASKING);
    const token = await makeToken(page);
    const { client_secret: secret, status } = await confirmOnServer(shop, {
      confirmation_token: token,
    });
    expect(status).toBe('requires_action');
    const handled = page.evaluate(
      async (clientSecret) => window.checkout.stripe.handleNextAction({ clientSecret }),
      secret ?? '',
    );
    await challengeFrame(page).getByRole('button', { name: answer }).click();
    const { paymentIntent, error } = await handled;
    if (answer === 'Complete') expect(paymentIntent).toMatchObject({ status: 'succeeded' });
    else expect(error?.code).toBe('payment_intent_authentication_failure');
    const retrieved = await page.evaluate(
      async (secret) => window.checkout.stripe.retrievePaymentIntent(secret),
      secret ?? '',
    );
    expect(retrieved.paymentIntent?.status).toBe(
      answer === 'Complete' ? 'succeeded' : 'requires_payment_method',
    );
    // The rest is the merchant's.
    expect(retrieved.paymentIntent).not.toHaveProperty('metadata');
    expect(retrieved.paymentIntent).not.toHaveProperty('latest_charge');
  }
});

test('3-D Secure by redirect: passed, failed, walked away from', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await page.goto(shop.url);
  const ends = [
    ['Complete', 'succeeded', 'succeeded'],
    ['Fail', 'failed', 'requires_payment_method'],
  ] as const;
  for (const [button, redirectStatus, status] of ends) {
    const intent = await confirmOnServer(shop, {
      payment_method: 'pm_card_authenticationRequired',
    });
    // Stripe.js sends the shopper there, as the server's own page could.
    await page.evaluate(
      ([key, clientSecret]) => void window.Stripe?.(key).handleNextAction({ clientSecret }),
      [shop.sandbox.publishableKey, intent.client_secret ?? ''] as const,
    );
    await expect(page.getByRole('heading', { name: '3D Secure' })).toBeVisible();
    expect(page.url()).toBe(intent.next_action?.redirect_to_url?.url);

    await page.getByRole('link', { name: 'Walk away' }).click();
    expect((await shop.stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_action');
    await page.getByRole('link', { name: 'Back to the payment' }).click();
    await page.getByRole('button', { name: button }).click();
    await page.waitForURL(/\/thanks/);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      order: '7',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: redirectStatus,
    });
    expect((await shop.stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
    // The page is still there, and says that there is nothing left to decide.
    await page.goto(intent.next_action?.redirect_to_url?.url ?? '');
    await expect(page.getByRole('heading')).toHaveText('Nothing to do here');
    await page.goto(shop.url);
  }
});

test('confirmCardPayment takes a PaymentMethod or a token, and the owner’s answer', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await page.goto(shop.url);
  const confirm = (secret: string, data: object, options: object = {}) =>
    page.evaluate(
      async ([key, secret, data, options]) =>
        window.Stripe?.(key).confirmCardPayment(secret, data, options),
      [shop.sandbox.publishableKey, secret, data, options] as const,
    );
  const secret = createIntent(shop, cardIntent);
  const byId = await confirm(await secret(), { payment_method: 'pm_card_visa' });
  expect(byId?.paymentIntent?.status).toBe('succeeded');
  const token = { card: { token: 'tok_mastercard' }, billing_details: { name: 'Jenny Rosen' } };
  const byToken = await confirm(await secret(), { payment_method: token });
  expect(byToken?.paymentIntent?.status).toBe('succeeded');
  const declined = await confirm(await secret(), { payment_method: 'pm_card_visa_chargeDeclined' });
  expect(declined?.error).toMatchObject({ type: 'card_error', code: 'card_declined' });

  const asking = { payment_method: 'pm_card_authenticationRequired' };
  const unhandled = await confirm(await secret(), asking, { handleActions: false });
  expect(unhandled?.paymentIntent?.status).toBe('requires_action');
  const handled = confirm(await secret(), asking);
  await challengeFrame(page).getByRole('button', { name: 'Complete' }).click();
  expect((await handled)?.paymentIntent?.status).toBe('succeeded');
});

test('fetchUpdates shows what the server changed of the intent', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  const secret = await createIntent(shop, cardIntent)();
  await openPaymentElement(page, shop, { elements: withSecret(secret) });
  await typeCard(page, VISA);
  await shop.stripe.paymentIntents.update(idOf(secret), {
    allowed_payment_method_types: ['card', 'ideal'],
  });
  const fetchUpdates = () => page.evaluate(async () => window.checkout.elements.fetchUpdates());
  expect(await fetchUpdates()).toEqual({});
  const frame = paymentFrame(page);
  await expect(frame.locator('[data-testid="ideal"]')).toBeVisible();
  await expect(frame.locator('[name="number"]')).toHaveValue('4242 4242 4242 4242');
  expect((await pay(page, secret)).paymentIntent?.status).toBe('succeeded');

  await openPaymentElement(page, shop, { elements: cardsOnly });
  expect((await fetchUpdates()).error?.message).toMatch(/clientSecret/);
});

test('without redirect: if_required the shopper always arrives at the return address', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await openWithCard(page, shop, VISA);
  const secret = await createIntent(shop, cardIntent)();
  await page.evaluate(async (clientSecret) => {
    const { stripe, elements } = window.checkout;
    await elements.submit();
    const return_url = new URL('/thanks', location.href).href;
    void stripe.confirmPayment({ elements, clientSecret, confirmParams: { return_url } });
  }, secret);
  await page.waitForURL(/\/thanks\?.*redirect_status=succeeded/);
});

const sheetOf = (page: Page, wallet: string) =>
  page.frameLocator(`iframe[title="${wallet} (sandbox)"]`);

test('wallets can be paid with in the Payment Element, or left', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await shop.stripe.paymentMethodDomains.create({ domain_name: 'localhost' });
  const types = ['card', 'link'];
  const open = (wallets: object = {}) =>
    openPaymentElement(page, shop, {
      elements: { allowedPaymentMethodTypes: types },
      payment: { wallets },
    });
  const paidWith = async (secret: string) => {
    const expand = ['payment_method'];
    return (await shop.stripe.paymentIntents.retrieve(idOf(secret), { expand })).payment_method;
  };
  const frame = paymentFrame(page);

  await open();
  await frame.locator('[data-testid="apple_pay"]').click();
  const left = page.evaluate(async () => window.checkout.elements.submit());
  await sheetOf(page, 'Apple Pay').getByRole('button', { name: 'Cancel' }).click();
  expect((await left).error).toMatchObject({ type: 'validation_error' });

  const intent = createIntent(shop, { allowed_payment_method_types: types });
  const secret = await intent();
  const paying = startPaying(page, secret);
  await sheetOf(page, 'Apple Pay').getByRole('button', { name: 'Pay €19.99' }).click();
  expect(await paying).toBeUndefined();
  expect((await paymentResult(page)).paymentIntent?.status).toBe('succeeded');
  expect(await paidWith(secret)).toMatchObject({
    type: 'card',
    card: { wallet: { type: 'apple_pay' } },
  });

  await open({ applePay: 'never', googlePay: 'never' });
  await expect(frame.locator('[data-testid="apple_pay"]')).toHaveCount(0);
  await frame.locator('[data-testid="link"]').click();
  await frame.getByLabel('Email').fill('jenny@example.com');
  const linkSecret = await intent();
  const linked = startPaying(page, linkSecret);
  const sheet = sheetOf(page, 'Link');
  await sheet.getByLabel('Code sent to your phone').fill('123456');
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await sheet.getByRole('button', { name: 'Pay €19.99' }).click();
  await linked;
  expect((await paymentResult(page)).paymentIntent?.status).toBe('succeeded');
  expect(await paidWith(linkSecret)).toMatchObject({
    type: 'link',
    link: { email: 'jenny@example.com' },
  });
});
