/**
 * A shop for the browser tests: a page of its own origin that loads the sandbox's Stripe.js, and the
 * sandbox beside it. Both live as long as the worker.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { test as base, type FrameLocator, type Page } from '@playwright/test';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { Stripe } from 'stripe';
import { startSandbox, type Sandbox, type StartOptions } from '../../../demo/sandbox/index.ts';

export interface Shop {
  /** Where the shop is, such as `http://localhost:1234`. */
  url: string;
  sandbox: Sandbox;
  /** Stripe's SDK as the shop's server has it. */
  stripe: Stripe;
}

export type Country = NonNullable<StartOptions['country']>;

/** Starts a sandbox whose accounts are at home in `country`, and a shop that uses it. */
export async function openShop(country: Country): Promise<Shop & { close(): Promise<void> }> {
  const sandbox = await startSandbox({ port: 0, country });
  const { hostname: host, port } = new URL(sandbox.url);
  const stripe = new Stripe(sandbox.secretKey, { host, port, protocol: 'http', telemetry: false });

  const app = new Hono();
  app.get('/', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Shop</title>
            <script src="${sandbox.url}/stripe.js"></script>
          </head>
          <body>
            <main>
              <h1>Checkout</h1>
              <div id="element"></div>
              <div id="more"></div>
              <button id="pay">Pay</button>
            </main>
          </body>
        </html>`,
    ),
  );
  app.get('/thanks', (c) => c.html('<!doctype html><title>Thanks</title><h1>Thanks</h1>'));

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://localhost:${address.port}`,
    sandbox,
    stripe,
    async close() {
      server.close();
      await sandbox.stop();
    },
  };
}

/** One shop for each country that a test asks for. */
interface Shops {
  shopIn: (country: Country) => Promise<Shop>;
}

export const test = base.extend<object, Shops>({
  // An American shopper would be asked for a ZIP code.
  locale: 'en-GB',
  shopIn: [
    async ({}, use) => {
      const shops = new Map<Country, ReturnType<typeof openShop>>();
      await use((country) => {
        const shop = shops.get(country) ?? openShop(country);
        shops.set(country, shop);
        return shop;
      });
      for (const shop of shops.values()) await (await shop).close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';

export const paymentFrame = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure payment input frame"]');

export const expressFrame = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure express checkout frame"]');

export const addressFrame = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure address input frame"]');

export const emailFrame = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure email input frame"]');

/** The card issuer's question: a frame in the frame of Stripe.js's dialog. */
export const challengeFrame = (page: Page): FrameLocator =>
  page
    .frameLocator('iframe[title="3D Secure challenge"]')
    .frameLocator('iframe[name="stripe-challenge-frame"]');
