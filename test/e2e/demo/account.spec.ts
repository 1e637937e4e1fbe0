/** The Stripe account decides what can be offered: its country, and what it can do. */
import {
  atTheBank,
  checkoutIsReady,
  choose,
  goToCheckout,
  methodNames,
  orderSays,
  pay,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, testAlone as test } from './support/test.ts';

test('an account in another country offers other methods', async ({ page, demo }) => {
  await goToCheckout(page, { country: 'US' });
  expect(await methodNames(page)).not.toContain('Cash App Pay');
  await demo.turn('account', [['country', 'US']]);
  await goToCheckout(page, { country: 'US' });
  expect(await methodNames(page)).toContain('Cash App Pay');
  await demo.turn('account', [['country', 'BE']]);
  await goToCheckout(page, { country: 'US' });
  expect(await methodNames(page)).not.toContain('Cash App Pay');
});

test.describe('giropay, which Stripe has discontinued', () => {
  test('is offered by no account of today', async ({ page }) => {
    await goToCheckout(page, { country: 'DE' });
    expect(await methodNames(page)).not.toContain('giropay');
  });

  test.describe('in an account that still has it', () => {
    test.beforeEach(async ({ demo, desk }) => {
      const key = 'sk_test_sandbox';
      await desk.sandbox('POST', '/accounts', {
        key,
        capabilities: { giropay_payments: 'active' },
      });
      await demo.turn('account', [['country', 'DE']]);
    });

    test.afterEach(async ({ demo, desk }) => {
      const key = 'sk_test_sandbox';
      await desk.sandbox('POST', '/accounts', {
        key,
        capabilities: { giropay_payments: 'unrequested' },
      });
      await demo.turn('account', [['country', 'BE']]);
    });

    test('is authorized at the bank, and paid', async ({ page, desk }) => {
      const order = await goToCheckout(page, { country: 'DE' });
      await choose(page, 'giropay', { name: 'Max Muster' });
      await pay(page);
      await atTheBank(page, 'Authorize');
      await sees(page, 'paid');
      await orderSays(page, order, 'Paid');
      expect((await desk.charged(order)).times).toBe(1);
    });

    test('is failed, then abandoned, and a card pays in the end', async ({ page, desk }) => {
      const order = await goToCheckout(page, { country: 'DE' });
      await choose(page, 'giropay', { name: 'Max Muster' });
      await pay(page);
      await atTheBank(page, 'Fail');
      await sees(page, 'failed');
      await page.getByRole('link', { name: 'Try again' }).click();
      await checkoutIsReady(page);
      await choose(page, 'giropay', { name: 'Max Muster' });
      await pay(page);
      await page.getByRole('link', { name: 'Walk away without deciding' }).click();
      await page.goto(`/orders/${order}/pay`);
      await checkoutIsReady(page);
      expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
      await payByCard(page);
      await sees(page, 'paid');
      expect((await desk.charged(order)).times).toBe(1);
    });
  });
});
