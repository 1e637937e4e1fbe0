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

  test('whose signing secret is lost is replaced', async ({ office }) => {
    const { webhookEndpoints } = office.shop.stripe;
    const page = await office.signedIn(undefined, '#/webhook');
    await page.getByRole('button', { name: 'Generate webhook' }).click();
    await expect(page.getByText('The webhook was made.').first()).toBeVisible();
    // One with our stamp, whose secret nobody here was told, in place of the one that is known.
    const [known] = (await webhookEndpoints.list()).data;
    await webhookEndpoints.create({
      url: known?.url ?? '',
      enabled_events: ['charge.refunded'],
      metadata: { ...known?.metadata },
    });
    await webhookEndpoints.del(known?.id ?? '');
    await page.getByRole('button', { name: 'Check and update webhook' }).click();
    await expect(page.getByText('its signing secret is lost')).toBeVisible();
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

test.describe('a restricted key', () => {
  test.use({ keys: 'none' });

  test('that may not refund is refused, with the permission that it lacks', async ({ office }) => {
    const { accounts, publishableKey } = office.shop.sandbox;
    const key = 'rk_test_sandbox';
    accounts.find(key)?.account.state.denied.set(key, ['refund_write']);
    const page = await office.signedIn(undefined, '#/credentials');
    await page.getByLabel('Publishable key').fill(publishableKey);
    await page.getByLabel('Secret or restricted key').fill(key);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('These keys can’t be used.').first()).toBeVisible();
    await expect(page.getByText(/lacks the permission “Refunds: write”/).first()).toBeVisible();
    accounts.find(key)?.account.state.denied.set(key, []);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('kept sealed and never shown again')).toBeVisible();
  });
});

test('a domain that the shop has left is disabled when its domains are registered anew', async ({
  office,
}) => {
  const page = await office.signedIn(undefined, '#/domains');
  await page.getByLabel('Another domain').fill('old.example');
  await page.getByRole('button', { name: 'Register', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: 'old.example' })).toBeVisible();
  await page.getByRole('button', { name: 'Register and check all' }).click();
  const { paymentMethodDomains } = office.shop.stripe;
  await expect
    .poll(async () => {
      const { data } = await paymentMethodDomains.list();
      return data.map(({ domain_name, enabled }) => [domain_name, enabled]);
    })
    .toContainEqual(['old.example', false]);
});
