/** What all of the sandbox's pages look like: plain, and plainly a test. */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { DISMISS, DONE } from '../browser/shared/dialog-messages.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const css = `
:root { color-scheme: light dark; --text: light-dark(#1b1d27, #f1f2f6); --quiet: light-dark(#545664, #c0c3cf);
  --page: light-dark(#f2f3f7, #14151c); --card: light-dark(#fff, #21232d); --line: light-dark(#d5d7df, #434654);
  --accent: light-dark(#0b57b8, #8ab8ff); --on-accent: light-dark(#fff, #0d1220); --danger: light-dark(#b30f36, #ff9aac); }
[data-brand='klarna'] { --accent: light-dark(#8a1253, #ffb3c7); --on-accent: light-dark(#fff, #0b051d); }
[data-brand='paypal'] { --accent: light-dark(#0b3a8f, #ffc439); --on-accent: light-dark(#fff, #001c64); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text);
  font: 16px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
body.in-dialog { background: transparent; }
.page { width: min(100%, 460px); padding: 24px; background: var(--card); border-radius: 14px; }
@media (max-width: 479px) { body:not(.in-dialog) { place-items: stretch; background: var(--card); } .page { border-radius: 0; }
  body.in-dialog { align-items: end; } body.in-dialog .page { border-radius: 14px 14px 0 0; } }
.test { margin: -24px -24px 20px; padding: 8px 24px; border-radius: 14px 14px 0 0; background: #ffd28a; color: #4a2c00; font-size: 14px; font-weight: 600; }
@media (max-width: 479px) { body:not(.in-dialog) .test { border-radius: 0; } }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.25; }
p { margin: 0 0 12px; } .quiet { color: var(--quiet); font-size: 14px; }
dl { margin: 16px 0; padding: 12px 0; border: solid var(--line); border-width: 1px 0; }
dl div { display: flex; justify-content: space-between; gap: 20px; padding: 4px 0; }
dt { color: var(--quiet); } dd { margin: 0; text-align: end; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
dl + dl { margin-top: -16px; border-top: 0; }
dd.code { font-size: 14px; font-family: ui-monospace, 'SF Mono', Consolas, monospace; }
form { display: grid; gap: 10px; margin: 0; } fieldset { margin: 0 0 6px; padding: 0; border: 0; } legend { padding: 0 0 4px; color: var(--quiet); font-size: 14px; }
label.choice { display: flex; align-items: center; gap: 10px; min-height: 44px; }
button, a.button { display: block; min-height: 48px; padding: 11px 16px; border: 1px solid var(--line); border-radius: 8px; background: none;
  color: var(--text); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
button.danger { color: var(--danger); }
:is(button, a):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); } .leave { margin: 14px 0 0; text-align: center; }
.qr { display: block; width: 200px; height: 200px; margin: 16px auto; padding: 10px; background: #fff; border-radius: 8px; }
.challenge { display: block; width: 100%; height: 300px; border: 0; }
body.bare { display: block; min-height: 0; background: var(--card); } body.bare .page { width: 100%; padding: 6px; }
.bar { display: flex; justify-content: flex-end; margin: 0 0 8px; } .bar button { min-height: 44px; padding: 8px 14px; }
`;

interface Page {
  title: string;
  body: Html;
  /** The origin of the page whose dialog this one is in. */
  dialogOf?: string | undefined;
  /** Colours of a site that is played. */
  brand?: string | undefined;
  /** Goes without the banner: it is shown inside a page that has one. */
  bare?: boolean;
}

export function layout({ title, body, dialogOf, brand = '', bare = false }: Page): Html {
  const content = html`${bare ? '' : html`<p class="test">Test page. No money moves.</p>`} ${body}`;
  // Inside another page there already is a main part.
  const isWhole = !bare && dialogOf === undefined;
  return html`<!doctype html>
    <html lang="en" data-brand="${brand}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} (test)</title>
        <style>
          ${raw(css)}
        </style>
      </head>
      <body class="${bare ? 'bare' : dialogOf === undefined ? '' : 'in-dialog'}">
        ${isWhole ? html`<main class="page">${content}</main>` : html`<div class="page">${content}</div>`}
        ${dialogOf === undefined ? '' : dialogScript(dialogOf)}
      </body>
    </html>`;
}

/** Escape, and the page script's wish to leave, press the page's own way out. */
const dialogScript = (origin: string): Html =>
  html`<script>
    const leave = () => document.getElementById('close')?.click();
    addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
    addEventListener('message', ({ data, origin, source }) => {
      if (source === parent && origin === ${json(origin)} && data === ${json(DISMISS)}) leave();
      // From the challenge, which lies in a frame of this page.
      if (origin === location.origin && data === ${json(DONE)})
        parent.postMessage(data, ${json(origin)});
    });
  </script>`;

/** Tells the page around the dialog that the shopper is through. */
export const doneInDialog = (origin: string): Html =>
  layout({
    title: 'Done',
    bare: true,
    body: html`<p>Done. You can close this window.</p>
      <script>
        parent.postMessage(${json(DONE)}, ${json(origin)});
      </script>`,
  });

/** A string literal inside a script. */
const json = (text: string): HtmlEscapedString | Promise<HtmlEscapedString> =>
  raw(JSON.stringify(text).replaceAll('<', '\\u003c'));
