/** What goes wrong at Stripe with what was set up, and how an operator sees and mends it. */
import { expect, test } from './office.ts';

test.describe('the webhook', () => {
  test.use({ keys: 'no webhook' });

  test('that was deleted at Stripe is made anew', async ({ office }) => {
    const { webhookEndpoints } = office.shop.stripe;
    const page = await office.signedIn(undefined, '#/webhook');
    await page.getByRole('button', { name: 'Generate webhook' }).click();
    await expect(page.getByText('The webhook was made.').first()).toBeVisible();
    const [made] = (await webhookEndpoints.list()).data;
    await webhookEndpoints.del(made?.id ?? '');
    await page.getByRole('button', { name: 'Check and update webhook' }).click();
    await expect(page.getByText('The webhook was replaced.').first()).toBeVisible();
    await expect(page.getByText('In order')).toBeVisible();
    expect((await webhookEndpoints.list()).data).toHaveLength(1);
  });

  test('is not made where sixteen are already, and the way out is named', async ({ office }) => {
    const { webhookEndpoints } = office.shop.stripe;
    for (let index = 0; index < 16; index += 1) {
      await webhookEndpoints.create({
        url: 'https://other.example/hook',
        enabled_events: ['account.updated'],
      });
    }
    const page = await office.signedIn(undefined, '#/webhook');
    await page.getByRole('button', { name: 'Generate webhook' }).click();
    await expect(page.getByText(/has 16 webhook endpoints.*Remove one in Stripe/)).toBeVisible();
    expect((await webhookEndpoints.list({ limit: 100 })).data).toHaveLength(16);
  });
});

test('a wallet that is inactive says why in Stripe’s words', async ({ office }) => {
  const { accounts, secretKey } = office.shop.sandbox;
  accounts.find(secretKey)?.account.state.capabilities.set('card_payments', 'inactive');
  const page = await office.signedIn(undefined, '#/domains');
  await page.getByLabel('Another domain').fill('shop.example');
  await page.getByRole('button', { name: 'Register', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: 'shop.example' })).toBeVisible();
  await expect(page.getByText('Inactive', { exact: true }).first()).toBeVisible();
  await expect(
    page.getByText('The account does not have the capability card_payments.').first(),
  ).toBeVisible();
});
