import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PaymentDetail } from '../../../server/payments/admin-contract.ts';
import type { PaymentFacts } from '../../../server/payments/facts.ts';
import { LiveController } from '../live.ts';
import { OfficePart } from '../part.ts';
import { hrefTo } from '../route.ts';
import { partStyles } from '../styles.ts';
import { renderFigures } from './figures.ts';
import {
  type OfficeOperation,
  type OperationEvent,
  type OperationKind,
  verbOf,
} from './operation.ts';
import { styles } from './payment.styles.ts';
import { dashboardUrl, stateBadges } from './state.ts';
import { renderTimeline } from './timeline.ts';

interface Result {
  tone: string;
  text: string;
  /** Stripe's id of what was done. */
  id: string | null;
}

/** One payment: how it stands, what can be done, and all that happened to it. */
export class OfficePayment extends OfficePart {
  static override styles = [...partStyles, styles];

  static override properties = { ...OfficePart.properties, payment: { attribute: false } };

  /** Its id. */
  declare payment: string;

  readonly #live = new LiveController(this, (signal) => this.#read(signal), 4_000);
  #detail: PaymentDetail | undefined;
  #result: Result | undefined;
  #asking = false;

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.#live.refresh();
  }

  protected override render(): TemplateResult {
    const { office } = this;
    const detail = this.#detail;
    return html`
      <p class="back"><a href=${hrefTo('payments')}>${office.text('all-payments')}</a></p>
      <div class="head">
        <h1 tabindex="-1">
          ${detail ? office.text('order-number', { order: detail.payment.orderId }) : '…'}
        </h1>
        ${detail ? stateBadges(office, detail.payment) : nothing}
        ${
          detail && !detail.payment.livemode
            ? html`<span class="badge info">${office.text('test-mode')}</span>`
            : nothing
        }
      </div>
      <div class="stack" aria-busy=${detail ? 'false' : 'true'}>
        ${this.#renderNotices()}
        ${
          detail
            ? this.#renderDetail(detail)
            : html`<div class="lines"><div class="skeleton tall"></div></div>`
        }
      </div>
    `;
  }

  #renderNotices(): TemplateResult {
    const { office } = this;
    const result = this.#result;
    const problem = this.#live.error;
    return html`
      <div class="notice ${result?.tone ?? ''}" tabindex="-1" id="result" ?hidden=${!result}>
        <p role="status">${result?.text}</p>
        ${result?.id ? html`<p class="small">Stripe: <code>${result.id}</code></p>` : nothing}
      </div>
      ${
        problem === undefined
          ? nothing
          : html`<p class="notice bad" role="alert">${office.words(problem)}</p>`
      }
      ${this.#detail?.alarms
        .filter(({ resolvedAt }) => resolvedAt === null)
        .map(
          ({ kind, detail }) =>
            html`<div class="notice bad">
              <strong
                >${office.text('alarm', { kind: office.translator.code('alarm', kind) })}</strong
              >
              <p>${detail}</p>
            </div>`,
        )}
    `;
  }

  #renderDetail(detail: PaymentDetail): TemplateResult {
    const { office } = this;
    const { payment, syncedAt, stale } = detail;
    const facts = detail.facts as PaymentFacts | null;
    const failure = payment.state === 'open' ? facts?.lastError : null;
    return html`
      ${
        failure
          ? html`<p class="notice warn">
              ${office.text('last-attempt', { why: failure.message ?? failure.code ?? '' })}
            </p>`
          : nothing
      }
      ${this.#renderActions(detail)}
      <section class="card">
        <h2 class="visually-hidden">${office.text('figures')}</h2>
        ${renderFigures(office, payment, facts)}
      </section>
      <section class="card">
        <div class="head">
          <h2>${office.text('history')}</h2>
          <span class="muted small end">
            ${stale ? office.text('changing') : nothing}
            ${
              syncedAt === null
                ? nothing
                : office.text('read-at', { when: office.translator.time(syncedAt) })
            }
          </span>
          ${
            office.can('operate')
              ? html`<button type="button" ?disabled=${this.#asking} @click=${this.#ask}>
                  ${office.text('ask-stripe')}
                </button>`
              : nothing
          }
        </div>
        ${renderTimeline(office, detail, (id) => void this.#resend(id))}
      </section>
      <tender-office-operation
        .office=${office}
        .detail=${detail}
        @operation=${this.#operated}
      ></tender-office-operation>
    `;
  }

  #renderActions(detail: PaymentDetail): TemplateResult {
    const { office } = this;
    const { payment, can } = detail;
    const button = (kind: OperationKind, style: string): TemplateResult =>
      html`<button type="button" class=${style} @click=${() => this.#open(kind)}>
        ${office.text(`${verbOf(kind, detail)}-button`)}
      </button>`;
    return html`
      <div class="row">
        ${
          office.can('operate')
            ? html`
                ${can.capture > 0 ? button('capture', 'primary') : nothing}
                ${can.void ? button('void', 'danger') : nothing}
                ${can.refund > 0 ? button('refund', '') : nothing}
              `
            : html`<span class="muted small">${office.text('only-view')}</span>`
        }
        ${
          payment.intentId === null
            ? nothing
            : html`<a
                class="button"
                href=${dashboardUrl(payment)}
                target="_blank"
                rel="noopener noreferrer"
                >${office.text('at-stripe')}</a
              >`
        }
      </div>
    `;
  }

  #open(kind: OperationKind): void {
    this.#result = undefined;
    this.requestUpdate();
    void this.renderRoot.querySelector<OfficeOperation>('tender-office-operation')?.open(kind);
  }

  readonly #operated = async (event: OperationEvent): Promise<void> => {
    if (event.answer) this.#result = this.#resultOf(event.kind, event.answer);
    this.requestUpdate();
    await this.#live.refresh();
    await this.updateComplete;
    if (event.answer) this.renderRoot.querySelector<HTMLElement>('#result')?.focus();
  };

  /** What Stripe answered, in words. */
  #resultOf(
    kind: OperationKind,
    { done: { operation, payment }, unknown }: NonNullable<OperationEvent['answer']>,
  ): Result {
    const { office } = this;
    if (!operation) return { tone: 'info', text: office.text('done-already'), id: null };
    if (unknown) return { tone: 'warn', text: office.text('outcome-unknown'), id: null };
    if (operation.status === 'failed') {
      const why = office.translator.code('error', operation.errorCode ?? '');
      return {
        tone: 'bad',
        text: office.text('error-operation_refused', { message: why }),
        id: null,
      };
    }
    const amount = office.translator.money(operation.amount ?? payment.amount, payment.currency);
    return { tone: 'good', text: office.text(`done-${kind}`, { amount }), id: operation.result };
  }

  readonly #ask = async (): Promise<void> => {
    this.#asking = true;
    await this.#act(async () => {
      const path = `payments/${this.payment}/sync`;
      const { body } = await this.office.api.send<PaymentDetail>(path, { method: 'POST' });
      this.#detail = body;
      this.office.announce(this.office.text('asked-stripe'));
    });
    this.#asking = false;
    this.requestUpdate();
  };

  async #resend(id: string): Promise<void> {
    await this.#act(async () => {
      await this.office.api.send(`notifications/${id}/resend`, { method: 'POST' });
      this.#result = { tone: 'good', text: this.office.text('resent'), id: null };
      await this.#live.refresh();
    });
  }

  async #act(action: () => Promise<void>): Promise<void> {
    try {
      this.#result = undefined;
      await action();
    } catch (error) {
      this.#result = { tone: 'bad', text: this.office.words(error), id: null };
    }
    this.requestUpdate();
  }

  async #read(signal: AbortSignal): Promise<void> {
    const detail = await this.office.api.get<PaymentDetail>(`payments/${this.payment}`, {}, signal);
    if (!signal.aborted) this.#detail = detail;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-payment': OfficePayment;
  }
}
