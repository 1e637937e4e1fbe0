import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Office } from './office.ts';
import type { Route } from './route.ts';

/** The part that shows what the address says. */
export function renderPage(office: Office, { page, id, query }: Route): TemplateResult {
  switch (page) {
    case 'payments':
      return id === undefined
        ? html`<tender-office-payments .office=${office} .query=${query}></tender-office-payments>`
        : html`${keyed(
            id,
            html`<tender-office-payment .office=${office} .payment=${id}></tender-office-payment>`,
          )}`;
    default:
      return html``;
  }
}
