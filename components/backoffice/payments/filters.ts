import { css, html, nothing, type TemplateResult } from 'lit';
import { OfficePart } from '../part.ts';
import { partStyles } from '../styles.ts';
import { FILTERS } from './query.ts';
import { STATES } from './state.ts';

/** How long after the last letter a search begins, in milliseconds. */
const PAUSE = 350;

/** Other filters were chosen. */
export class FilterEvent extends Event {
  readonly query: URLSearchParams;

  constructor(query: URLSearchParams) {
    super('filter');
    this.query = query;
  }
}

/** What to search for, and which payments to leave out. */
export class OfficeFilters extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9.5em, 1fr));
        align-items: end;
        gap: 0.75em;
      }
      .wide {
        grid-column: 1 / -1;
      }
      details > summary {
        inline-size: fit-content;
        padding-block: 0.25em;
        color: var(--_primary);
        font-weight: 550;
        cursor: pointer;
      }
      details form {
        margin-block-start: 0.75em;
      }
      .search {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(17em, 100%), 1fr));
        gap: 0.75em;
        margin-block-end: 0.5em;
      }
    `,
  ];

  static override properties = { ...OfficePart.properties, query: { attribute: false } };

  declare query: URLSearchParams;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const { office, query } = this;
    const value = (name: string): string => query.get(name) ?? '';
    const more = ['method', 'from', 'to', 'refunded', 'disputed'].some((name) => query.has(name));
    return html`
      <form role="search" @submit=${this.#submit} @change=${this.#changed} @input=${this.#typed}>
        <div class="search wide">
          <label>
            ${office.text('search')}
            <input
              type="search"
              name="q"
              maxlength="320"
              placeholder=${office.text('search-hint')}
              .value=${value('q')}
            />
          </label>
          <label>
            ${office.text('state')}
            <select name="state">
              <option value="" ?selected=${!value('state')}>${office.text('all')}</option>
              ${STATES.map(
                (state) =>
                  html`<option value=${state} ?selected=${value('state') === state}>
                    ${office.text(`state-${state}`)}
                  </option>`,
              )}
            </select>
          </label>
        </div>
        <details class="wide" ?open=${more}>
          <summary>${office.text('more-filters')}</summary>
          <div class="row">${this.#renderMore(value)}</div>
        </details>
        ${
          more || query.has('q') || query.has('state')
            ? html`<button type="button" class="plain" @click=${this.#clear}>
                ${office.text('clear-filters')}
              </button>`
            : nothing
        }
      </form>
    `;
  }

  #renderMore(value: (name: string) => string): TemplateResult {
    const { office } = this;
    return html`
      <label>
        ${office.text('method')}
        <input name="method" pattern="[a-z0-9_]*" placeholder="ideal" .value=${value('method')} />
      </label>
      <label>
        ${office.text('from')}
        <input type="date" name="from" .value=${value('from')} />
      </label>
      <label>
        ${office.text('to')}
        <input type="date" name="to" .value=${value('to')} />
      </label>
      <label class="check">
        <input type="checkbox" name="refunded" value="true" .checked=${value('refunded') !== ''} />
        ${office.text('only-refunded')}
      </label>
      <label class="check">
        <input type="checkbox" name="disputed" value="true" .checked=${value('disputed') !== ''} />
        ${office.text('only-disputed')}
      </label>
    `;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#tell();
  };

  readonly #changed = (): void => this.#tell();

  readonly #typed = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement) || event.target.name !== 'q') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), PAUSE);
  };

  readonly #clear = (): void => {
    this.renderRoot.querySelector('form')?.reset();
    this.dispatchEvent(new FilterEvent(new URLSearchParams()));
  };

  #tell(): void {
    clearTimeout(this.#timer);
    const form = this.renderRoot.querySelector('form');
    if (!form?.checkValidity()) return;
    const data = new FormData(form);
    const query = new URLSearchParams();
    for (const name of FILTERS) {
      const value = data.get(name);
      if (typeof value === 'string' && value.trim() !== '') query.set(name, value.trim());
    }
    if (query.toString() !== this.query.toString()) this.dispatchEvent(new FilterEvent(query));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-filters': OfficeFilters;
  }
}
