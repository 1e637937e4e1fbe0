/** Webhooks that are late, lost or doubled, a shop that can't be told, and a server that is stopped. */
import {
  answerChallenge,
  cards,
  challenge,
  checkoutIsReady,
  chooseCard,
  goToCheckout,
  orderSays,
  pay,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, testAlone as test } from './support/test.ts';

const pen = { amount: 50_90, times: 1 };
const nothing = { amount: 0, times: 0 };

/** How often the shop was told that an order is paid. */
const tolds = ({ notifications }: { notifications: { kind: string }[] }): number =>
  notifications.filter(({ kind }) => kind === 'paid').length;

test('a webhook that is late does not keep the shopper waiting, and changes nothing when it comes', async ({
  page,
  demo,
  desk,
}) => {
  await demo.turn('trouble', [['trouble', 'late']]);
  const order = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  await orderSays(page, order, 'Paid');
  await demo.turn('clock', [['seconds', '120']]);
  await expect
    .poll(async () => (await desk.history(order)).events.map(({ type }) => type))
    .toContain('payment_intent.succeeded');
  expect(tolds(await desk.history(order))).toBe(1);
  expect(await desk.charged(order)).toEqual(pen);
});

test('a webhook that is lost is made up for by the reconciler, with the shopper gone', async ({
  page,
  demo,
  desk,
}) => {
  await demo.turn('trouble', [['trouble', 'lost']]);
  const order = await goToCheckout(page);
  await chooseCard(page);
  // The shopper closes the window before the shop has an answer.
  const confirmed = Promise.withResolvers<unknown>();
  await page.route(/\/v1\/payment_intents\/[^/]+\/confirm/, (route) =>
    confirmed.resolve(route.fetch()),
  );
  await pay(page);
  await confirmed.promise;
  await page.goto('about:blank');
  expect(await desk.charged(order)).toEqual(pen);
  expect(await desk.payment(order)).toMatchObject({ state: 'open' });

  await demo.turn('clock', [['seconds', '3600']]);
  await orderSays(page, order, 'Paid');
  expect(tolds(await desk.history(order))).toBe(1);
});

test('a webhook that comes twice tells the shop once', async ({ page, demo, desk }) => {
  await demo.turn('trouble', [['trouble', 'twice']]);
  const order = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  await expect
    .poll(async () => {
      const log = await desk.sandbox<{ type: string; attempts: unknown[] }[]>('GET', '/webhooks');
      return log.find(({ type }) => type === 'payment_intent.succeeded')?.attempts.length;
    })
    .toBe(2);
  await orderSays(page, order, 'Paid');
  expect(tolds(await desk.history(order))).toBe(1);
  expect(await desk.charged(order)).toEqual(pen);
});

test('a shop whose callback fails is told again until it works', async ({ page, demo, desk }) => {
  await demo.turn('trouble', [['callbacks', 'fail']]);
  const order = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  await expect
    .poll(async () => (await desk.history(order)).notifications[0]?.attempts)
    .toBeGreaterThan(0);
  await orderSays(page, order, 'Waiting for your payment');

  await demo.turn('trouble', []);
  await demo.turn('clock', [['seconds', '60']]);
  await orderSays(page, order, 'Paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('an answer of Stripe that is lost does not pay twice', async ({ page, demo, desk }) => {
  await demo.turn('trouble', [['trouble', 'cut']]);
  const order = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  expect(await desk.intents(order)).toHaveLength(1);
  expect(await desk.charged(order)).toEqual(pen);
});

test('a server that is killed while the bank asks goes on where it was', async ({
  page,
  demo,
  desk,
}) => {
  const order = await goToCheckout(page);
  await payByCard(page, cards.asksFor3ds);
  await challenge(page).locator('body').waitFor();
  // The sandbox writes down what it knows within a moment.
  await expect.poll(async () => (await desk.intents(order))[0]?.status).toBe('requires_action');
  await demo.saved();
  await demo.stop('SIGKILL');
  await demo.start();
  expect(await desk.charged(order)).toEqual(nothing);

  await page.goto(`/orders/${order}/pay`);
  await checkoutIsReady(page);
  await payByCard(page, cards.asksFor3ds);
  await answerChallenge(page, 'Complete');
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a restart keeps orders, payments, holds and the time', async ({ page, demo, desk }) => {
  const paid = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  const held = await goToCheckout(page, { capture: 'manual' });
  await payByCard(page);
  await sees(page, 'held');
  const { now } = await desk.sandbox<{ now: number }>('GET', '/clock');
  await orderSays(page, paid, 'Paid');

  await demo.stop();
  await demo.start();
  await orderSays(page, paid, 'Paid');
  await orderSays(page, held, 'Authorized');
  expect((await desk.sandbox<{ now: number }>('GET', '/clock')).now).toBeGreaterThanOrEqual(now);
  const { id } = await desk.payment(held);
  await desk.operator('POST', `/payments/${id}/capture`, {});
  await orderSays(page, held, 'Paid');
  expect(await desk.charged(held)).toEqual(pen);
});

test('an open page still pays after the server was restarted', async ({ page, demo, desk }) => {
  const order = await goToCheckout(page);
  await chooseCard(page);
  await demo.stop();
  await pay(page);
  await expect(page.locator('tender-pay [part~="notice"]')).toBeVisible();
  expect(await page.getByText('Thank you').count()).toBe(0);

  await demo.start();
  await pay(page);
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual(pen);
});

test('a hold that nobody captures ends after a week, and the order with it', async ({
  page,
  demo,
  desk,
}) => {
  const order = await goToCheckout(page, { capture: 'manual' });
  await payByCard(page);
  await sees(page, 'held');
  await orderSays(page, order, 'Authorized');
  await demo.turn('clock', [['seconds', String(8 * 86_400)]]);
  await orderSays(page, order, 'Canceled. Nothing was charged');
  expect(await desk.charged(order)).toEqual(nothing);
});
