/** The pages of the recipes in a browser, as they stand in the manual. */
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { sample } from '../../docs/support/markdown.ts';
import { createProject } from '../../docs/support/project.ts';
import { expect, fillCard, test, type Shop } from './shop.ts';

const HTML = 'docs/recipes/html.md';
const NEXT = 'docs/recipes/nextjs.md';

/** Puts a sample where it belongs, with a token of a new order in it. */
async function put(shop: Shop, path: string, name: string): Promise<void> {
  shop.put(path, sample(HTML, name).replace('eyJhbGciOi…', await shop.orderToken()));
}

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ });
const thanks = (page: Page) =>
  page.getByRole('heading', { name: 'Thank you, your payment went through' });

test('the two pages of plain HTML: a card is paid on one, and the other says so', async ({
  shop,
}) => {
  await put(shop, '/pay', 'pay.html');
  shop.put('/thanks', sample(HTML, 'thanks.html'));
  const page = await shop.newPage('en-GB');
  await page.goto('https://shop.example/pay');
  await fillCard(page, '4242424242424242');
  await payButton(page).click();
  await page.waitForURL('https://shop.example/thanks?**');
  await expect(thanks(page)).toBeVisible();
});

test('the two pages of plain HTML: the bank sends the shopper back', async ({ shop }) => {
  await put(shop, '/pay', 'pay.html');
  shop.put('/thanks', sample(HTML, 'thanks.html'));
  const page = await shop.newPage('en-GB');
  await page.goto('https://shop.example/pay');
  await page.getByRole('radio', { name: 'Bancontact' }).check();
  const name = page.frameLocator('iframe[title="Secure payment input frame"]');
  await name.locator('[name="name"]').fill('An Peeters');
  await payButton(page).click();
  await page.waitForURL('https://hooks.stripe.com/**');
  await page.getByRole('button', { name: 'Authorize Test Payment' }).click();
  await expect(thanks(page)).toBeVisible();
  expect(page.url()).not.toContain('client_secret');
});

test('a page’s own markup keeps a payment from starting, and hears that it is paid', async ({
  shop,
}) => {
  await put(shop, '/pay', 'parts.html');
  const page = await shop.newPage('en-GB');
  await page.goto('https://shop.example/pay');
  await fillCard(page, '4242424242424242');
  await payButton(page).click();
  await expect(page.getByRole('alert')).toHaveText('Please accept the terms.');
  await page.getByRole('checkbox', { name: 'I accept the terms' }).check();
  await payButton(page).click();
  await expect(page).toHaveTitle('Order order-1 is paid');
});

test('the component for Next.js takes over the server’s markup without a complaint, and pays', async ({
  shop,
}) => {
  using project = createProject({
    'checkout.tsx': sample(NEXT, 'app/orders/[id]/pay/checkout.tsx'),
    'entry.tsx': `
      import { hydrateRoot } from 'react-dom/client';
      import { renderToString } from 'react-dom/server';
      import { Checkout } from './checkout';

      const checkout = <Checkout order={document.body.dataset.order ?? ''} returnUrl="/thanks" />;
      const root = document.body.appendChild(document.createElement('div'));
      root.innerHTML = renderToString(checkout);
      hydrateRoot(root, checkout, { onRecoverableError: (error) => console.error(error) });
    `,
  });
  const result = await build({
    root: project.folder,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, rolldownOptions: { input: `${project.folder}/entry.tsx` } },
  });
  const chunks = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  for (const chunk of chunks) {
    if (chunk.type === 'chunk') shop.put(`/${chunk.fileName}`, chunk.code);
  }
  const entry = chunks.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  // As Next.js would route to it.
  const script = `<script type="module" src="/${entry?.fileName ?? ''}"></script>`;
  const body = `<body data-order="${await shop.orderToken()}">`;
  shop.put('/pay', `<!doctype html><html lang="en"><title>Pay</title>${script}${body}</html>`);
  shop.put('/thanks', sample(HTML, 'thanks.html'));

  const page = await shop.newPage('en-GB');
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto('https://shop.example/pay');
  await fillCard(page, '4242424242424242');
  expect(complaints).toEqual([]);
  await payButton(page).click();
  await expect(thanks(page)).toBeVisible();
});
