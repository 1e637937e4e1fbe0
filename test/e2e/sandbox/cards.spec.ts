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

const accepted = [
  '4242424242424242',
  '4000056655665556',
  '5555555555554444',
  '2223003122003222',
  '5105105105105100',
  '378282246310005',
  '6011111111111117',
  '36227206271667',
  '3566002020360505',
  '6205500000000000004',
  '4000002500001001',
];

test('every accepted test card is paid with', async ({ page, shopIn }) => {
  const shop = await shopIn('DE');
  for (const number of accepted) {
    await openPaymentElement(page, shop, { elements: cardsOnly });
    await typeCard(page, number);
    const { paymentIntent, error } = await pay(page, createIntent(shop, cardIntent));
    expect(error, number).toBeUndefined();
    expect(paymentIntent?.status, number).toBe('succeeded');
  }
});

const declined = [
  ['4000000000000002', 'card_declined', 'generic_decline'],
  ['4000000000009995', 'card_declined', 'insufficient_funds'],
  ['4000000000009987', 'card_declined', 'lost_card'],
  ['4000000000009979', 'card_declined', 'stolen_card'],
  ['4000000000006975', 'card_declined', 'card_velocity_exceeded'],
  ['4000000000000069', 'expired_card', undefined],
  ['4000000000000127', 'incorrect_cvc', undefined],
  ['4000000000000119', 'processing_error', undefined],
  ['4000000000000341', 'card_declined', 'generic_decline'],
  ['4100000000000019', 'card_declined', 'fraudulent'],
] as const;

test('every declined test card gives its code, and another card then pays', async ({
  page,
  shopIn,
}) => {
  const shop = await shopIn('DE');
  await openPaymentElement(page, shop, { elements: cardsOnly });
  const secret = await createIntent(shop, cardIntent)();
  for (const [number, code, declineCode] of declined) {
    await typeCard(page, number);
    const { error } = await pay(page, secret);
    expect(error, number).toMatchObject({ type: 'card_error', code });
    expect(error?.decline_code, number).toBe(declineCode);
  }
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
