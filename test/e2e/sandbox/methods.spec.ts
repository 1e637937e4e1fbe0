/**
 * Every method that the catalogue offers, through the Payment Element: paid once, and failed or walked
 * away from once.
 */
import type { FrameLocator, Page } from '@playwright/test';
import { isCurrency } from '../../../server/money/index.ts';
import { paymentMethods, type PaymentMethod } from '../../../server/methods/index.ts';
import {
  createIntent,
  openPaymentElement,
  paymentResult,
  startPaying,
  withSecret,
} from './page-api.ts';
import { expect, paymentFrame, test, type Country, type Shop } from './shop.ts';

/** What shoppers type, by field; the rest is chosen from lists. */
const typed: Readonly<Record<string, string>> = {
  number: '4242424242424242',
  expiry: '12 / 34',
  cvc: '123',
  name: 'Jenny Rosen',
  email: 'jenny@example.com',
  phone: '+351 912 345 678',
  iban: 'DE89370400440532013000',
  sortCode: '108800',
  bsbNumber: '000000',
  nzAccountNumber: '110000000000000010',
  routingNumber: '110000000',
  institutionNumber: '000',
  transitNumber: '11000',
  blikCode: '123456',
  taxId: '00000000000',
  addressLine1: '1 High Street',
  locality: 'Springfield',
  administrativeArea: 'SP',
  postalCode: '01310100',
};

/** Test accounts: what becomes of them is in Stripe's documentation. */
const accounts: Readonly<Record<string, [good: string, bad: string]>> = {
  acss_debit: ['000123456789', '000222222227'],
  au_becs_debit: ['000123456', '111111113'],
  bacs_debit: ['00012345', '22222227'],
  us_bank_account: ['000123456789', '000222222227'],
  payto: ['000123456', '000123456'],
};
/** Who has this address never gets round to approving a payment in an app. */
const impatient = 'jenny_expire_with_delay@example.com';

const badIban = 'DE62370400440532013001';

async function fillForm(frame: FrameLocator, type: string, good: boolean): Promise<void> {
  const fields = frame.locator('input[name]');
  for (const field of await fields.all()) {
    const name = (await field.getAttribute('name')) ?? '';
    const account = accounts[type]?.[good ? 0 : 1];
    const value =
      name === 'accountNumber'
        ? (account ?? '000123456')
        : name === 'iban' && !good
          ? badIban
          : name === 'email' && type === 'payto' && !good
            ? impatient
            : (typed[name] ?? '');
    await field.fill(value);
  }
  const bank = frame.locator('select[name="bank"]');
  if ((await bank.count()) > 0) await bank.selectOption('cimb');
}

/** A purchase that the method takes: where the shop is, in which currency, how much. */
function purchaseFor(method: PaymentMethod): {
  country: Country;
  currency: string;
  amount: number;
} {
  const [market] = method.markets;
  const first = <T>(set: ReadonlySet<T> | undefined): T | undefined => set && [...set][0];
  const country = first(market?.accounts) ?? 'DE';
  const currency = first(market?.currencies) ?? 'eur';
  if (!isCurrency(currency)) throw new Error(`${method.type} names no currency`);
  const amount = Math.min(Math.max(market?.min ?? 0, 10_000), market?.max ?? 1_000_000);
  return { country, currency, amount };
}

async function choose(
  page: Page,
  shop: Shop,
  method: PaymentMethod,
  good: boolean,
): Promise<string> {
  const { currency, amount } = purchaseFor(method);
  const params = { currency, amount, allowed_payment_method_types: [method.type] };
  const customer =
    method.needs === 'customer' ? { customer: (await shop.stripe.customers.create()).id } : {};
  const secret = await createIntent(shop, { ...params, ...customer })();
  const elements = method.intentFirst
    ? withSecret(secret)
    : { currency, amount, allowedPaymentMethodTypes: [method.type] };
  await openPaymentElement(page, shop, { elements });
  await fillForm(paymentFrame(page), method.type, good);
  return secret;
}

const idOf = (secret: string): string => secret.split('_secret_')[0] ?? '';

/** Seconds within which the banks of the sandbox have had their say. */
const aWhile = 600;

/** The shopper's wallets have tests of their own. */
const offered = [...paymentMethods.values()].filter(
  ({ unavailable, type }) => unavailable === undefined && type !== 'link' && type !== 'card',
);

for (const method of offered) {
  test(`${method.label} is paid, and fails`, async ({ page, shopIn }) => {
    const shop = await shopIn(purchaseFor(method).country);

    const paid = await choose(page, shop, method, true);
    await startPaying(page, paid);
    await settle(page, shop, paid, 'Authorize Test Payment');
    shop.sandbox.clock.advance(aWhile);
    expect((await shop.stripe.paymentIntents.retrieve(idOf(paid))).status).toBe('succeeded');

    const lost = await choose(page, shop, method, false);
    if (method.type === 'nz_bank_account') {
      // Stripe lists no account that fails: the shopper leaves instead.
      await page.goto(shop.url);
      const { status } = await shop.stripe.paymentIntents.retrieve(idOf(lost));
      expect(status).toBe('requires_payment_method');
      return;
    }
    const details = { billing_details: { email: impatient } };
    // MB WAY asks for no e-mail address: the shop's page passes the one that it knows.
    const known = method.type === 'mb_way' ? { payment_method_data: details } : {};
    await startPaying(page, lost, known);
    await settle(page, shop, lost, 'Fail Test Payment');
    shop.sandbox.clock.advance(aWhile);
    const after = await shop.stripe.paymentIntents.retrieve(idOf(lost));
    expect(after.status).toBe('requires_payment_method');
    expect(after.last_payment_error?.message).toBeTruthy();
  });
}

/** Does what was asked, if anything was, and waits until the shop's page knows. */
async function settle(page: Page, shop: Shop, secret: string, button: string): Promise<void> {
  const retrieve = () => shop.stripe.paymentIntents.retrieve(idOf(secret));
  await expect.poll(async () => (await retrieve()).status).not.toBe('requires_payment_method');
  const { next_action: action, status } = await retrieve();
  if (status !== 'requires_action') return;
  const leaves = action?.redirect_to_url ?? action?.alipay_handle_redirect;
  const place = leaves ? page : page.frameLocator('iframe[title="Payment instructions"]');
  await place.getByRole('button', { name: button }).click();
  if (!leaves) {
    const { paymentIntent, error } = await paymentResult(page);
    expect(button.startsWith('Fail') ? error : paymentIntent).toBeTruthy();
    return;
  }
  await page.waitForURL(/\/thanks\?/);
  const query = new URL(page.url()).searchParams;
  expect(query.get('order')).toBe('7');
  expect(query.get('payment_intent_client_secret')).toBe(secret);
  expect(query.get('redirect_status')).toMatch(
    button.startsWith('Authorize') ? /succeeded|pending/ : /failed/,
  );
}
