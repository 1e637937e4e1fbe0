import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LocaleController } from '../controllers/locale.ts';
import type { TenderAuthorizedEvent } from '../events/authorized.ts';
import type { TenderPaidEvent } from '../events/paid.ts';
import type { TenderProcessingEvent } from '../events/processing.ts';
import { Translator } from '../locales/translator.ts';
import { Api } from '../session/api.ts';
import { CheckoutSession } from '../session/checkout-session.ts';
import { provideSession } from '../session/context.ts';
import { tellDeveloper } from '../session/developer.ts';
import { endpointOf } from '../session/endpoint.ts';
import { returnUrl } from '../session/return.ts';
import { hasPlainFont } from '../styles/plain.ts';
import { skeleton, tokens } from '../styles/tokens.styles.ts';
import { styles } from './checkout.styles.ts';

/**
 * @summary A whole checkout for one order: express buttons, payment methods, pay button, and the
 * outcome. With children it gives them what they need, and the page places them.
 *
 * @tag tender-checkout
 *
 * @slot - `<tender-express>`, `<tender-methods>` and `<tender-pay>` with the page's own markup
 * around them. Without, the checkout composes itself.
 * @slot express-divider - The word between the express buttons and the methods.
 * @slot methods-heading - The heading of the payment methods.
 * @slot methods-empty - What to say when no method fits.
 * @slot pay-label - The pay button's text.
 * @slot pay-note - The line below the pay button.
 * @slot unavailable - What to show when the order can't be loaded.
 * @slot status-paid - In place of the screen for a payment that succeeded; likewise
 * `status-authorized`, `status-processing`, `status-awaiting`, `status-unknown` and
 * `status-confirming`.
 *
 * @event {TenderReadyEvent} tender-ready - The order and its methods are here, or have changed.
 * @event {TenderMethodChangeEvent} tender-method-change - Another method is chosen.
 * @event {TenderCountryChangeEvent} tender-country-change - The shopper picked a country.
 * @event {TenderBeforePayEvent} tender-before-pay - A payment is about to start. Cancelable.
 * @event {TenderProcessingEvent} tender-processing - The outcome will be known later.
 * @event {TenderAuthorizedEvent} tender-authorized - The amount is held.
 * @event {TenderPaidEvent} tender-paid - The payment succeeded.
 * @event {TenderFailedEvent} tender-failed - The attempt failed; nothing was charged.
 * @event {TenderUnknownEvent} tender-unknown - It can't be told whether the payment went through.
 * @event {TenderErrorEvent} tender-error - Something keeps the checkout from working.
 *
 * @csspart unavailable - The message when the order can't be loaded.
 *
 * @cssproperty --tender-color-primary - Pay button, chosen method, focus.
 * @cssproperty --tender-color-on-primary - Text on the pay button.
 * @cssproperty --tender-color-background - Background of methods and fields.
 * @cssproperty --tender-color-text - Text.
 * @cssproperty --tender-color-muted - Text of less weight.
 * @cssproperty --tender-color-border - Lines between and around things.
 * @cssproperty --tender-color-control-border - Borders of fields.
 * @cssproperty --tender-color-success - Sign of a payment that went through.
 * @cssproperty --tender-color-warning - Sign of what is not known, and of changes.
 * @cssproperty --tender-color-danger - Errors.
 * @cssproperty --tender-color-focus - Focus ring.
 * @cssproperty --tender-font-family - Font; the page's by default.
 * @cssproperty --tender-font-size - Size of the text; the page's by default.
 * @cssproperty --tender-radius - Radius of corners.
 * @cssproperty --tender-space - Distance between things.
 * @cssproperty --tender-control-height - Height of fields and buttons.
 */
export class TenderCheckout extends LitElement {
  static override styles = [tokens, skeleton, styles];

  static override properties = {
    order: {},
    endpoint: {},
    returnUrl: { attribute: 'return-url' },
    country: {},
    method: {},
    locale: {},
    theme: { reflect: true },
    fontSrc: { attribute: 'font-src' },
  };

  /** The order's token, as the server made it. */
  declare order: string | undefined;

  /** Where the server is mounted. Without it, where the script came from. */
  declare endpoint: string | undefined;

  /**
   * Where the shopper goes when the payment is made, and where redirects come back to. Without it,
   * everything happens on this page.
   */
  declare returnUrl: string | undefined;

  /** The shopper's country, ISO 3166-1 alpha-2, when the page knows better than the order. */
  declare country: string | undefined;

  /** Type of the method to choose at first, such as `ideal`. */
  declare method: string | undefined;

  /** Language of the texts, BCP 47. Without it, the page's. */
  declare locale: string | undefined;

  /** Light or dark whatever the page does; `auto` follows the page's `color-scheme`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined;

  /** Style sheet with the page's web fonts, so that Stripe's fields can use them. */
  declare fontSrc: string | undefined;

  readonly #locale = new LocaleController(this, new Translator(), () => this.#session.changed());
  readonly #session: CheckoutSession = new CheckoutSession(this, this.#locale.translator);
  readonly #internals = this.attachInternals();
  #children?: MutationObserver;
  #settled = false;

  constructor() {
    super();
    provideSession(this, this.#session);
    this.#session.addEventListener('change', () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#children ??= new MutationObserver(() => this.requestUpdate());
    this.#children.observe(this, { childList: true });
    addEventListener('pageshow', this.#comeBack);
    addEventListener('visibilitychange', this.#comeBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children?.disconnect();
    removeEventListener('pageshow', this.#comeBack);
    removeEventListener('visibilitychange', this.#comeBack);
  }

  /** Pays with the chosen method, as the pay button does. Resolves when Stripe or the server said. */
  async pay(): Promise<void> {
    await this.#session.pay();
  }

  /** Asks the server again, say after the page changed the order. What was typed stays. */
  async refresh(): Promise<void> {
    await this.#session.load();
  }

  /** Moves the focus to the chosen method, or to what there is instead. */
  override focus(options?: FocusOptions): void {
    const part = this.#part('tender-status') ?? this.#part('tender-methods');
    if (part) part.focus(options);
    else super.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { order } = this;
    if (changed.has('order') || changed.has('endpoint')) {
      const endpoint = endpointOf(this.endpoint);
      if (order) this.#session.open(new Api(endpoint), order);
      else tellDeveloper('order_missing', endpoint, this);
    } else if (changed.has('country')) {
      void this.#session.load();
    }
  }

  protected override firstUpdated(): void {
    // In a task of its own, as the browser has to compute styles for it; still before the first text.
    setTimeout(() => hasPlainFont(this) && this.#internals.states.add('plain'));
  }

  protected override updated(): void {
    const settled = this.#session.state.phase === 'settled';
    const status = this.#part('tender-status');
    if (settled && !this.#settled) void status?.updateComplete.then(() => status.focus());
    this.#settled = settled;
  }

  protected override render(): TemplateResult {
    const { phase, announcement } = this.#session.state;
    const { language, direction } = this.#locale.translator;
    const settled = phase === 'settled';
    const composed = ![...this.children].some(({ slot }) => !slot);
    return html`
      <div lang=${language} dir=${direction}>
        <div ?hidden=${phase !== 'unavailable'}>
          <slot name="unavailable">${this.#renderUnavailable()}</slot>
        </div>

        <div class="stack" aria-hidden="true" ?hidden=${phase !== 'loading'}>
          <div class="skeleton"></div>
          <div class="skeleton list"></div>
          <div class="skeleton"></div>
        </div>
        <div class="stack" ?hidden=${phase !== 'ready' && phase !== 'paying'}>
          ${
            composed
              ? html`
                  <tender-express>${this.#forward('express')}</tender-express>
                  <tender-methods>${this.#forward('methods')}</tender-methods>
                  <tender-pay>${this.#forward('pay')}</tender-pay>
                `
              : nothing
          }
          <slot></slot>
        </div>
        ${
          settled
            ? html`<tender-status
                @tender-paid=${this.#leave}
                @tender-authorized=${this.#leave}
                @tender-processing=${this.#leave}
                >${this.#forward('status')}</tender-status
              >`
            : nothing
        }
        <p class="visually-hidden" role="status">${announcement}</p>
      </div>
    `;
  }

  #renderUnavailable(): TemplateResult {
    const { state, data, translator } = this.#session;
    return html`
      <div class="unavailable" part="unavailable">
        <p>${state.notice?.message}</p>
        ${
          data?.order.status === 'closed'
            ? nothing
            : html`<button type="button" @click=${() => void this.#retry()}>
                ${translator.text('retry')}
              </button>`
        }
      </div>
    `;
  }

  async #retry(): Promise<void> {
    await this.refresh();
    await this.updateComplete;
    this.focus();
  }

  /** Slots for what the page has put in: an empty one would replace the part's own text. */
  #forward(part: string): TemplateResult[] {
    const names = new Set([...this.children].map(({ slot }) => slot));
    return [...names]
      .filter((name) => name.startsWith(`${part}-`))
      .map((name) => html`<slot name=${name} slot=${name}></slot>`);
  }

  #part<Tag extends 'tender-methods' | 'tender-status'>(
    name: Tag,
  ): HTMLElementTagNameMap[Tag] | null {
    return this.renderRoot.querySelector(name) ?? this.querySelector(name);
  }

  /** Back from another page or tab: the order may be paid, or have changed. */
  readonly #comeBack = (event: Event): void => {
    const { persisted: restored } = event as Partial<PageTransitionEvent>;
    if (restored) this.#session.end();
    if (restored || (event.type === 'visibilitychange' && !document.hidden)) void this.refresh();
  };

  /** Paid here, so on to the page that says thank you. A reload of this one stays. */
  readonly #leave = ({
    payment,
  }: TenderPaidEvent | TenderAuthorizedEvent | TenderProcessingEvent): void => {
    if (!this.returnUrl || !this.#session.paidHere) return;
    location.assign(returnUrl(this.returnUrl, payment.token));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-checkout': TenderCheckout;
  }
}
