import type { Page } from '@playwright/test';
import {
  createIntent,
  openPaymentElement,
  pay,
  paymentResult,
  startPaying,
  typeCard,
} from './page-api.ts';
import { challengeFrame, expect, paymentFrame, test } from './shop.ts';

const cardsOnly = { allowedPaymentMethodTypes: ['card'] };
const cardIntent = { allowed_payment_method_types: ['card'] };

test('after a decline another card pays the same intent', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, { elements: cardsOnly });
  const secret = await createIntent(shop, cardIntent)();
  await typeCard(page, '4000000000000002');
  const { error } = await pay(page, secret);
  expect(error).toMatchObject({
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
    payment_intent: { status: 'requires_payment_method' },
  });
  await typeCard(page, '4242424242424242');
  expect((await pay(page, secret)).paymentIntent?.status).toBe('succeeded');
});

test('what no bank need be asked about is said in the form', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, { elements: cardsOnly });
  const frame = paymentFrame(page);
  const submitted = await pay(page, createIntent(shop, cardIntent));
  expect(submitted.error).toMatchObject({ type: 'validation_error', code: 'incomplete_number' });
  await expect(frame.getByRole('alert').first()).toHaveText('Your card number is incomplete.');
  await typeCard(page, '4242424242424241');
  const wrong = await pay(page, createIntent(shop, cardIntent));
  expect(wrong.error).toMatchObject({ code: 'invalid_number' });
  await frame.locator('[name="number"]').fill('4242424242424242');
  await frame.locator('[name="expiry"]').fill('01 / 20');
  const old = await pay(page, createIntent(shop, cardIntent));
  expect(old.error).toMatchObject({ code: 'invalid_expiry_year_past' });
});

test('a 3-D Secure challenge that is passed pays', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, { elements: cardsOnly });
  await typeCard(page, '4000002760003184');
  await startPaying(page, createIntent(shop, cardIntent));
  await challengeFrame(page).getByRole('button', { name: 'Complete' }).click();
  expect((await paymentResult(page)).paymentIntent?.status).toBe('succeeded');
});

test('a 3-D Secure challenge that is failed or closed does not pay', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, { elements: cardsOnly });
  const secret = await createIntent(shop, cardIntent)();
  const failed = { code: 'payment_intent_authentication_failure' };
  const ways: ((page: Page) => Promise<void>)[] = [
    (page) => challengeFrame(page).getByRole('button', { name: 'Fail' }).click(),
    (page) =>
      page
        .frameLocator('iframe[title="3D Secure challenge"]')
        .getByRole('button', { name: 'Close' })
        .click(),
    async (page) => {
      await challengeFrame(page).getByRole('button', { name: 'Fail' }).waitFor();
      await page.keyboard.press('Escape');
    },
  ];
  for (const end of ways) {
    await typeCard(page, '4000002760003184');
    await startPaying(page, secret);
    await end(page);
    expect((await paymentResult(page)).error).toMatchObject(failed);
  }
});
