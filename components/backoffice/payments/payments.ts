import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PaymentPage, PaymentSummary } from '../../../server/payments/admin-contract.ts';
import { LiveController } from '../live.ts';
import { OfficePart } from '../part.ts';
import { hrefTo } from '../route.ts';
import { partStyles } from '../styles.ts';
import type { FilterEvent } from './filters.ts';
import { styles } from './payments.styles.ts';
import { asked } from './query.ts';
import { endsSoon, stateBadges } from './state.ts';

/** The list of payments: searched, filtered, and kept up to date while it is looked at. */
export class OfficePayments extends OfficePart {
  static override styles = [...partStyles, styles];

  static override properties = { ...OfficePart.properties, query: { attribute: false } };

  /** The filters, as the address has them. */
  declare query: URLSearchParams;

  readonly #live = new LiveController(this, (signal) => this.#readFirst(signal));
  #asked: string | undefined;
  #payments: PaymentSummary[] | undefined;
  /** Made since: shown when asked for, so that nothing moves under the operator's finger. */
  #fresh: PaymentSummary[] = [];
  #next: string | null = null;
  #loadingMore = false;
  #problem: unknown;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const query = this.query.toString();
    if (query === this.#asked) return;
    this.#asked = query;
    this.#payments = undefined;
    this.#fresh = [];
    this.#problem = undefined;
    void this.#live.refresh();
  }

  protected override render(): TemplateResult {
    const { office } = this;
    return html`
      <div class="head">
        <h1 tabindex="-1">${office.text('page-payments')}</h1>
        <a class="button end" href=${office.api.href('payments.csv', asked(this.query))} download
          >${office.text('export-csv')}</a
        >
      </div>
      <div class="stack">
        <tender-office-filters
          .office=${office}
          .query=${this.query}
          @filter=${this.#filter}
        ></tender-office-filters>
        <tender-office-totals .office=${office} .query=${this.query}></tender-office-totals>
        ${this.#renderNews()}
        <div class="card list" aria-busy=${this.#payments ? 'false' : 'true'}>
          ${this.#renderList()}
        </div>
        ${
          this.#next === null
            ? nothing
            : html`<button type="button" ?disabled=${this.#loadingMore} @click=${this.#more}>
                ${office.text('show-older')}
              </button>`
        }
      </div>
    `;
  }

  #renderNews(): TemplateResult | typeof nothing {
    const { office } = this;
    const error = this.#problem ?? this.#live.error;
    if (error !== undefined) {
      return html`<p class="notice bad" role="alert">${office.words(error)}</p>`;
    }
    if (this.#fresh.length === 0) return nothing;
    const count = office.translator.number(this.#fresh.length);
    return html`<button type="button" class="fresh" @click=${this.#showFresh}>
      ${office.text('new-payments', { count })}
    </button>`;
  }

  #renderList(): TemplateResult {
    const { office } = this;
    if (!this.#payments) {
      return html`<div class="lines">
        ${[1, 2, 3, 4, 5, 6].map(() => html`<div class="skeleton"></div>`)}
      </div>`;
    }
    if (this.#payments.length === 0) {
      const key = this.#asked === '' ? 'no-payments-yet' : 'no-payments';
      return html`<p class="empty muted">${office.text(key)}</p>`;
    }
    return html`
      <table>
        <caption class="visually-hidden">
          ${office.text('page-payments')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${office.text('order')}</th>
            <th scope="col" class="wide">${office.text('customer')}</th>
            <th scope="col" class="wide">${office.text('method')}</th>
            <th scope="col" class="wide">${office.text('state')}</th>
            <th scope="col" class="amount">${office.text('amount')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            this.#payments,
            ({ id }) => id,
            (payment) => this.#renderRow(payment),
          )}
        </tbody>
      </table>
    `;
  }

  #renderRow(payment: PaymentSummary): TemplateResult {
    const { translator } = this.office;
    const { id, orderId, email, method, amount, currency, createdAt } = payment;
    return html`
      <tr>
        <th scope="row">
          <a href=${hrefTo('payments', id)}>${orderId}</a>
          <span class="sub">${translator.time(createdAt)}</span>
          <span class="sub narrow">${email ?? method}</span>
          <span class="narrow">${this.#renderState(payment)}</span>
        </th>
        <td class="wide email">${email ?? '–'}</td>
        <td class="wide">${method}</td>
        <td class="wide">${this.#renderState(payment)}</td>
        <td class="amount">${translator.money(amount, currency)} ${this.#renderMoved(payment)}</td>
      </tr>
    `;
  }

  #renderState(payment: PaymentSummary): TemplateResult {
    const { office } = this;
    const { captureBefore } = payment;
    return html`${stateBadges(office, payment)}
    ${
      endsSoon(payment) && captureBefore !== null
        ? html`<span class="sub warn">
            ${office.text('hold-ends', { when: office.translator.fromNow(captureBefore) })}
          </span>`
        : nothing
    }`;
  }

  /** What became of the amount, where that is not plain from the state. */
  #renderMoved({
    state,
    amount,
    captured,
    refunded,
    currency,
  }: PaymentSummary): TemplateResult | typeof nothing {
    const { office } = this;
    const money = (minor: number): string => office.translator.money(minor, currency);
    if (refunded > 0) {
      return html`<span class="sub"
        >${office.text('of-refunded', { amount: money(refunded) })}</span
      >`;
    }
    const partly = captured > 0 && captured < amount && state !== 'open';
    if (!partly) return nothing;
    return html`<span class="sub"
      >${office.text('of-captured', { amount: money(captured) })}</span
    >`;
  }

  readonly #filter = ({ query }: FilterEvent): void => {
    location.hash = hrefTo('payments', undefined, query);
  };

  readonly #showFresh = (): void => {
    this.#payments = [...this.#fresh, ...(this.#payments ?? [])];
    this.#fresh = [];
    this.requestUpdate();
    this.focus();
  };

  readonly #more = async (): Promise<void> => {
    if (this.#next === null) return;
    this.#loadingMore = true;
    this.requestUpdate();
    const query = this.#asked;
    try {
      const page = await this.#read({ cursor: this.#next });
      if (query !== this.#asked) return;
      this.#payments = [...(this.#payments ?? []), ...page.payments];
      this.#next = page.next;
      this.#problem = undefined;
    } catch (error) {
      this.#problem = error;
    } finally {
      this.#loadingMore = false;
      this.requestUpdate();
    }
  };

  /** The newest, as they are now: what is shown already changes in place. */
  async #readFirst(signal: AbortSignal): Promise<void> {
    const query = this.#asked;
    const page = await this.#read({}, signal);
    if (query !== this.#asked || signal.aborted) return;
    if (!this.#payments || this.#payments.length === 0) {
      this.#payments = page.payments;
      this.#next = page.next;
      return;
    }
    const current = new Map(page.payments.map((payment) => [payment.id, payment]));
    const oldest = page.next === null ? 0 : (page.payments.at(-1)?.createdAt ?? 0);
    // What is missing from the page it belongs to no longer fits the filters.
    const shown = this.#payments.filter(
      ({ id, createdAt }) => current.has(id) || createdAt < oldest,
    );
    this.#payments = shown.map((payment) => current.get(payment.id) ?? payment);
    const known = new Set(shown.map(({ id }) => id));
    this.#fresh = page.payments.filter(({ id }) => !known.has(id));
  }

  #read(more: Record<string, string>, signal?: AbortSignal): Promise<PaymentPage> {
    return this.office.api.get('payments', { ...asked(this.query), ...more }, signal);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-payments': OfficePayments;
  }
}
