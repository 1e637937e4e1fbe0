import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Note, Problem } from '../../server/settings/admin-contract.ts';
import type { Office } from './office.ts';
import type { Outcome } from './request.ts';
import { hrefTo, type Page } from './route.ts';

/** How an action ended: a live region that is there before it is filled, so that it is read out. */
export const renderOutcome = (outcome: Outcome | undefined): TemplateResult =>
  html`<p class="notice ${outcome?.tone ?? ''}" role="status" ?hidden=${!outcome}>
    ${outcome?.text}
  </p>`;

/** Why something can't be shown, or its skeleton while it is on its way. */
export const renderMissing = (office: Office, error: unknown): TemplateResult =>
  error === undefined
    ? html`<div class="lines" aria-busy="true">
        ${[1, 2, 3, 4].map(() => html`<div class="skeleton"></div>`)}
      </div>`
    : html`<p class="notice bad" role="alert">${office.words(error)}</p>`;

const TONES = { error: 'bad', warning: 'warn', info: 'info' } as const;

/** Where each problem is mended. */
const PLACES: Partial<Record<Problem['action']['code'], string>> = {
  enter_credentials: hrefTo('credentials'),
  generate_webhook: hrefTo('webhook'),
  register_domains: hrefTo('domains'),
  review_holds: hrefTo('capture'),
  review_methods: hrefTo('methods'),
  see_stripe: 'https://dashboard.stripe.com/',
};

/** @param page - where they are shown: it needs no way to itself */
export function renderProblems(
  office: Office,
  problems: readonly Problem[],
  page: Page,
): TemplateResult {
  return html`${repeat(
    problems,
    ({ code, words }) => `${code} ${words}`,
    ({ code, severity, words, action }) => {
      const place = PLACES[action.code];
      const away = place !== undefined && place !== hrefTo(page);
      const known = office.translator.known(`mend-${action.code}`) ?? action.words;
      return html`
        <div class="notice ${TONES[severity]}" data-problem=${code}>
          <p><strong lang="en">${words}</strong></p>
          <p lang="en">${action.words}</p>
          ${away ? html`<p><a href=${place}>${known}</a></p>` : nothing}
        </div>
      `;
    },
  )}`;
}

/** What was found and done, in the server's own words. */
export const renderNotes = (notes: readonly Note[], tone: Outcome['tone']): TemplateResult =>
  notes.length === 0
    ? html``
    : html`<ul class="notice notes ${tone}" lang="en" role="status">
        ${notes.map(({ words }) => html`<li>${words}</li>`)}
      </ul>`;
