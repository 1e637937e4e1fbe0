/** Where browsers find Stripe.js and the pages of its frames. */
import { Hono, type Handler } from 'hono';
import { html } from 'hono/html';
import { browserAsset, type BrowserAsset } from './assets.ts';

/** Any page may load these, and a rebuilt sandbox is seen at once. */
const headers = {
  'Cache-Control': 'no-cache',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

const script =
  (name: BrowserAsset): Handler =>
  async (c) =>
    c.body(await browserAsset(name), 200, {
      ...headers,
      'Content-Type': 'text/javascript; charset=utf-8',
    });

/** The paths of js.stripe.com, so that a browser which maps that host here finds what it expects. */
export function createBrowserRoutes(): Hono {
  const app = new Hono();
  app.get('/stripe.js', script('stripe.js'));
  app.get('/endive/stripe.js', script('stripe.js'));
  app.get('/elements/frame.js', script('frame.js'));
  app.get('/elements/:kind{[a-z-]+\\.html}', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Stripe sandbox</title>
            <script defer src="frame.js"></script>
          </head>
          <body></body>
        </html>`,
      200,
      headers,
    ),
  );
  return app;
}
