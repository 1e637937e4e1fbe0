import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MethodSetting, MethodsView } from '../../../server/settings/admin-contract.ts';
import { renderMissing, renderOutcome } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { partStyles } from '../styles.ts';
import type { LimitsEvent, OfficeLimits } from './limits.ts';
import { MethodsDraft } from './methods-draft.ts';
import { styles } from './methods.styles.ts';
import { settingStyles } from './styles.ts';

/** Which methods the shop offers, in what order, and from which amount to which. */
export class OfficeMethods extends OfficePart {
  static override styles = [...partStyles, settingStyles, styles];

  readonly #setting = new ReadController<MethodsView>(this, 'settings/methods');
  readonly #saving = new Action(this);
  #draft: MethodsDraft | undefined;
  #drawn: MethodsView | undefined;

  protected override willUpdate(): void {
    const view = this.#setting.value;
    if (!view || view === this.#drawn) return;
    this.#drawn = view;
    this.#draft = new MethodsDraft(view, this.#draft);
  }

  protected override render(): TemplateResult {
    const { office } = this;
    const view = this.#setting.value;
    const draft = this.#draft;
    return html`
      <div class="head"><h1 tabindex="-1">${office.text('page-methods')}</h1></div>
      <div class="stack">
        ${renderOutcome(this.#saving.outcome)}
        <section class="card">
          ${
            view && draft
              ? this.#renderMethods(view, draft)
              : renderMissing(office, this.#setting.error)
          }
        </section>
        <tender-office-method-report .office=${office}></tender-office-method-report>
      </div>
      <tender-office-limits .office=${office} @limits=${this.#limit}></tender-office-limits>
    `;
  }

  #renderMethods(view: MethodsView, draft: MethodsDraft): TemplateResult {
    const { office } = this;
    const inactive = view.methods.filter(
      ({ unavailable, missingCapability }) => unavailable === null && missingCapability !== null,
    );
    const gone = view.methods.filter(({ unavailable }) => unavailable !== null);
    return html`
      <div class="stack">
        ${office.can('configure') ? nothing : html`<p class="muted">${office.text('only-view')}</p>`}
        <ol class="methods" aria-label=${office.text('page-methods')}>
          ${repeat(
            draft.methods,
            ({ type }) => type,
            (method, index) => this.#renderMethod(method, index, draft.methods.length),
          )}
        </ol>
        ${this.#renderOthers('methods-inactive', inactive, ({ missingCapability }) =>
          office.text('capability-missing', { capability: missingCapability ?? '' }),
        )}
        ${this.#renderOthers('methods-gone', gone, ({ unavailable }) => unavailable ?? '')}
        ${
          office.can('configure')
            ? html`<div class="row save">
                <button
                  type="button"
                  class="primary"
                  ?disabled=${this.#saving.busy || !draft.isChanged}
                  @click=${() => this.#save(draft)}
                >
                  ${office.text('save')}
                </button>
                ${
                  draft.isChanged
                    ? html`<button type="button" class="plain" @click=${this.#undo}>
                        ${office.text('undo')}
                      </button>`
                    : nothing
                }
              </div>`
            : nothing
        }
      </div>
    `;
  }

  #renderMethod(method: MethodSetting, index: number, count: number): TemplateResult {
    const { office } = this;
    const { type, label, enabled, decidedBy, canHold, limits } = method;
    const locked = !office.can('configure');
    const currencies = Object.keys(limits).map((code) => code.toUpperCase());
    return html`
      <li data-type=${type}>
        <label class="check">
          <input
            type="checkbox"
            .checked=${enabled}
            ?disabled=${locked}
            @change=${(event: Event) =>
              this.#change((draft) =>
                draft.switch(type, (event.target as HTMLInputElement).checked),
              )}
          />
          <span>
            ${label}
            <span class="muted small">
              ${decidedBy === 'dashboard' ? office.text('by-dashboard') : nothing}
              ${canHold ? nothing : office.text('no-hold')}
              ${
                currencies.length > 0
                  ? office.text('limited-in', { currencies: office.translator.list(currencies) })
                  : nothing
              }
            </span>
          </span>
        </label>
        ${
          locked
            ? nothing
            : html`<span class="tools">
                <button
                  type="button"
                  class="plain"
                  aria-label=${office.text('limits-of', { method: label })}
                  @click=${() => this.#openLimits(method)}
                >
                  ${office.text('limits')}
                </button>
                <button
                  type="button"
                  class="plain arrow"
                  aria-label=${office.text('move-up', { method: label })}
                  aria-disabled=${index === 0 ? 'true' : 'false'}
                  @click=${() => this.#move(method, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  class="plain arrow"
                  aria-label=${office.text('move-down', { method: label })}
                  aria-disabled=${index === count - 1 ? 'true' : 'false'}
                  @click=${() => this.#move(method, 1)}
                >
                  ↓
                </button>
              </span>`
        }
      </li>
    `;
  }

  #renderOthers(
    key: 'methods-inactive' | 'methods-gone',
    methods: MethodSetting[],
    why: (method: MethodSetting) => string,
  ): TemplateResult | typeof nothing {
    const { office } = this;
    if (methods.length === 0) return nothing;
    return html`<details>
      <summary>${office.text(key, { count: office.translator.number(methods.length) })}</summary>
      <ul class="plain">
        ${methods.map(
          (method) =>
            html`<li>${method.label}${' '}<span class="muted small">${why(method)}</span></li>`,
        )}
      </ul>
    </details>`;
  }

  #change(change: (draft: MethodsDraft) => void): void {
    if (!this.#draft) return;
    change(this.#draft);
    this.#saving.outcome = undefined;
    this.requestUpdate();
  }

  #move({ type, label }: MethodSetting, by: -1 | 1): void {
    this.#change((draft) => draft.move(type, by));
    const place = (this.#draft?.methods.findIndex((method) => method.type === type) ?? 0) + 1;
    const { office } = this;
    office.announce(
      office.text('moved', { method: label, place: office.translator.number(place) }),
    );
  }

  readonly #undo = (): void => {
    this.#forget();
    this.requestUpdate();
  };

  #forget(): void {
    this.#drawn = undefined;
    this.#draft = undefined;
  }

  #openLimits(method: MethodSetting): void {
    void this.renderRoot.querySelector<OfficeLimits>('tender-office-limits')?.open(method);
  }

  readonly #limit = ({ method, limits }: LimitsEvent): void =>
    this.#change((draft) => draft.limit(method, limits));

  #save(draft: MethodsDraft): void {
    void this.#saving.run(
      async () => {
        const { body } = await this.office.api.send<MethodsView>('settings/methods', {
          method: 'PUT',
          body: draft.request,
        });
        this.#forget();
        this.#setting.set(body);
        return { tone: 'good', text: this.office.text('saved') };
      },
      () => void this.#setting.read(),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-methods': OfficeMethods;
  }
}
