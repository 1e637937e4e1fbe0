import { html, nothing, type TemplateResult } from 'lit';
import type {
  CredentialCheck,
  CredentialsRequest,
  CredentialsView,
} from '../../../server/settings/admin-contract.ts';
import { Refusal } from '../api.ts';
import type { TextKey } from '../locales/texts.ts';
import { renderMissing, renderOutcome } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { partStyles } from '../styles.ts';
import { renderCheck } from './credential-check.ts';
import { settingStyles } from './styles.ts';

type Keys = Pick<CredentialsRequest, 'publishableKey' | 'secretKey'>;

/** Stripe's keys: entered once, never shown again, and checked before they are used. */
export class OfficeCredentials extends OfficePart {
  static override styles = [...partStyles, settingStyles];

  readonly #credentials = new ReadController<CredentialsView>(this, 'settings/credentials');
  readonly #acting = new Action(this);
  /** Of keys that were entered, until they are saved. */
  #check: CredentialCheck | undefined;

  protected override render(): TemplateResult {
    const { office } = this;
    const view = this.#credentials.value;
    const check = this.#check ?? view?.check;
    return html`
      <div class="head">
        <h1 tabindex="-1">${office.text('page-credentials')}</h1>
        ${view ? this.#renderMode(view) : nothing}
      </div>
      <div class="stack">
        ${renderOutcome(this.#acting.outcome)}
        <section class="card stack">
          ${view ? this.#renderKeys(view) : renderMissing(office, this.#credentials.error)}
        </section>
        ${
          view && view.source !== 'environment' && office.can('configure')
            ? html`<section class="card">
                <h2>${office.text('enter-keys')}</h2>
                ${this.#renderForm(view)}
              </section>`
            : nothing
        }
        ${
          check
            ? html`<section class="card">
                <h2>${office.text(this.#check ? 'check-entered' : 'check-current')}</h2>
                ${renderCheck(office, check)}
              </section>`
            : nothing
        }
      </div>
    `;
  }

  #renderMode({ livemode, restricted }: CredentialsView): TemplateResult {
    const { office } = this;
    return html`
      ${
        livemode === null
          ? nothing
          : html`<span class="badge ${livemode ? 'good' : 'info'}"
              >${office.text(livemode ? 'live-mode' : 'test-mode')}</span
            >`
      }
      ${restricted ? html`<span class="badge good">${office.text('restricted-key')}</span>` : nothing}
    `;
  }

  #renderKeys(view: CredentialsView): TemplateResult {
    const { office } = this;
    const key = (name: TextKey, masked: string | null): TemplateResult =>
      html`<div>
        <dt>${office.text(name)}</dt>
        <dd>${masked === null ? office.text('not-set') : html`<code>${masked}</code>`}</dd>
      </div>`;
    return html`
      <p>${office.text(`keys-${view.source}`)}</p>
      <dl>
        ${key('publishable-key', view.publishableKey)} ${key('secret-key', view.secretKey)}
        <div>
          <dt>${office.text('signing-secret')}</dt>
          ${
            view.webhookSecrets.length === 0
              ? html`<dd>${office.text('not-set')}</dd>`
              : view.webhookSecrets.map(
                  ({ masked, source, until }) =>
                    html`<dd>
                      <code>${masked}</code>
                      <span class="muted small"
                        >${office.text(`secret-${source}`)}${
                          until === null
                            ? nothing
                            : html`,
                              ${office.text('until', { when: office.translator.time(until) })}`
                        }</span
                      >
                    </dd>`,
                )
          }
        </div>
      </dl>
      ${
        office.can('configure') && view.source !== 'none'
          ? html`<div>
              <button type="button" ?disabled=${this.#acting.busy} @click=${() => this.#ask({})}>
                ${office.text('check-now')}
              </button>
            </div>`
          : nothing
      }
    `;
  }

  #renderForm({ inFlight, webhookSecrets }: CredentialsView): TemplateResult {
    const { office } = this;
    const secret = (
      name: string,
      label: TextKey,
      hint: string,
      type: 'password' | 'text' = 'password',
    ): TemplateResult =>
      html`<label>
        ${office.text(label)}
        <input
          name=${name}
          type=${type}
          maxlength="300"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${hint}
        />
      </label>`;
    const underWay = inFlight.open + inFlight.processing + inFlight.authorized;
    return html`
      <form class="stack" @submit=${this.#save}>
        <p class="muted small">${office.text('enter-keys-hint')}</p>
        ${secret('publishableKey', 'publishable-key', 'pk_…', 'text')}
        ${secret('secretKey', 'secret-key', 'rk_… / sk_…')}
        <details>
          <summary>${office.text('own-endpoint')}</summary>
          <div class="stack">
            <p class="muted small">${office.text('own-endpoint-hint')}</p>
            ${secret('webhookSecret', 'signing-secret', 'whsec_…')}
            ${
              webhookSecrets.some(({ source }) => source === 'entered')
                ? html`<label class="check">
                    <input type="checkbox" name="noWebhookSecret" /> ${office.text('remove-secret')}
                  </label>`
                : nothing
            }
          </div>
        </details>
        ${
          underWay > 0
            ? html`<div class="notice warn">
                <p>
                  ${office.text('in-flight', {
                    open: office.translator.number(inFlight.open),
                    processing: office.translator.number(inFlight.processing),
                    authorized: office.translator.number(inFlight.authorized),
                  })}
                </p>
                ${
                  inFlight.open > 0
                    ? html`<label class="check">
                        <input type="checkbox" name="cancelOpen" /> ${office.text('cancel-open')}
                      </label>`
                    : nothing
                }
              </div>`
            : nothing
        }
        <div class="row">
          <button class="primary" ?disabled=${this.#acting.busy}>${office.text('save')}</button>
          <button type="button" ?disabled=${this.#acting.busy} @click=${this.#askEntered}>
            ${office.text('check-only')}
          </button>
        </div>
      </form>
    `;
  }

  #entered(): FormData {
    const form = this.renderRoot.querySelector('form');
    return new FormData(form ?? undefined);
  }

  readonly #askEntered = (): void => this.#ask(keysOf(this.#entered()));

  #ask(keys: Keys): void {
    void this.#acting.run(async () => {
      const { body } = await this.office.api.send<CredentialCheck>('settings/credentials/check', {
        method: 'POST',
        body: keys,
      });
      this.#check = body;
      const key = body.ok ? 'keys-good' : 'keys-bad';
      return { tone: body.ok ? 'good' : 'bad', text: this.office.text(key) };
    });
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const view = this.#credentials.value;
    if (!view) return;
    const data = this.#entered();
    const webhookSecret = data.has('noWebhookSecret') ? null : textOf(data, 'webhookSecret');
    const body: CredentialsRequest = {
      version: view.version,
      ...keysOf(data),
      ...(webhookSecret === undefined ? {} : { webhookSecret }),
      ...(data.has('cancelOpen') ? { cancelOpen: true } : {}),
    };
    void this.#acting.run(async () => {
      const saved = await this.office.api.send<CredentialsView>('settings/credentials', {
        method: 'PUT',
        body,
      });
      this.#check = undefined;
      this.#credentials.set(saved.body);
      this.renderRoot.querySelector('form')?.reset();
      return { tone: 'good', text: this.office.text('saved') };
    }, this.#refused);
  };

  readonly #refused = (error: unknown): void => {
    const check = error instanceof Refusal ? error.extra.check : undefined;
    if (check) this.#check = check as CredentialCheck;
    void this.#credentials.read();
  };
}

const textOf = (data: FormData, name: string): string | undefined => {
  const value = data.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** What was typed; what was left empty stays as it is. */
function keysOf(data: FormData): Keys {
  const publishableKey = textOf(data, 'publishableKey');
  const secretKey = textOf(data, 'secretKey');
  return {
    ...(publishableKey === undefined ? {} : { publishableKey }),
    ...(secretKey === undefined ? {} : { secretKey }),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-credentials': OfficeCredentials;
  }
}
