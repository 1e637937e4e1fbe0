import { html, nothing, type TemplateResult } from 'lit';
import type { WebhookDone, WebhookView } from '../../../server/settings/admin-contract.ts';
import { renderMissing, renderNotes, renderOutcome, renderProblems } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { partStyles } from '../styles.ts';
import { settingStyles } from './styles.ts';

const TONES = {
  ok: 'good',
  drifted: 'warn',
  manual: 'info',
  missing: 'bad',
  unknown: 'warn',
} as const;

/** Where Stripe tells of payments: one button that makes it, mends it and updates it. */
export class OfficeWebhook extends OfficePart {
  static override styles = [...partStyles, settingStyles];

  readonly #webhook = new ReadController<WebhookView>(this, 'settings/webhook');
  readonly #making = new Action(this);
  #done: WebhookDone | undefined;

  protected override render(): TemplateResult {
    const { office } = this;
    const webhook = this.#webhook.value;
    return html`
      <div class="head">
        <h1 tabindex="-1">${office.text('page-webhook')}</h1>
        ${
          webhook
            ? html`<span class="badge ${TONES[webhook.status]}"
                >${office.text(`webhook-${webhook.status}`)}</span
              >`
            : nothing
        }
      </div>
      <div class="stack">
        <p>${office.text('webhook-what')}</p>
        ${renderOutcome(this.#making.outcome)}
        ${this.#done ? renderNotes(this.#done.did, 'good') : nothing}
        ${this.#done ? renderNotes(this.#done.warnings, 'warn') : nothing}
        ${webhook ? renderProblems(office, webhook.problems, 'webhook') : nothing}
        <section class="card stack">
          ${webhook ? this.#renderWebhook(webhook) : renderMissing(office, this.#webhook.error)}
        </section>
      </div>
    `;
  }

  #renderWebhook(webhook: WebhookView): TemplateResult {
    const { office } = this;
    const { endpoint, others, lastEventAt } = webhook;
    const fact = (key: Parameters<typeof office.text>[0], value: unknown): TemplateResult =>
      html`<div>
        <dt>${office.text(key)}</dt>
        <dd>${value}</dd>
      </div>`;
    const count = office.translator.number(others.length);
    return html`
      <dl>
        ${fact('address', html`<code>${webhook.url ?? office.text('origin-unknown')}</code>`)}
        ${endpoint ? fact('stripe-id', html`<code>${endpoint.id}</code>`) : nothing}
        ${
          endpoint
            ? fact('switched', office.text(endpoint.enabled ? 'switched-on' : 'switched-off'))
            : nothing
        }
        ${
          endpoint
            ? fact(
                'events',
                office.text('of', {
                  some: office.translator.number(endpoint.events),
                  all: office.translator.number(endpoint.eventsWanted),
                }),
              )
            : nothing
        }
        ${fact('api-version', html`<code>${endpoint?.apiVersion ?? webhook.apiVersion}</code>`)}
        ${fact(
          'last-event',
          lastEventAt === null ? office.text('never') : office.translator.time(lastEventAt),
        )}
      </dl>
      ${others.length > 0 ? html`<p class="muted">${office.text('others', { count })}</p>` : nothing}
      ${
        office.can('configure')
          ? html`<div class="row">
              <button
                type="button"
                class="primary"
                ?disabled=${this.#making.busy}
                @click=${() => this.#generate(false)}
              >
                ${office.text(endpoint ? 'update-webhook' : 'generate-webhook')}
              </button>
              ${
                endpoint
                  ? html`<button
                      type="button"
                      ?disabled=${this.#making.busy}
                      @click=${() => this.#generate(true)}
                    >
                      ${office.text('rotate-webhook')}
                    </button>`
                  : nothing
              }
            </div>`
          : html`<p class="muted small">${office.text('only-view')}</p>`
      }
    `;
  }

  #generate(rotate: boolean): void {
    this.#done = undefined;
    void this.#making.run(async () => {
      const { body } = await this.office.api.send<WebhookDone>('settings/webhook', {
        method: 'POST',
        body: { rotate },
      });
      this.#done = body;
      this.#webhook.set(body.webhook);
      const tone = body.warnings.length > 0 ? 'warn' : 'good';
      return { tone, text: this.office.text(`webhook-${body.outcome}`) };
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-webhook': OfficeWebhook;
  }
}
