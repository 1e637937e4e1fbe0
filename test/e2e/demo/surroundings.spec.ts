/** The main flows again where the page is not the shop's own: another theme, and other roots around. */
import type { Page } from '@playwright/test';
import {
  answerChallenge,
  atTheBank,
  cards,
  choose,
  goToCheckout,
  isTold,
  pay,
  payButton,
  payByCard,
  sees,
} from './support/shopper.ts';
import { expect, test } from './support/test.ts';

const pen = { amount: 50_90, times: 1 };

/** Has the shop's checkout pages changed on their way to the browser. */
async function change(page: Page, edit: (html: string) => string): Promise<void> {
  await page.route('**/orders/*/pay', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: edit(await response.text()) });
  });
}

const tag = /<tender-checkout[^]*<\/tender-checkout>/;

const surroundings: Record<string, (page: Page) => Promise<void>> = {
  'in a page with a theme of its own': (page) =>
    change(page, (html) =>
      html.replace(
        '</head>',
        `<style>
          :root { color-scheme: dark; --tender-color-primary: #ff00aa; --tender-color-on-primary: #000;
            --tender-radius: 0; --tender-font-family: 'Courier New', monospace; --tender-space: 20px; }
          * { letter-spacing: 0.02em; }
          button, input, label, h2, p { all: revert; text-transform: uppercase; }
        </style></head>`,
      ),
    ),
  'under three shadow roots': (page) =>
    change(page, (html) =>
      html.replace(
        tag,
        (checkout) => `
          <div><template shadowrootmode="open"><section>
            <div><template shadowrootmode="open"><style>:host { display: block }</style>
              <div><template shadowrootmode="open">${checkout}</template></div>
            </template></div>
          </section></template></div>`,
      ),
    ),
};

for (const [where, surround] of Object.entries(surroundings)) {
  test.describe(where, () => {
    test.beforeEach(({ page }) => surround(page));

    test('a declined card is followed by one that works', async ({ page, desk }) => {
      const order = await goToCheckout(page);
      await payByCard(page, cards.declined);
      await isTold(page, 'Your card was declined.');
      await payByCard(page);
      await sees(page, 'paid');
      expect(await desk.charged(order)).toEqual(pen);
    });

    test('a 3-D Secure challenge is failed, then passed', async ({ page, desk }) => {
      const order = await goToCheckout(page);
      await payByCard(page, cards.asksFor3ds);
      await answerChallenge(page, 'Fail');
      await isTold(page, /authenticate/);
      await pay(page);
      await answerChallenge(page, 'Complete');
      await sees(page, 'paid');
      expect(await desk.charged(order)).toEqual(pen);
    });

    test('a bank sends the shopper back', async ({ page, desk }) => {
      const order = await goToCheckout(page);
      await choose(page, 'Bancontact', { name: 'An Peeters' });
      await pay(page);
      await atTheBank(page, 'Authorize');
      await sees(page, 'paid');
      expect(await desk.charged(order)).toEqual(pen);
    });

    test('a wallet pays', async ({ page, desk }) => {
      const order = await goToCheckout(page);
      const buttons = page.frameLocator('iframe[title="Secure express checkout frame"]');
      await buttons.getByRole('button', { name: 'Google Pay' }).click();
      const sheet = page.frameLocator('iframe[title="Google Pay (sandbox)"]');
      await sheet.getByLabel('Ship to').selectOption('BE');
      await sheet.getByRole('button', { name: 'Pay €50.90' }).click();
      await sees(page, 'paid');
      expect(await desk.charged(order)).toEqual(pen);
    });

    test('money is held', async ({ page, desk }) => {
      const order = await goToCheckout(page, { capture: 'manual' });
      await payByCard(page);
      await sees(page, 'held');
      expect(await desk.payment(order)).toMatchObject({ state: 'authorized' });
    });
  });
}

test('a theme that changes while the shopper types leaves what was typed', async ({ page }) => {
  await goToCheckout(page);
  await choose(page, 'Bancontact', { name: 'An Peeters' });
  const colour = (): Promise<string> =>
    payButton(page).evaluate((button) => getComputedStyle(button).backgroundColor);
  const before = await colour();
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--tender-color-primary', 'rgb(120, 0, 80)');
  });
  await expect.poll(colour).toBe('rgb(120, 0, 80)');
  expect(before).not.toBe('rgb(120, 0, 80)');
  const name = page
    .frameLocator('iframe[title="Secure payment input frame"]')
    .locator('[name="name"]');
  await expect(name).toHaveValue('An Peeters');
});
