import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  DomainsDone,
  DomainsView,
  DomainView,
} from '../../../server/settings/admin-contract.ts';
import { renderMissing, renderNotes, renderOutcome, renderProblems } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { partStyles } from '../styles.ts';
import { settingStyles } from './styles.ts';

const WALLETS: Record<DomainView['wallets'][number]['type'], string> = {
  apple_pay: 'Apple Pay',
  google_pay: 'Google Pay',
  link: 'Link',
  paypal: 'PayPal',
  amazon_pay: 'Amazon Pay',
  klarna: 'Klarna',
};

/** The hosts on which Apple Pay and the other wallets may show. */
export class OfficeDomains extends OfficePart {
  static override styles = [
    ...partStyles,
    settingStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75em;
      }
      form label {
        flex: 1 1 14em;
      }
      .wallets {
        display: grid;
        gap: 0.375em;
        margin: 0.75em 0 0;
        padding: 0;
        list-style: none;
      }
      .card .head {
        margin: 0;
      }
      .card h2 {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #domains = new ReadController<DomainsView>(this, 'settings/domains');
  readonly #registering = new Action(this);
  #done: DomainsDone | undefined;

  protected override render(): TemplateResult {
    const { office } = this;
    const view = this.#domains.value;
    return html`
      <div class="head">
        <h1 tabindex="-1">${office.text('page-domains')}</h1>
        ${
          office.can('configure')
            ? html`<button
                type="button"
                class="primary end"
                ?disabled=${this.#registering.busy}
                @click=${() => this.#register()}
              >
                ${office.text('register-all')}
              </button>`
            : nothing
        }
      </div>
      <div class="stack">
        <p>${office.text('domains-what')}</p>
        ${renderOutcome(this.#registering.outcome)}
        ${this.#done ? renderNotes(this.#done.did, 'good') : nothing}
        ${this.#done ? renderNotes(this.#done.warnings, 'warn') : nothing}
        ${view ? renderProblems(office, view.problems, 'domains') : nothing}
        ${
          view
            ? repeat(
                view.domains,
                ({ host }) => host,
                (domain) => this.#renderDomain(domain),
              )
            : renderMissing(office, this.#domains.error)
        }
        ${
          view?.domains.length === 0
            ? html`<p class="muted">${office.text('no-domains')}</p>`
            : nothing
        }
        ${office.can('configure') ? this.#renderForm() : nothing}
      </div>
    `;
  }

  #renderDomain({
    host,
    id,
    enabled,
    configured,
    seenAt,
    wallets,
    note,
  }: DomainView): TemplateResult {
    const { office } = this;
    const [key, tone] =
      id === null
        ? (['domain-unregistered', 'warn'] as const)
        : enabled
          ? (['domain-registered', 'good'] as const)
          : (['domain-disabled', ''] as const);
    return html`
      <section class="card">
        <div class="head">
          <h2>${host}</h2>
          <span class="badge ${tone}">${office.text(key)}</span>
          ${configured ? nothing : html`<span class="badge">${office.text('domain-seen')}</span>`}
          ${
            office.can('configure') && note === null && (id === null || !enabled)
              ? html`<button
                  type="button"
                  class="end"
                  ?disabled=${this.#registering.busy}
                  @click=${() => this.#register([host])}
                >
                  ${office.text('register')}
                </button>`
              : nothing
          }
        </div>
        ${note ? html`<p class="muted" lang="en">${note.words}</p>` : nothing}
        ${
          seenAt === null
            ? nothing
            : html`<p class="muted small">
                ${office.text('seen-at', { when: office.translator.time(seenAt) })}
              </p>`
        }
        ${
          wallets.length > 0
            ? html`<ul class="wallets">
                ${wallets.map(
                  ({ type, active, words }) =>
                    html`<li>
                      <span class="badge ${active ? 'good' : 'warn'}"
                        >${office.text(active ? 'wallet-active' : 'wallet-inactive')}</span
                      >
                      ${WALLETS[type]}
                      ${words === null ? nothing : html`<span class="muted" lang="en">${words}</span>`}
                    </li>`,
                )}
              </ul>`
            : nothing
        }
      </section>
    `;
  }

  #renderForm(): TemplateResult {
    const { office } = this;
    return html`
      <form class="card" @submit=${this.#add}>
        <label>
          ${office.text('another-host')}
          <input
            name="host"
            required
            maxlength="253"
            placeholder="shop.example"
            autocapitalize="off"
            spellcheck="false"
            inputmode="url"
          />
        </label>
        <button ?disabled=${this.#registering.busy}>${office.text('register')}</button>
      </form>
    `;
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const host = new FormData(form).get('host');
    if (typeof host === 'string') this.#register([host.trim()]);
  };

  #register(hosts?: string[]): void {
    this.#done = undefined;
    void this.#registering.run(async () => {
      const { body } = await this.office.api.send<DomainsDone>('settings/domains', {
        method: 'POST',
        body: hosts ? { hosts } : {},
      });
      this.#done = body;
      this.#domains.set(body.domains);
      this.renderRoot.querySelector('form')?.reset();
      const tone = body.warnings.length > 0 ? 'warn' : 'good';
      return { tone, text: this.office.text('domains-done') };
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-domains': OfficeDomains;
  }
}
