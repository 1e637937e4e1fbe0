/** Paying by card, in the shop as `npm run demo` opens it. */
import {
  answerChallenge,
  cards,
  challenge,
  goToCheckout,
  isTold,
  orderSays,
  pay,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const pen = { amount: 50_90, times: 1 };

test('a card is charged once, and the shop packs the order', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  await orderSays(page, order, 'Paid. We are packing it');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a declined card can be followed by one that works', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await payByCard(page, cards.declined);
  await isTold(page, 'Your card was declined.');
  await payByCard(page);
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a 3-D Secure challenge that is passed pays', async ({ page, desk }) => {
  const order = await goToCheckout(page);
  await payByCard(page, cards.asksFor3ds);
  await answerChallenge(page, 'Complete');
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a 3-D Secure challenge that is failed charges nothing, and can be tried again', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  await payByCard(page, cards.asksFor3ds);
  await answerChallenge(page, 'Fail');
  await isTold(page, /authenticate/);
  expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
  await pay(page);
  await answerChallenge(page, 'Complete');
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a 3-D Secure challenge that is closed charges nothing, and another card pays', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  await payByCard(page, cards.asksFor3ds);
  await challenge(page).getByRole('button', { name: 'Close' }).click();
  await isTold(page, /authenticate/);
  expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
  await payByCard(page);
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});
