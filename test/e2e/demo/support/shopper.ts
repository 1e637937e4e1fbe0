/** What shoppers do, in the words of the tests. */
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

export interface Wishes {
  /** Where it is to be delivered; Belgium unless said otherwise. */
  country?: string;
  language?: string;
  /** As the panel's switch has it. */
  capture?: 'automatic' | 'manual' | 'manual_if_supported';
  /** What is in the cart: one brass pen, for 46 € and delivery, unless said otherwise. */
  cart?: string;
}

/** Places an order of one's own, and opens its checkout. Returns the order's number. */
export async function goToCheckout(
  page: Page,
  { country = 'BE', language = 'en', capture = 'automatic', cart = 'pen:1' }: Wishes = {},
): Promise<string> {
  const { origin } = new URL(await homeOf(page));
  const cookies = Object.entries({ country, language, capture, cart });
  await page
    .context()
    .addCookies(cookies.map(([name, value]) => ({ name, value, url: origin, sameSite: 'Lax' })));
  const placed = await page.request.post('/orders', {
    form: {},
    headers: { Origin: origin },
    maxRedirects: 0,
  });
  const { location = '' } = placed.headers();
  await page.goto(location);
  await checkoutIsReady(page);
  return location.split('/')[2] ?? '';
}

/** The test's `baseURL`. */
async function homeOf(page: Page): Promise<string> {
  const answer = await page.request.head('/shop/icon.svg');
  return answer.url();
}

export async function checkoutIsReady(page: Page): Promise<void> {
  await expect(page.locator('tender-methods').getByRole('radio').first()).toBeVisible();
}

export const method = (page: Page, name: string): Locator =>
  page.locator('tender-methods').getByRole('radio', { name, exact: true });

/** Names of the methods on screen, in their order. */
export const methodNames = (page: Page): Promise<string[]> =>
  page.locator('tender-methods .name').allInnerTexts();

/** Stripe's fields. */
export const fields = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure payment input frame"]');

/** Chooses a method and fills in its form. */
export async function choose(
  page: Page,
  name: string,
  form: Record<string, string> = {},
): Promise<void> {
  await method(page, name).check();
  for (const [field, value] of Object.entries(form)) {
    await fields(page).locator(`[name="${field}"]`).fill(value);
  }
}

export const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  asksFor3ds: '4000002760003184',
};

export const chooseCard = (page: Page, number = cards.good): Promise<void> =>
  choose(page, 'Card', { number, expiry: '12 / 40', cvc: '123' });

export const payButton = (page: Page): Locator =>
  page.locator('tender-pay').getByRole('button', { name: /^Pay/ });

export const pay = (page: Page): Promise<void> => payButton(page).click();

export async function payByCard(page: Page, number = cards.good): Promise<void> {
  await chooseCard(page, number);
  await pay(page);
}

/** The bank's question, in the page. */
export const challenge = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="3D Secure challenge"]');

export const answerChallenge = (page: Page, answer: 'Complete' | 'Fail'): Promise<void> =>
  challenge(page)
    .frameLocator('iframe[name="stripe-challenge-frame"]')
    .getByRole('button', { name: answer })
    .click();

/** What the shopper does at the bank, at the wallet, at the lender. */
export const atTheBank = (page: Page, deed: 'Authorize' | 'Fail'): Promise<void> =>
  page.getByRole('button', { name: `${deed} Test Payment` }).click();

const screens = {
  paid: 'Thank you, your payment went through',
  held: 'Thank you, your payment is authorized',
  processing: 'Your payment is being processed',
  failed: 'The payment did not go through',
  awaiting: 'Your order is waiting for your payment',
};

/** The page says how the payment stands. */
export const sees = (page: Page, screen: keyof typeof screens): Promise<void> =>
  expect(page.getByRole('heading', { name: screens[screen] })).toBeVisible();

/** The shop's page that thanks: the checkout says so too, a moment before it leads here. */
export async function isThanked(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/thanks(\?|$)/);
  await sees(page, 'paid');
}

/** The line beside the pay button that says what went wrong or changed. */
export const isTold = (page: Page, text: string | RegExp): Promise<void> =>
  expect(page.locator('tender-pay [part~="notice"]')).toContainText(text);

/** The shop's own page of the order comes to say this. */
export async function orderSays(page: Page, order: string, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(`/orders/${order}`);
    await expect(page.locator('main')).toContainText(text, { timeout: 500 });
  }).toPass({ intervals: [250, 500] });
}
