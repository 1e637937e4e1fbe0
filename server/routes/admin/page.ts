/**
 * `/admin` itself: the page of the back office. It holds nothing but the element, which signs operators
 * in and does the rest.
 *
 * @module
 */
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Environment } from '../../middleware/environment.ts';

/** Nothing inline and nothing from elsewhere; Lit makes its templates under a policy of its own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** What the page around the element needs; its own looks are its own. */
const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; }
`;

/** @param ownLogin whether the merchant has a login of his own, so that no token is asked for. */
export function pageRoutes({ ownLogin }: { ownLogin: boolean }): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get('/', (c) => {
    c.header('Content-Security-Policy', POLICY);
    return c.html(page(languageOf(c.req.header('accept-language')), ownLogin));
  });
  routes.get('/page.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css' }));
  return routes;
}

/** The browser's first choice: the element falls back to English by itself. */
const languageOf = (accepted = ''): string =>
  /^\s*([a-z]{2,3}(-\w{2,8})*)/i.exec(accepted)?.[1] ?? 'en';

/** The script and the API are looked for beside `/admin`, wherever the server is mounted. */
const page = (language: string, ownLogin: boolean) =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>Tender</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="admin/page.css" />
        <script type="module" src="backoffice.js"></script>
      </head>
      <body>
        <tender-backoffice ${ownLogin ? 'own-login' : ''}></tender-backoffice>
        <noscript>The back office needs JavaScript.</noscript>
      </body>
    </html>`;
