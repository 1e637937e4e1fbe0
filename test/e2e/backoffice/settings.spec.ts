/** What operators configure, each against a server and a sandbox of its own. */
import { endSession, expect, newToken, signIn, test } from './office.ts';

test.describe('payment methods', () => {
  test('are switched off, moved and limited, and the report says why one is hidden', async ({
    office,
  }) => {
    const page = await office.signedIn(undefined, '#/methods');
    const bancontact = page.locator('li[data-type=bancontact]');
    await bancontact.getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Move Bancontact up' }).click();
    await page.getByRole('button', { name: 'Limits of iDEAL' }).click();
    const limits = page.getByRole('dialog');
    await limits.getByLabel('Currency').first().fill('EUR');
    await limits.getByLabel('At least').first().fill('100.00');
    await limits.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.reload();
    await expect(bancontact.getByRole('checkbox')).not.toBeChecked();
    await expect(page.locator('li[data-type=ideal]')).toContainText('Limited in EUR.');

    await page.getByLabel('Shopper’s country').selectOption('Netherlands');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const row = (name: RegExp) => page.getByRole('row', { name });
    await expect(row(/^bancontact/)).toContainText('Switched off');
    await expect(row(/^ideal/)).toContainText('The amount is too small');
    await expect(row(/^giropay/)).toContainText('discontinued on 2024-06-30');
    await expect(row(/^Cards/)).toContainText('Yes');
  });

  test('that were changed by somebody else meanwhile are not overwritten', async ({ office }) => {
    const [ann, bob] = [
      await office.signedIn(undefined, '#/methods'),
      await office.signedIn(undefined, '#/methods'),
    ];
    await ann.locator('li[data-type=eps]').getByRole('checkbox').uncheck();
    await bob.locator('li[data-type=ideal]').getByRole('checkbox').uncheck();
    await ann.getByRole('button', { name: 'Save' }).click();
    await expect(ann.getByText('Saved.')).toBeVisible();
    await bob.getByRole('button', { name: 'Save' }).click();
    await expect(bob.getByText('Somebody else changed this meanwhile')).toBeVisible();
    // He sees what she did, keeps what he did, and saves both.
    for (const type of ['eps', 'ideal']) {
      await expect(bob.locator(`li[data-type=${type}]`).getByRole('checkbox')).not.toBeChecked();
    }
    await bob.getByRole('button', { name: 'Save' }).click();
    await expect(bob.getByText('Saved.')).toBeVisible();
    await ann.reload();
    await expect(ann.locator('li[data-type=ideal]').getByRole('checkbox')).not.toBeChecked();
  });
});

test('manual capture says which methods it hides before it is chosen', async ({ office }) => {
  const page = await office.signedIn(undefined, '#/capture');
  await page.getByRole('radio', { name: 'Held first' }).check();
  await expect(page.getByText(/^This hides:.*Bancontact/)).toBeVisible();
  await page.getByLabel('Capture what is still held by itself').check();
  await page.getByLabel('Hours before its end').fill('12');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const { methods } = await office.shop.session(office.shop.order({ customer: { country: 'BE' } }));
  expect(methods.map(({ type }) => type)).not.toContain('bancontact');
  await page.reload();
  await expect(page.getByLabel('Hours before its end')).toHaveValue('12');
});

test.describe('keys', () => {
  test('from the environment are shown masked, and nowhere to be changed', async ({ office }) => {
    const page = await office.signedIn(undefined, '#/credentials');
    await expect(page.getByText('set where the server runs')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Enter keys' })).toBeHidden();
    const { secretKey } = office.shop.sandbox;
    expect(await page.content()).not.toContain(secretKey);
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByText('These keys work.').first()).toBeVisible();
  });
});

test.describe('keys entered here', () => {
  test.use({ keys: 'none' });

  test('that don’t fit together are refused, with the reason', async ({ office }) => {
    const page = await office.signedIn(undefined, '#/credentials');
    await expect(page.getByText('There are no keys yet')).toBeVisible();
    await page.getByLabel('Publishable key').fill('pk_live_1234567890abcdef');
    await page.getByLabel('Secret or restricted key').fill('sk_test_1234567890abcdef');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('These keys can’t be used.').first()).toBeVisible();
    // What was typed is still there to be mended.
    await expect(page.getByLabel('Publishable key')).toHaveValue('pk_live_1234567890abcdef');
  });

  test('are checked, kept and never shown again', async ({ office }) => {
    const { publishableKey, secretKey } = office.shop.sandbox;
    const page = await office.signedIn(undefined, '#/credentials');
    await page.getByLabel('Publishable key').fill(publishableKey);
    await page.getByLabel('Secret or restricted key').fill(secretKey);
    await page.getByRole('button', { name: 'Check without saving' }).click();
    await expect(page.getByText('These keys work.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('kept sealed and never shown again')).toBeVisible();
    await expect(page.getByLabel('Secret or restricted key')).toHaveValue('');
    const answer = await page.request.get(`${office.shop.url}/admin/settings/credentials`);
    expect(await answer.text()).not.toContain(secretKey);
  });
});

test.describe('the webhook', () => {
  test.use({ keys: 'no webhook' });

  test('is made by one button, and mended by the same', async ({ office }) => {
    const page = await office.signedIn(undefined, '#/webhook');
    await expect(page.getByText('Missing', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Generate webhook' }).click();
    await expect(page.getByText('The webhook was made.').first()).toBeVisible();
    await expect(page.getByText('In order')).toBeVisible();
    const { stripe } = office.shop;
    const [made] = (await stripe.webhookEndpoints.list()).data;
    await page.getByRole('button', { name: 'Check and update webhook' }).click();
    await expect(page.getByText('The webhook is as it should be.').first()).toBeVisible();
    await stripe.webhookEndpoints.update(made?.id ?? '', { disabled: true });
    await page.getByRole('button', { name: 'Check and update webhook' }).click();
    await expect(page.getByText('The webhook was updated.').first()).toBeVisible();
    expect((await stripe.webhookEndpoints.list()).data.map(({ status }) => status)).toEqual([
      'enabled',
    ]);
  });

  test('that is missing is shown in health, with the way to mend it', async ({ office }) => {
    const page = await office.signedIn(undefined, '#/health');
    await expect(page.getByText('Needs attention', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Go to the webhook' }).click();
    await expect(page.getByRole('heading', { name: 'Webhook' })).toBeFocused();
  });
});

test('notifications that were given up are shown in health and sent again', async ({ office }) => {
  office.closed.value = true;
  await office.paid({ id: 'FIRST' });
  await office.paid({ id: 'SECOND' });
  const page = await office.signedIn(undefined, '#/health');
  await expect(page.getByRole('link', { name: 'FIRST' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'SECOND' })).toBeVisible({ timeout: 30_000 });
  office.closed.value = false;
  await page.getByRole('button', { name: 'Send all again' }).click();
  await expect(page.getByText('is on its way again')).toBeVisible();
  await expect(page.getByRole('link', { name: 'FIRST' })).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'SECOND' })).toBeHidden({ timeout: 30_000 });
});

test('a domain is registered for wallets, and shows each wallet’s status', async ({ office }) => {
  const page = await office.signedIn(undefined, '#/domains');
  await page.getByLabel('Another domain').fill('shop.example');
  await page.getByRole('button', { name: 'Register', exact: true }).last().click();
  await expect(page.getByText('Stripe was asked about every domain.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'shop.example' })).toBeVisible();
  await expect(page.getByText('Apple Pay').last()).toBeVisible();
  const { data } = await office.shop.stripe.paymentMethodDomains.list();
  expect(data.map(({ domain_name }) => domain_name)).toContain('shop.example');
});

test('an operator is added with a token that is shown once, and revoked', async ({ office }) => {
  const page = await office.signedIn(undefined, '#/operators');
  await page.getByLabel('Name').fill('Bob');
  await page.getByRole('checkbox', { name: /^Operate/ }).check();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const token = await page.locator('code.token').textContent();
  const bob = await office.signedIn(token ?? '');
  await expect(bob.getByRole('heading', { name: 'Payments' })).toBeVisible();
  await page.getByRole('button', { name: 'Revoke Bob' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('The token was revoked.')).toBeVisible();
  await bob.reload();
  await expect(bob.getByLabel('Operator token')).toBeVisible();
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await expect(page.getByText('Operator revoked')).toBeVisible();
});

test('settings that were typed outlast a session that ended', async ({ office }) => {
  const token = await newToken(office.shop.checkout);
  const page = await office.signedIn(token, '#/capture');
  await page.getByRole('radio', { name: 'Held where possible' }).check();
  await endSession(page.context());
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible();
  await signIn(page, token);
  await expect(page.getByText('Saved.')).toBeVisible();
});
