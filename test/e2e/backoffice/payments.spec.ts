/** What operators do with payments, each against a server and a sandbox of its own. */
import type { Page } from '@playwright/test';
import { armFailpoint } from '../../../server/failpoints.ts';
import { endSession, expect, newToken, signIn, test } from './office.ts';

const link = (id: string): string => `#/payments/${id}`;

const result = (page: Page) => page.locator('#result');

/** Opens the dialog and asks for a part. */
async function askPart(page: Page, button: 'Capture…' | 'Refund…', amount: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByLabel('A part').check();
  await page.getByLabel('Amount in EUR').fill(amount);
}

const confirm = (page: Page, name: 'Capture' | 'Refund' | 'Release' | 'Send again') =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

test.describe('signing in', () => {
  test('takes a good token, and says what is wrong with another', async ({ office, page }) => {
    await page.goto(`${office.shop.url}/admin`);
    await signIn(page, 'tdr_0000000000000000_nothing');
    await expect(page.getByRole('alert')).toContainText('not valid');
    await signIn(page, await newToken(office.shop.checkout));
    await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByLabel('Operator token')).toBeVisible();
  });

  test('breaks no rule of the page’s own policy', async ({ office, page }) => {
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) broken.push(message.text());
    });
    await page.goto(`${office.shop.url}/admin`);
    await signIn(page, await newToken(office.shop.checkout));
    await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
    expect(broken).toEqual([]);
  });
});

test.describe('the list', () => {
  test('finds payments by order and by state, and the address keeps the search', async ({
    office,
  }) => {
    await office.paid({ id: 'LAMP-1' });
    await office.paid({ id: 'LAMP-2', capture: 'manual' });
    await office.paid({ id: 'CHAIR-1' });
    const page = await office.signedIn();
    const rows = page.getByRole('table').getByRole('link');
    await expect(rows).toHaveCount(3);
    await page.getByLabel('Search').fill('LAMP');
    await expect(rows).toHaveText(['LAMP-2', 'LAMP-1']);
    await page.getByRole('combobox', { name: 'State' }).selectOption('Held');
    await expect(rows).toHaveText(['LAMP-2']);
    await page.reload();
    await expect(rows).toHaveText(['LAMP-2']);
    await page.goBack();
    await expect(rows).toHaveText(['LAMP-2', 'LAMP-1']);
  });

  test('adds up what is held and what was paid', async ({ office }) => {
    await office.paid({ amount: 1000 });
    await office.paid({ amount: 2550 });
    await office.paid({ capture: 'manual', amount: 700 });
    const page = await office.signedIn();
    const totals = page.getByRole('list', { name: 'Payments by state' });
    await expect(totals.getByRole('link', { name: /^Paid/ })).toContainText('€35.50');
    await totals.getByRole('link', { name: /^Held/ }).click();
    await expect(page.getByRole('table').getByRole('link')).toHaveCount(1);
  });

  test('goes back in time page by page', async ({ office }) => {
    for (let index = 0; index < 52; index += 1) {
      await office.shop.intent(office.shop.order({ id: `N-${index}` }));
    }
    const page = await office.signedIn();
    const rows = page.getByRole('table').getByRole('link');
    await expect(rows).toHaveCount(50);
    await page.getByRole('button', { name: 'Show older' }).click();
    await expect(rows).toHaveCount(52);
    await expect(page.getByRole('button', { name: 'Show older' })).toBeHidden();
  });

  test('offers new payments without moving the old ones', async ({ office }) => {
    await office.paid({ id: 'FIRST' });
    const page = await office.signedIn();
    const rows = page.getByRole('table').getByRole('link');
    await expect(rows).toHaveText(['FIRST']);
    await office.paid({ id: 'SECOND' });
    const news = page.getByRole('button', { name: 'New: 1' });
    await expect(news).toBeVisible({ timeout: 15_000 });
    await expect(rows).toHaveText(['FIRST']);
    await news.click();
    await expect(rows).toHaveText(['SECOND', 'FIRST']);
  });

  test('can be taken away as a file, filtered as it is shown', async ({ office }) => {
    await office.paid({ id: 'TAKEN' });
    await office.paid({ id: 'LEFT' });
    const page = await office.signedIn(undefined, '#/payments?q=TAKEN');
    await expect(page.getByRole('table').getByRole('link')).toHaveText(['TAKEN']);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const file = await (await downloading).createReadStream();
    const text = (await file.toArray()).join('');
    expect(text).toContain('TAKEN');
    expect(text).not.toContain('LEFT');
  });
});

test.describe('a payment', () => {
  test('is captured in part, and the rest is released', async ({ office }) => {
    const id = await office.paid({ capture: 'manual' });
    const page = await office.signedIn(undefined, link(id));
    await askPart(page, 'Capture…', '15.00');
    await expect(page.getByText('The rest is released at once')).toBeVisible();
    await confirm(page, 'Capture');
    await expect(result(page)).toContainText('Captured: €15.00.');
    await expect(result(page)).toBeFocused();
    await expect(page.getByText('Paid', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Capture…' })).toBeHidden();
    const [intent] = (await office.shop.stripe.paymentIntents.list()).data;
    expect([intent?.amount_received, intent?.amount_capturable]).toEqual([1500, 0]);
  });

  test('is captured in part, and again where the card allows it', async ({ office }) => {
    const id = await office.paid({ capture: 'manual' });
    const page = await office.signedIn(undefined, link(id));
    await askPart(page, 'Capture…', '15.00');
    await page.getByLabel('Keep the rest held').check();
    await expect(page.getByText('The rest is released at once')).toBeHidden();
    await confirm(page, 'Capture');
    await expect(result(page)).toContainText('Captured: €15.00.');
    await askPart(page, 'Capture…', '7.00');
    await confirm(page, 'Capture');
    await expect(result(page)).toContainText('Captured: €7.00.');
    const [intent] = (await office.shop.stripe.paymentIntents.list()).data;
    expect([intent?.status, intent?.amount_received]).toEqual(['succeeded', 2200]);
  });

  test('is released', async ({ office }) => {
    const id = await office.paid({ capture: 'manual' });
    const page = await office.signedIn(undefined, link(id));
    await page.getByRole('button', { name: 'Release…' }).click();
    await page.getByLabel('Reason').selectOption('Duplicate');
    await confirm(page, 'Release');
    await expect(result(page)).toContainText('Released.');
    const [intent] = (await office.shop.stripe.paymentIntents.list()).data;
    expect([intent?.status, intent?.cancellation_reason]).toEqual(['canceled', 'duplicate']);
  });

  test('is refunded in part with a reason, and Stripe’s id is shown', async ({ office }) => {
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    await askPart(page, 'Refund…', '10,50');
    await page.getByLabel('Reason').selectOption('Fraudulent');
    await confirm(page, 'Refund');
    await expect(result(page)).toContainText('€10.50');
    const [refund] = (await office.shop.stripe.refunds.list()).data;
    expect([refund?.amount, refund?.reason]).toEqual([1050, 'fraudulent']);
    await expect(result(page)).toContainText(refund?.id ?? '');
  });

  test('is not refunded above what was captured, and says so', async ({ office }) => {
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    await askPart(page, 'Refund…', '42.01');
    await confirm(page, 'Refund');
    await expect(page.getByRole('alert')).toHaveText('At most €42.00 can be refunded.');
    await page.getByLabel('Amount in EUR').fill('1.000,00');
    await confirm(page, 'Refund');
    await expect(page.getByRole('alert')).toContainText('write the amount in figures');
    expect((await office.shop.stripe.refunds.list()).data).toEqual([]);
  });

  test('is refunded once, when two operators do it at once', async ({ office }) => {
    const id = await office.paid();
    const [ann, bob] = [
      await office.signedIn(undefined, link(id)),
      await office.signedIn(undefined, link(id)),
    ];
    for (const page of [ann, bob]) await page.getByRole('button', { name: 'Refund…' }).click();
    await confirm(ann, 'Refund');
    await expect(result(ann)).toContainText('€42.00');
    await confirm(bob, 'Refund');
    await expect(bob.getByRole('alert')).toHaveText(
      'The amount is larger than what is left. Nothing was done.',
    );
    expect((await office.shop.stripe.refunds.list()).data).toHaveLength(1);
  });

  test('whose hold ended before it was captured says so', async ({ office }) => {
    const id = await office.paid({ capture: 'manual' });
    const page = await office.signedIn(undefined, link(id));
    await page.getByRole('button', { name: 'Capture…' }).click();
    office.shop.sandbox.clock.advance(8 * 24 * 60 * 60 * 1000);
    await confirm(page, 'Capture');
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByText('Canceled', { exact: true })).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('button', { name: 'Capture…' })).toBeHidden();
  });

  test('that was refunded in Stripe’s dashboard shows it', async ({ office }) => {
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    await expect(page.getByText('Paid', { exact: true })).toBeVisible();
    const [intent] = (await office.shop.stripe.paymentIntents.list()).data;
    await office.shop.stripe.refunds.create({ payment_intent: intent?.id ?? '', amount: 1200 });
    await expect(page.getByText('Refund made at Stripe: €12.00')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('Partly refunded')).toBeVisible();
  });

  test('has its notification sent again', async ({ office }) => {
    office.closed.value = true;
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    await expect(page.getByText('the shop is closed')).toBeVisible({ timeout: 15_000 });
    office.closed.value = false;
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(result(page)).toContainText('on its way again');
    await expect(page.getByText('the shop is closed')).toBeHidden({ timeout: 15_000 });
    await expect(page.getByText('Notification sent again')).toBeVisible();
  });
});

test.describe('an answer that is lost', () => {
  test('is asked for again with the same request, which is done once', async ({ office }) => {
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    const keys: (string | undefined)[] = [];
    await page.route('**/refund', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const response = await route.fetch();
      if (keys.length === 1) await route.abort();
      else await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'Refund…' }).click();
    await confirm(page, 'Refund');
    await expect(page.getByRole('alert')).toContainText('it will not be done twice');
    await expect(page.getByLabel('A part')).toBeDisabled();
    // Closing the dialog is no way around it.
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByText('Refunded', { exact: true }).first()).toBeVisible({
      timeout: 15_000,
    });
    expect((await office.shop.stripe.refunds.list()).data).toHaveLength(1);
  });

  test('of Stripe’s is told as not known yet, and followed up', async ({ office }) => {
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    await page.getByRole('button', { name: 'Refund…' }).click();
    // Every try of the call: the answer never comes.
    const broken = armFailpoint('refund:after-call', () => {
      throw new Error('the connection broke');
    });
    await confirm(page, 'Refund');
    await expect(result(page)).toContainText('is not known yet', { timeout: 20_000 });
    broken[Symbol.dispose]();
    await expect(page.getByText('Refunded', { exact: true }).first()).toBeVisible({
      timeout: 20_000,
    });
    expect((await office.shop.stripe.refunds.list()).data).toHaveLength(1);
  });
});

test.describe('a session that ends in the middle', () => {
  const endedTitle = { name: 'Your session has ended' };

  test('loses nothing that was typed, and does what was asked once', async ({ office }) => {
    const id = await office.paid();
    const token = await newToken(office.shop.checkout);
    const page = await office.signedIn(token, link(id));
    await askPart(page, 'Refund…', '7.00');
    await endSession(page.context());
    await confirm(page, 'Refund');
    await expect(page.getByRole('heading', endedTitle)).toBeVisible();
    expect((await office.shop.stripe.refunds.list()).data).toEqual([]);
    await signIn(page, token);
    await expect(result(page)).toContainText('€7.00');
    expect((await office.shop.stripe.refunds.list()).data).toHaveLength(1);
  });

  test('does nothing for another operator, who is told to look first', async ({ office }) => {
    const id = await office.paid();
    const page = await office.signedIn(undefined, link(id));
    await askPart(page, 'Refund…', '7.00');
    await endSession(page.context());
    await confirm(page, 'Refund');
    await expect(page.getByRole('heading', endedTitle)).toBeVisible();
    await signIn(page, await newToken(office.shop.checkout));
    await expect(page.getByRole('alert')).toContainText('Another operator signed in');
    await expect(page.getByLabel('Amount in EUR')).toHaveValue('7.00');
    expect((await office.shop.stripe.refunds.list()).data).toEqual([]);
  });
});

test('who may only look can change nothing', async ({ office }) => {
  const id = await office.paid();
  const page = await office.signedIn(await newToken(office.shop.checkout, ['view']), link(id));
  await expect(page.getByText('You may look, and change nothing here.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refund…' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Operators' })).toBeHidden();
});
