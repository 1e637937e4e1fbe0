/**
 * A shop whose pages hold the elements in every way that shops do, on an origin of its own beside the
 * checkout server and the sandbox. All of it lives as long as the worker.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { test as base, type FrameLocator, type Page } from '@playwright/test';
import { Hono } from 'hono';
import {
  startElementShop,
  type ElementShop,
  type OrderOnPage,
} from '../../support/element-shop.ts';
import { bundlePage } from '../support/bundle-page.ts';

export interface Shop extends ElementShop {
  /** Opens a page with that body; the elements are there, nothing else is. */
  show: (page: Page, body: string) => Promise<void>;
  /** Opens a page whose script is one of `pages/`, with an order to pay. */
  run: (page: Page, script: string, order: OrderOnPage) => Promise<void>;
}

async function openShop(): Promise<Shop & { close(): Promise<void> }> {
  const elements = await startElementShop();
  const bodies: string[] = [];
  const app = new Hono();
  const html = (body: string): string => `<!doctype html>
    <html lang="en">
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Shop</title>
      <style>body { margin: 0; font-family: sans-serif } main { max-inline-size: 30rem; margin: auto }</style>
      <script type="module" src="${elements.shop.url}/elements.js"></script>
      <main>${body}</main>
    </html>`;
  app.get('/pages/:index{\\d+}', (c) => c.html(html(bodies[Number(c.req.param('index'))] ?? '')));
  app.get('/thanks', (c) => c.html(html('<tender-status></tender-status>')));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  // A name, because wallets work on no bare address.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

  const show = async (page: Page, body: string): Promise<void> => {
    await page.goto(`${origin}/pages/${bodies.push(body) - 1}`);
  };
  return {
    ...elements,
    show,
    async run(page, script, order) {
      const code = await bundlePage(`${import.meta.dirname}/pages/${script}`);
      const data = JSON.stringify({ ...order, returnUrl: '/thanks' });
      await show(
        page,
        `<div id="app"></div>
        <script type="application/json" id="order">${data}</script>
        <script>${code.replaceAll('</script', '<\\/script')}</script>`,
      );
    },
    async close() {
      server.close();
      await elements.shop.stop();
    },
  };
}

export const test = base.extend<object, { shop: Shop }>({
  // An American shopper would be asked for a ZIP code.
  locale: 'en-GB',
  shop: [
    async ({}, use) => {
      const shop = await openShop();
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';

/** The tag as a shop writes it. */
export const checkoutTag = ({ token }: OrderOnPage, attributes = ''): string =>
  `<tender-checkout order="${token}" ${attributes}></tender-checkout>`;

export const radio = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

export const cardForm = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure payment input frame"]');

export async function fillCard(form: FrameLocator, number = '4242424242424242'): Promise<void> {
  await form.locator('[name="number"]').fill(number);
  await form.locator('[name="expiry"]').fill('12 / 40');
  await form.locator('[name="cvc"]').fill('123');
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay €/ });

export const thanks = (page: Page) =>
  page.getByRole('heading', { name: 'Thank you, your payment went through' });
