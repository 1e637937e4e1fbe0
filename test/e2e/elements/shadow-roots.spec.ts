/**
 * Stripe's form wants the page's light DOM; a checkout may stand under any number of shadow roots. The
 * form, being in the light DOM, is found by selectors; what a closed root holds is not, and is asked
 * through the checkout itself.
 */
import type { FrameLocator, Page } from '@playwright/test';
import type { OrderOnPage } from '../../support/element-shop.ts';
import { cardForm, expect, fillCard, test, thanks } from './shop.ts';

interface Checkout extends HTMLElement {
  pay(): Promise<void>;
}

declare global {
  interface Window {
    checkouts: Checkout[];
    /** What the page heard of payments, from whatever depth. */
    paid: number;
  }
}

/** Puts a checkout for each order inside nested shadow roots of those modes, the outermost first. */
async function nest(page: Page, modes: ShadowRootMode[], orders: OrderOnPage[]): Promise<void> {
  await page.evaluate(
    ({ modes, tokens }) => {
      let place: ParentNode = document.querySelector('main') ?? document.body;
      for (const mode of modes) {
        const shell = document.createElement('div');
        place.append(shell);
        place = shell.attachShadow({ mode });
      }
      window.paid = 0;
      document.addEventListener('tender-paid', () => (window.paid += 1));
      window.checkouts = tokens.map((token) => {
        const checkout = document.createElement('tender-checkout') as unknown as Checkout;
        checkout.setAttribute('order', token);
        checkout.setAttribute('method', 'card');
        return checkout;
      });
      place.append(...window.checkouts);
    },
    { modes, tokens: orders.map(({ token }) => token) },
  );
}

/** Presses the pay button of one of the checkouts, as its own code can; waits for the outcome. */
async function pay(page: Page, index = 0): Promise<void> {
  const before = await page.evaluate(() => window.paid);
  await page.evaluate(async (index) => window.checkouts[index]?.pay(), index);
  await page.waitForFunction((before) => window.paid > before, before);
}

const form = (page: Page, index: number): FrameLocator =>
  page.frameLocator(`iframe[title="Secure payment input frame"] >> nth=${index}`);

const belgian = { customer: { country: 'BE' } };

for (const [name, modes] of [
  ['no shadow root', []],
  ['an open one', ['open']],
  ['a closed one', ['closed']],
  ['three, the middle one closed', ['open', 'closed', 'open']],
] as [string, ShadowRootMode[]][]) {
  test(`a card is paid with inside ${name}`, async ({ page, shop }) => {
    const order = await shop.order(belgian);
    await shop.show(page, '');
    await nest(page, modes, [order]);
    await fillCard(cardForm(page));
    await pay(page);
    expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
  });
}

test('two checkouts in one closed root keep their forms and their payments apart', async ({
  page,
  shop,
}) => {
  const orders = [await shop.order(belgian), await shop.order({ ...belgian, amount: 999 })];
  await shop.show(page, '');
  await nest(page, ['closed'], orders);
  await fillCard(form(page, 0));
  await fillCard(form(page, 1), '5555555555554444');
  await pay(page, 1);
  expect(await shop.intents(orders[0]?.id ?? '')).toEqual([]);
  expect(await shop.intents(orders[1]?.id ?? '')).toEqual([{ status: 'succeeded', amount: 999 }]);
  await pay(page, 0);
  expect(await shop.intents(orders[0]?.id ?? '')).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

test('a checkout that was moved takes the payment where it is now', async ({ page, shop }) => {
  const order = await shop.order(belgian);
  await shop.show(page, '<section></section>');
  await nest(page, ['closed'], [order]);
  await expect(cardForm(page).locator('[name="number"]')).toBeVisible();
  await page.evaluate(() => {
    const [shell] = document.querySelectorAll('main > div');
    if (shell) document.querySelector('section')?.append(shell);
  });
  await fillCard(cardForm(page));
  await pay(page);
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

test('a checkout that was taken away and comes back takes the payment', async ({ page, shop }) => {
  const order = await shop.order(belgian);
  await shop.show(page, '');
  await nest(page, ['open'], [order]);
  await expect(cardForm(page).locator('[name="number"]')).toBeVisible();
  await page.evaluate(() => document.querySelector('main > div')?.remove());
  await expect(page.locator('iframe')).toHaveCount(0);
  await page.evaluate(() => {
    const root = window.checkouts[0]?.getRootNode() as ShadowRoot;
    document.querySelector('main')?.append(root.host);
  });
  await fillCard(cardForm(page));
  await pay(page);
  expect(await shop.intents(order.id)).toEqual([{ status: 'succeeded', amount: 4200 }]);
});

test('what was typed is still there when a slot hid the checkout for a while', async ({
  page,
  shop,
}) => {
  const order = await shop.order(belgian);
  await shop.show(
    page,
    `<div id="tabs"><template shadowrootmode="open"><slot name="open"></slot></template>
      <tender-checkout order="${order.token}" method="card" slot="open"></tender-checkout></div>`,
  );
  const checkout = page.locator('tender-checkout');
  await fillCard(cardForm(page));
  await checkout.evaluate((element) => (element.slot = 'closed'));
  await expect(cardForm(page).locator('[name="number"]')).toBeHidden();
  await checkout.evaluate((element) => (element.slot = 'open'));
  await expect(cardForm(page).locator('[name="number"]')).toHaveValue('4242 4242 4242 4242');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(thanks(page)).toBeVisible();
});
