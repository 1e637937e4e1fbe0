/** Money that is held first, and what can't be held. */
import {
  choose,
  goToCheckout,
  methodNames,
  orderSays,
  pay,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, test } from './support/test.ts';

test('money is held, shown as held, captured in part in the back office, and the rest released', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page, { capture: 'manual' });
  await payByCard(page);
  await sees(page, 'held');
  await orderSays(page, order, 'Authorized; you are charged when it ships');
  expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
  const { id, state, capturable } = await desk.payment(order);
  expect({ state, capturable }).toEqual({ state: 'authorized', capturable: 50_90 });

  // With the login that the console shows.
  await page.goto('/checkout/admin');
  await page.getByLabel('Operator token').fill(desk.token());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.goto(`/checkout/admin#/payments/${id}`);
  await page.getByRole('button', { name: 'Capture…' }).click();
  await page.getByLabel('A part').check();
  await page.getByLabel('Amount in EUR').fill('20.00');
  await page.getByRole('dialog').getByRole('button', { name: 'Capture' }).click();
  await expect(page.locator('#result')).toContainText('Captured: €20.00.');
  await orderSays(page, order, /Paid.*Charged\s*€20.00/s);
  expect(await desk.charged(order)).toEqual({ amount: 20_00, times: 1 });
  expect(await desk.payment(order)).toMatchObject({ state: 'paid', capturable: 0 });
});

test('a hold is released, and the order is canceled', async ({ page, desk }) => {
  const order = await goToCheckout(page, { capture: 'manual' });
  await payByCard(page);
  await sees(page, 'held');
  const { id } = await desk.payment(order);
  await desk.operator('POST', `/payments/${id}/void`, {});
  await orderSays(page, order, 'Canceled. Nothing was charged');
  expect(await desk.charged(order)).toEqual({ amount: 0, times: 0 });
});

test('what was charged is refunded in part, then in full, and the order says so', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page);
  await payByCard(page);
  await sees(page, 'paid');
  const { id } = await desk.payment(order);
  await desk.operator('POST', `/payments/${id}/refund`, { amount: 10_00 });
  await orderSays(page, order, /Refunded\s*€10.00/);
  await desk.operator('POST', `/payments/${id}/refund`, {});
  await orderSays(page, order, /Refunded\s*€50.90/);
});

test('manual capture hides what can’t be held', async ({ page }) => {
  await goToCheckout(page, { capture: 'manual' });
  const names = await methodNames(page);
  expect(names).toContain('Card');
  for (const hidden of ['Bancontact', 'SEPA Direct Debit', 'WeChat Pay']) {
    expect(names).not.toContain(hidden);
  }
});

test('capture where supported shows what can’t be held, and charges it at once', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page, { capture: 'manual_if_supported' });
  const card = page.locator('tender-methods [part~="method"]', { hasText: 'Card' }).first();
  await choose(page, 'Card');
  await expect(card).toContainText('Held now, charged when shipped');
  const bancontact = page.locator('tender-methods [part~="method"]', { hasText: 'Bancontact' });
  await choose(page, 'Bancontact', { name: 'An Peeters' });
  await expect(bancontact).toContainText('Charged at once');
  await pay(page);
  await page.getByRole('button', { name: 'Authorize Test Payment' }).click();
  await sees(page, 'paid');
  expect(await desk.charged(order)).toEqual({ amount: 50_90, times: 1 });
});
