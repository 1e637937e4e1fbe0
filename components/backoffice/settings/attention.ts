import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Attention } from '../../../server/payments/admin-contract.ts';
import { LiveController } from '../live.ts';
import { renderOutcome } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action } from '../request.ts';
import { hrefTo } from '../route.ts';
import { partStyles } from '../styles.ts';
import { settingStyles } from './styles.ts';

type Parked = Attention['parked'][number];

/** What waits for an operator: notifications that were given up, payments with an alarm. */
export class OfficeAttention extends OfficePart {
  static override styles = [...partStyles, settingStyles];

  readonly #live = new LiveController(this, (signal) => this.#read(signal), 15_000);
  readonly #sending = new Action(this);
  readonly #internals = this.attachInternals();
  #attention: Attention | undefined;

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.#live.refresh();
  }

  protected override render(): TemplateResult {
    const { parked = [], alarms = [] } = this.#attention ?? {};
    return html`
      <div class="stack">
        ${renderOutcome(this.#sending.outcome)}
        ${parked.length > 0 ? this.#renderParked(parked) : nothing}
        ${alarms.length > 0 ? this.#renderAlarms(alarms) : nothing}
      </div>
    `;
  }

  /** With nothing to say it takes no place. */
  protected override updated(): void {
    const { parked = [], alarms = [] } = this.#attention ?? {};
    const empty = parked.length === 0 && alarms.length === 0 && !this.#sending.outcome;
    if (empty) this.#internals.states.add('empty');
    else this.#internals.states.delete('empty');
  }

  #renderParked(parked: Parked[]): TemplateResult {
    const { office } = this;
    const may = office.can('operate');
    return html`
      <section class="card">
        <div class="head">
          <h2>${office.text('parked')}</h2>
          ${
            may && parked.length > 1
              ? html`<button
                  type="button"
                  class="end"
                  ?disabled=${this.#sending.busy}
                  @click=${() => this.#resend(parked)}
                >
                  ${office.text('send-all-again')}
                </button>`
              : nothing
          }
        </div>
        <ul class="plain">
          ${repeat(
            parked,
            ({ id }) => id,
            (notification) => html`
              <li class="row">
                <a href=${hrefTo('payments', notification.paymentId)}>${notification.orderId}</a>
                <span>${office.translator.code('told', notification.kind)}</span>
                <span class="muted small">
                  ${office.translator.time(notification.at)}${' · '}${notification.lastError}
                </span>
                ${
                  may
                    ? html`<button
                        type="button"
                        class="end"
                        ?disabled=${this.#sending.busy}
                        @click=${() => this.#resend([notification])}
                      >
                        ${office.text('send-again')}
                      </button>`
                    : nothing
                }
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #renderAlarms(alarms: Attention['alarms']): TemplateResult {
    const { office } = this;
    return html`
      <section class="card">
        <h2>${office.text('alarms')}</h2>
        <ul class="plain">
          ${repeat(
            alarms,
            ({ id }) => id,
            ({ kind, detail, paymentId, orderId, at }) => html`
              <li class="row">
                ${
                  paymentId === null
                    ? nothing
                    : html`<a href=${hrefTo('payments', paymentId)}>${orderId ?? paymentId}</a>`
                }
                <strong>${office.translator.code('alarm', kind)}</strong>
                <span class="muted small">${office.translator.time(at)}${' · '}${detail}</span>
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #resend(parked: readonly Parked[]): void {
    void this.#sending.run(async () => {
      for (const { id } of parked) {
        await this.office.api.send(`notifications/${id}/resend`, { method: 'POST' });
      }
      await this.#live.refresh();
      return { tone: 'good', text: this.office.text('resent') };
    });
  }

  async #read(signal: AbortSignal): Promise<void> {
    const attention = await this.office.api.get<Attention>('attention', {}, signal);
    if (!signal.aborted) this.#attention = attention;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-attention': OfficeAttention;
  }
}
