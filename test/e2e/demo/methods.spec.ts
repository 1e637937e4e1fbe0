/** Paying by everything but cards, in the shop as `npm run demo` opens it. */
import type { Page } from '@playwright/test';
import {
  atTheBank,
  checkoutIsReady,
  choose,
  goToCheckout,
  orderSays,
  pay,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const name = 'Jenny Rosen';
const email = 'jenny@example.com';
const nothing = { amount: 0, times: 0 };

/** Banks to which the shopper is sent, and where they are. */
const banks = [
  { method: 'iDEAL | Wero', country: 'NL', form: {} },
  { method: 'Bancontact', country: 'BE', form: { name } },
  { method: 'EPS', country: 'AT', form: { name } },
  { method: 'Przelewy24', country: 'PL', form: { name, email } },
];

for (const { method, country, form } of banks) {
  test(`${method} is authorized at the bank, and paid`, async ({ page, desk }) => {
    const order = await goToCheckout(page, { country });
    await choose(page, method, form);
    await pay(page);
    await atTheBank(page, 'Authorize');
    await sees(page, 'paid');
    expect(page.url()).not.toContain('client_secret');
    await orderSays(page, order, 'Paid');
    expect((await desk.charged(order)).times).toBe(1);
  });

  test(`${method} is failed, then abandoned, and a card pays in the end`, async ({
    page,
    desk,
  }) => {
    const order = await goToCheckout(page, { country });
    await choose(page, method, form);
    await pay(page);
    await atTheBank(page, 'Fail');
    await sees(page, 'failed');
    expect(await desk.charged(order)).toEqual(nothing);

    await page.getByRole('link', { name: 'Try again' }).click();
    await checkoutIsReady(page);
    await choose(page, method, form);
    await pay(page);
    await page.getByRole('link', { name: 'Walk away without deciding' }).click();
    await page.goto(`/orders/${order}/pay`);
    await checkoutIsReady(page);
    expect(await desk.charged(order)).toEqual(nothing);

    await payByCard(page);
    await sees(page, 'paid');
    const [live] = (await desk.intents(order)).filter(({ status }) => status !== 'canceled');
    expect(live?.status).toBe('succeeded');
    expect((await desk.charged(order)).times).toBe(1);
  });
}

const debit = async (page: Page, iban: string): Promise<void> => {
  await choose(page, 'SEPA Direct Debit', { iban, name, email });
  await pay(page);
};

test('a SEPA debit is processing, then paid', async ({ page, desk }) => {
  const order = await goToCheckout(page, { country: 'DE' });
  await debit(page, 'DE89370400440532013000');
  await sees(page, 'processing');
  await sees(page, 'paid');
  await orderSays(page, order, 'Paid');
  expect((await desk.charged(order)).times).toBe(1);
});

test('a SEPA debit is processing, then failed, and the order can still be paid', async ({
  page,
  desk,
}) => {
  const order = await goToCheckout(page, { country: 'DE' });
  await debit(page, 'DE62370400440532013001');
  await sees(page, 'processing');
  await sees(page, 'failed');
  await orderSays(page, order, 'Waiting for your payment');
  await page.getByRole('link', { name: 'Pay now' }).click();
  await payByCard(page);
  await sees(page, 'paid');
  expect((await desk.charged(order)).times).toBe(1);
});

test('Klarna is approved at Klarna, and paid', async ({ page, desk }) => {
  const order = await goToCheckout(page, { country: 'BE' });
  await choose(page, 'Klarna', { email });
  await pay(page);
  await page.getByLabel('Pay in 30 days').check();
  await atTheBank(page, 'Authorize');
  await sees(page, 'paid');
  expect((await desk.charged(order)).times).toBe(1);
});

test('a voucher is awaited, and paid when it is paid', async ({ page, desk }) => {
  const order = await goToCheckout(page, { country: 'PT' });
  await choose(page, 'Multibanco', { email: 'jenny_fill_never@example.com' });
  await pay(page);
  const voucher = page.frameLocator('iframe[title="Payment instructions"]');
  await expect(voucher.getByText('Reference')).toBeVisible();
  await voucher.getByRole('button', { name: 'Close' }).click();
  await sees(page, 'awaiting');
  await orderSays(page, order, 'Waiting for your payment');

  const [intent] = await desk.intents(order);
  const details = intent?.next_action?.multibanco_display_details;
  await page.goto(details?.hosted_voucher_url ?? '');
  await atTheBank(page, 'Authorize');
  await orderSays(page, order, 'Paid');
  expect((await desk.charged(order)).times).toBe(1);
});
