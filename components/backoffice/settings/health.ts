import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Diagnosis } from '../../../server/settings/admin-contract.ts';
import { LiveController } from '../live.ts';
import { renderMissing, renderProblems } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { partStyles } from '../styles.ts';

/** What is wrong, the worst first, and how it is mended. */
export class OfficeHealth extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      :host {
        container-type: inline-size;
      }
      ul {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.75em;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: baseline;
        justify-items: start;
        overflow-wrap: anywhere;
      }
      @container (max-width: 30rem) {
        li {
          grid-template-columns: 100%;
          row-gap: 0.25em;
        }
      }
    `,
  ];

  readonly #live = new LiveController(this, (signal) => this.#read(signal), 30_000);
  #diagnosis: Diagnosis | undefined;
  /** Whether Stripe is to be asked, and not what is remembered of it. */
  #fresh = false;

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.#live.refresh();
  }

  protected override render(): TemplateResult {
    const { office } = this;
    const diagnosis = this.#diagnosis;
    return html`
      <div class="head">
        <h1 tabindex="-1">${office.text('page-health')}</h1>
        ${
          diagnosis
            ? html`<span class="badge ${diagnosis.ok ? 'good' : 'bad'}"
                  >${office.text(diagnosis.ok ? 'healthy' : 'unhealthy')}</span
                >
                <span class="muted small end">
                  ${office.text('checked-at', {
                    when: office.translator.time(diagnosis.checkedAt),
                  })}
                </span>`
            : nothing
        }
        <button type="button" class=${diagnosis ? '' : 'end'} @click=${this.#check}>
          ${office.text('check-now')}
        </button>
      </div>
      <div class="stack">
        ${
          diagnosis && this.#live.error === undefined
            ? nothing
            : html`<div class="card">${renderMissing(office, this.#live.error)}</div>`
        }
        ${diagnosis ? this.#renderDiagnosis(diagnosis) : nothing}
      </div>
    `;
  }

  #renderDiagnosis({ problems, checks }: Diagnosis): TemplateResult {
    const { office } = this;
    return html`
      ${renderProblems(office, problems, 'health')}
      <tender-office-attention .office=${office}></tender-office-attention>
      <section class="card">
        <h2>${office.text('checked')}</h2>
        <ul>
          ${checks.map(
            ({ area, ok, words }) =>
              html`<li>
                <span class="badge ${ok ? 'good' : 'bad'}">${office.text(`area-${area}`)}</span>
                <span lang="en">${words}</span>
              </li>`,
          )}
        </ul>
      </section>
    `;
  }

  readonly #check = (): void => {
    this.#fresh = true;
    void this.#live.refresh();
  };

  async #read(signal: AbortSignal): Promise<void> {
    const query: Record<string, string> = this.#fresh ? { fresh: 'true' } : {};
    this.#fresh = false;
    const diagnosis = await this.office.api.get<Diagnosis>('health', query, signal);
    if (!signal.aborted) this.#diagnosis = diagnosis;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-health': OfficeHealth;
  }
}
