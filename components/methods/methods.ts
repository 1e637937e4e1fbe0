import { html, nothing, type TemplateResult } from 'lit';
import type { SessionMethod } from '../../server/contract.ts';
import { countryCodes } from '../locales/countries.ts';
import type { CheckoutSession } from '../session/checkout-session.ts';
import { SessionController } from '../session/context.ts';
import { Part } from '../session/part.ts';
import { nextTask } from '../session/task.ts';
import { skeleton, tokens } from '../styles/tokens.styles.ts';
import { styles } from './methods.styles.ts';
import { PaymentForm } from './payment-form.ts';

/**
 * @summary The payment methods that fit the order, as a radio group, with Stripe's form for the
 * chosen one below it. Belongs inside a `<tender-checkout>`.
 *
 * @tag tender-methods
 *
 * @slot methods-heading - The heading of the group.
 * @slot methods-empty - What to say when no method fits.
 *
 * @csspart heading - The heading.
 * @csspart country - The label and the select for the shopper's country.
 * @csspart list - The box around all methods.
 * @csspart method - One method: its row, and its form when chosen.
 * @csspart form - The space of Stripe's form.
 * @csspart empty - The message when no method fits.
 *
 * @cssproperty --tender-form-height - Space kept for a short form, such as a bank's.
 * @cssproperty --tender-card-form-height - Space kept for the card form.
 */
export class TenderMethods extends Part {
  static override styles = [tokens, skeleton, styles];

  readonly #checkout = new SessionController(this);
  readonly #form = new PaymentForm(this, this.#checkout);
  #countryCodes: string[] | undefined;

  /** Moves the focus to the chosen method. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>(':checked, select')?.focus(options);
  }

  protected override render(): TemplateResult {
    const { session } = this.#checkout;
    return html`
      <fieldset ?disabled=${session?.state.phase === 'paying'}>
        <legend part="heading">
          <slot name="methods-heading">${session?.translator.text('methods-heading')}</slot>
        </legend>
        ${session?.data ? this.#renderMethods(session) : nothing}
      </fieldset>
    `;
  }

  #renderMethods(session: CheckoutSession): TemplateResult {
    const { methods, translator } = session;
    return html`
      ${session.asksCountry ? this.#renderCountry(session) : nothing}
      <div class="list" part="list">
        ${methods.map((method) => this.#renderMethod(session, method))}
        <div class="empty" part="empty" ?hidden=${methods.length > 0}>
          <slot name="methods-empty">
            <p>${translator.text('methods-empty')}</p>
            <p class="hint">${translator.text('methods-empty-hint')}</p>
          </slot>
        </div>
      </div>
    `;
  }

  #renderMethod(session: CheckoutSession, method: SessionMethod): TemplateResult {
    const chosen = method.type === session.state.method;
    const hint = chosen ? hintFor(session, method) : '';
    return html`
      <div class="method ${chosen ? 'chosen' : ''}" part="method">
        <label>
          <input
            type="radio"
            name="method"
            value=${method.type}
            .checked=${chosen}
            aria-describedby=${hint ? `hint-${method.type}` : nothing}
            @change=${() => session.choose(method.type)}
          />
          <span class="text">
            <span class="name">${session.translator.name(method.type, method.label)}</span>
            ${
              hint
                ? html`<span class="hint" id="hint-${method.type}" aria-hidden="true"
                    >${hint}</span
                  >`
                : nothing
            }
          </span>
          <span class="mark">
            <img
              alt=""
              src="${session.api.endpoint}icons/${method.icon}.svg"
              @load=${showMark}
              @error=${showMark}
            />
          </span>
        </label>
        ${chosen ? this.#renderForm(method) : nothing}
      </div>
    `;
  }

  #renderForm({ type }: SessionMethod): TemplateResult {
    const waiting = !this.#form.ready;
    const kind = type === 'card' ? 'card' : '';
    return html`
      <div class="form ${kind} ${waiting ? 'waiting' : ''}" part="form">
        ${
          waiting
            ? html`<div class="wait" aria-hidden="true">
                <div class="skeleton wide"></div>
                <div class="skeleton"></div>
                <div class="skeleton"></div>
                <div class="skeleton wide"></div>
              </div>`
            : nothing
        }
        <slot name=${this.#form.frame.slotName}></slot>
      </div>
    `;
  }

  #renderCountry(session: CheckoutSession): TemplateResult {
    const { translator, country } = session;
    if (!this.#countryCodes) void this.#listCountries();
    const options = (this.#countryCodes ?? [])
      .map((code) => ({ code, name: translator.country(code) }))
      .sort((one, other) => one.name.localeCompare(other.name, translator.locale));
    return html`
      <div class="country" part="country">
        <label for="country">${translator.text('country')}</label>
        <select
          id="country"
          aria-describedby="country-hint"
          autocomplete="country"
          @change=${({ target }: Event) =>
            void session.chooseCountry((target as HTMLSelectElement).value)}
        >
          <option value="" disabled ?selected=${!country}>
            ${translator.text('country-choose')}
          </option>
          ${options.map(
            ({ code, name }) =>
              html`<option value=${code} ?selected=${code === country}>${name}</option>`,
          )}
        </select>
        <span class="hint" id="country-hint">${translator.text('country-hint')}</span>
      </div>
    `;
  }

  /** In a task of its own: a slow phone takes 40 ms, and the methods needn't wait. */
  async #listCountries(): Promise<void> {
    this.#countryCodes = [];
    await nextTask();
    this.#countryCodes = countryCodes();
    this.requestUpdate();
  }
}

/** One short line on what will happen, when it's more than a charge right now. */
function hintFor({ translator, methods }: CheckoutSession, method: SessionMethod): string {
  const { type, confirmation, settlement, capture, label } = method;
  const key = confirmation === 'immediate' && settlement === 'delayed' ? 'delayed' : confirmation;
  return [
    key === 'immediate'
      ? ''
      : translator.text(`method-${key}`, { method: translator.name(type, label) }),
    capture === 'manual'
      ? translator.text('method-held')
      : // Worth saying only where other methods are held.
        methods.some((other) => other.capture === 'manual')
        ? translator.text('method-charged')
        : '',
  ]
    .filter(Boolean)
    .join('. ');
}

/** Where a mark can't be shown, the neutral one below it does, not the browser's broken image. */
function showMark({ type, target }: Event): void {
  (target as HTMLElement).hidden = type === 'error';
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-methods': TenderMethods;
  }
}
