import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AuditEntryView, AuditPage } from '../../../server/operators/contract.ts';
import { renderMissing } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { hrefTo } from '../route.ts';
import { partStyles } from '../styles.ts';

/** Who did what, newest first. */
export class OfficeAudit extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      ul {
        display: grid;
        gap: 1em;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.75em;
      }
      .what {
        font-weight: 550;
      }
      .detail {
        flex: 1 0 100%;
      }
    `,
  ];

  readonly #first = new ReadController<AuditPage>(this, 'audit');
  readonly #reading = new Action(this);
  /** Pages after the first. */
  #older: AuditPage[] = [];

  protected override render(): TemplateResult {
    const { office } = this;
    const pages = this.#first.value ? [this.#first.value, ...this.#older] : [];
    const next = pages.at(-1)?.next ?? null;
    return html`
      <div class="head"><h1 tabindex="-1">${office.text('page-audit')}</h1></div>
      <div class="stack">
        <div class="card">
          ${
            this.#first.value
              ? this.#renderEntries(pages.flatMap(({ entries }) => entries))
              : renderMissing(office, this.#first.error)
          }
        </div>
        ${
          next === null
            ? nothing
            : html`<button
                type="button"
                ?disabled=${this.#reading.busy}
                @click=${() => this.#more(next)}
              >
                ${office.text('show-older')}
              </button>`
        }
        ${
          this.#reading.outcome
            ? html`<p class="notice bad" role="alert">${this.#reading.outcome.text}</p>`
            : nothing
        }
      </div>
    `;
  }

  #renderEntries(entries: AuditEntryView[]): TemplateResult {
    const { office } = this;
    const { translator } = office;
    return html`
      <ul>
        ${repeat(
          entries,
          ({ id }) => id,
          ({ at, actor, action, paymentId, detail }) => html`
            <li>
              <span class="what">
                ${translator.known(`audit-${action}`) ?? translator.code('op', action)}
              </span>
              ${
                paymentId === null
                  ? nothing
                  : html`<a href=${hrefTo('payments', paymentId)}><code>${paymentId}</code></a>`
              }
              <span class="muted small">
                ${translator.time(at)}${' · '}${translator.known(`actor-${actor}`) ?? actor}
              </span>
              <code class="muted small detail">${shortly(detail)}</code>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #more(cursor: string): void {
    void this.#reading.run(async () => {
      const page = await this.office.api.get<AuditPage>('audit', { cursor });
      this.#older = [...this.#older, page];
      return undefined;
    });
  }
}

/** What else was written down, on one line. */
const shortly = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
    .slice(0, 200);

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-audit': OfficeAudit;
  }
}
