/** The demo with keys of one's own, and with mistakes. A sandbox stands in for Stripe. */
import { startSandbox } from '../../../demo/sandbox/index.ts';
import { DemoProcess } from './support/demo-process.ts';
import { goToCheckout, orderSays, payByCard, sees } from './support/shopper.ts';
import { expect, test as base } from './support/test.ts';
import { real, urlOf } from './support/where.ts';

const test = base.extend<{ demo: DemoProcess }>({
  demo: async ({}, use, { parallelIndex }) => {
    const sandbox = await startSandbox({ port: 0, country: 'BE' });
    const demo = new DemoProcess(real(parallelIndex), {
      STRIPE_SECRET_KEY: 'sk_test_mine1234',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_mine1234',
      STRIPE_API_URL: sandbox.url,
    });
    await use(demo);
    await demo.dispose();
    await sandbox.stop();
  },
  baseURL: async ({ demo }, use) => use(urlOf(demo.place)),
});

test('with keys of one’s own it says what is missing, and takes payments all the same', async ({
  page,
  demo,
}) => {
  await demo.start();
  await expect.poll(() => demo.output).toContain('There is no webhook');
  await expect.poll(() => demo.output).toContain('stripe listen --forward-to');
  expect(demo.output).toContain('localhost takes payments and is not registered');
  expect(demo.output).not.toContain('sk_test_mine1234');

  const order = await goToCheckout(page);
  await expect(page.getByText('Sandbox', { exact: true })).toHaveCount(0);
  await payByCard(page);
  await sees(page, 'paid');
  await orderSays(page, order, 'Paid');
});
