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
    case 'methods':
      return html`<tender-office-methods .office=${office}></tender-office-methods>`;
    case 'capture':
      return html`<tender-office-capture .office=${office}></tender-office-capture>`;
    case 'credentials':
      return html`<tender-office-credentials .office=${office}></tender-office-credentials>`;
    case 'webhook':
      return html`<tender-office-webhook .office=${office}></tender-office-webhook>`;
    case 'domains':
      return html`<tender-office-domains .office=${office}></tender-office-domains>`;
    case 'operators':
      return html`<tender-office-operators .office=${office}></tender-office-operators>`;
    case 'audit':
      return html`<tender-office-audit .office=${office}></tender-office-audit>`;
    case 'health':
      return html`<tender-office-health .office=${office}></tender-office-health>`;
  }
}
