import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { PaymentTotals } from '../../../server/payments/admin-contract.ts';
import { LiveController } from '../live.ts';
import { OfficePart } from '../part.ts';
import { hrefTo } from '../route.ts';
import { partStyles } from '../styles.ts';
import { asked } from './query.ts';
import { STATES, type PaymentState } from './state.ts';

type Total = PaymentTotals['totals'][number];

/** What is of interest in each state: what is held, what was taken, what it is about. */
const SUMS = {
  open: 'amount',
  processing: 'amount',
  authorized: 'capturable',
  paid: 'captured',
  canceled: 'amount',
} as const satisfies Record<PaymentState, keyof Total>;

/** How many payments there are in each state and what they come to; each leads to those payments. */
export class OfficeTotals extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      :host {
        container-type: inline-size;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: 0.75em;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      a {
        display: grid;
        align-content: start;
        block-size: 100%;
        /* As high as with one currency, so that nothing jumps when the figures come. */
        min-block-size: 6rem;
        padding: 0.75em 1em;
        border: 1px solid var(--_border);
        border-radius: var(--_radius);
        background: var(--_background);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--_soft);
      }
      a[aria-current] {
        border-color: var(--_primary);
        box-shadow: inset 0 0 0 1px var(--_primary);
      }
      .count {
        font-size: 1.25em;
        font-weight: 650;
        line-height: 1.3;
      }
      .more {
        margin-block-start: 0.5em;
      }
      /* One row to swipe through, so that the list is not far down a phone. */
      @container (max-width: 40rem) {
        ul {
          grid-auto-columns: minmax(8rem, 1fr);
          grid-auto-flow: column;
          grid-template-columns: none;
          overflow-x: auto;
          scroll-snap-type: x proximity;
          margin-inline: -1rem;
          padding: 4px 1rem;
        }
        li {
          scroll-snap-align: center;
        }
      }
    `,
  ];

  static override properties = { ...OfficePart.properties, query: { attribute: false } };

  /** The filters, as the address has them. */
  declare query: URLSearchParams;

  /** Adding up costs more than a list does. */
  readonly #live = new LiveController(this, (signal) => this.#read(signal), 30_000);
  #totals: PaymentTotals | undefined;
  #filters: string | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const filters = JSON.stringify(this.#asked);
    if (filters === this.#filters) return;
    this.#filters = filters;
    void this.#live.refresh();
  }

  protected override render(): TemplateResult {
    const { office } = this;
    return html`
      <ul aria-label=${office.text('totals')}>
        ${STATES.map((state) => this.#renderState(state))}
      </ul>
      ${
        this.#totals?.complete === false
          ? html`<p class="muted small more">${office.text('totals-partial')}</p>`
          : ''
      }
    `;
  }

  #renderState(state: PaymentState): TemplateResult {
    const { office, query } = this;
    const totals = this.#totals?.totals.filter((total) => total.state === state);
    const count = totals?.reduce((sum, total) => sum + total.count, 0);
    const chosen = query.get('state') === state;
    const target = new URLSearchParams(query);
    if (chosen) target.delete('state');
    else target.set('state', state);
    return html`
      <li>
        <a
          href=${hrefTo('payments', undefined, target)}
          aria-current=${ifDefined(chosen ? 'true' : undefined)}
        >
          <span class="muted small">${office.text(`state-${state}`)}</span>
          <span class="count number">
            ${count === undefined ? '–' : office.translator.number(count)}
          </span>
          ${totals?.map(
            (total) =>
              html`<span class="small number">
                ${office.translator.money(total[SUMS[state]], total.currency)}
              </span>`,
          )}
        </a>
      </li>
    `;
  }

  /** Of every state, whichever is listed. */
  get #asked(): Record<string, string> {
    const { state: _, ...filters } = asked(this.query);
    return filters;
  }

  async #read(signal: AbortSignal): Promise<void> {
    const totals = await this.office.api.get<PaymentTotals>('payments/totals', this.#asked, signal);
    if (!signal.aborted) this.#totals = totals;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-totals': OfficeTotals;
  }
}
