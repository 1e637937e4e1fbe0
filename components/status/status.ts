import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PaymentStatus } from '../../server/contract.ts';
import { LocaleController } from '../controllers/locale.ts';
import { TenderAuthorizedEvent } from '../events/authorized.ts';
import { TenderErrorEvent } from '../events/error.ts';
import { TenderFailedEvent } from '../events/failed.ts';
import { TenderPaidEvent } from '../events/paid.ts';
import { TenderProcessingEvent } from '../events/processing.ts';
import { TenderUnknownEvent } from '../events/unknown.ts';
import { Translator } from '../locales/translator.ts';
import { Api } from '../session/api.ts';
import { SessionController } from '../session/context.ts';
import { tellDeveloper } from '../session/developer.ts';
import { endpointOf } from '../session/endpoint.ts';
import { returnedPayment } from '../session/return.ts';
import { watchPayment } from '../session/watch.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { type Screen, screenOf } from './screen.ts';
import { styles } from './status.styles.ts';

/** How long a payment may stay without an answer before the page says so, in milliseconds. */
const PATIENCE = 15_000;

/**
 * @summary How a payment stands, live until there is nothing left to wait for. On the page that
 * redirects come back to it needs no attribute; a `<tender-checkout>` shows one by itself.
 *
 * @tag tender-status
 *
 * @slot status-confirming - In place of the screen while there is no answer yet.
 * @slot status-paid - In place of the screen for a payment that succeeded.
 * @slot status-authorized - In place of the screen for an amount that is held.
 * @slot status-processing - In place of the screen for a payment under way at the bank.
 * @slot status-awaiting - In place of the screen for a voucher or transfer that is yet to be paid.
 * @slot status-failed - In place of the screen for an attempt that failed.
 * @slot status-canceled - In place of the screen for a payment that was canceled.
 * @slot status-unknown - In place of the screen when the outcome can't be told.
 * @slot status-none - In place of the text when there is no payment to show.
 *
 * @event {TenderPaidEvent} tender-paid - The payment succeeded.
 * @event {TenderAuthorizedEvent} tender-authorized - The amount is held.
 * @event {TenderProcessingEvent} tender-processing - The outcome will be known later.
 * @event {TenderFailedEvent} tender-failed - The attempt failed; nothing was charged.
 * @event {TenderUnknownEvent} tender-unknown - It can't be told whether the payment went through.
 * @event {TenderErrorEvent} tender-error - The element can't work.
 *
 * @csspart screen - The box around everything.
 * @csspart mark - The round sign.
 * @csspart heading - The heading.
 * @csspart hint - The text below it.
 * @csspart details - The order and the means of payment.
 * @csspart retry - The link back to the checkout.
 */
export class TenderStatus extends LitElement {
  static override styles = [tokens, styles];

  static override properties = {
    payment: {},
    endpoint: {},
    checkoutUrl: { attribute: 'checkout-url' },
    locale: {},
    theme: { reflect: true },
  };

  /** Token of the payment to show. Without it, the one that the shopper came back from. */
  declare payment: string | undefined;

  /** Where the server is mounted. Without it, where the script came from. */
  declare endpoint: string | undefined;

  /** Where a shopper whose payment failed can try again. */
  declare checkoutUrl: string | undefined;

  /** Language of the texts, BCP 47. Without it, the page's. */
  declare locale: string | undefined;

  /** Light or dark whatever the page does. */
  declare theme: 'auto' | 'light' | 'dark' | undefined;

  readonly #checkout = new SessionController(this, false);
  readonly #locale = new LocaleController(this, new Translator());
  #watched: { token: string; abort: AbortController } | undefined;
  #told: Screen | undefined;
  #status: PaymentStatus | undefined;
  #patient = true;
  /** Whether it's no use to keep asking. */
  #refused = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  /** Moves the focus to the heading, so that a screen reader starts there. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('h2')?.focus(options);
  }

  protected override willUpdate(): void {
    const token = this.#token;
    if (token === this.#watched?.token) return;
    this.#stop();
    if (token) this.#watch(token);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const screen = screenOf(this.#status, this.#patient);
    if (!this.#watched || screen === this.#told || screen === 'confirming') return;
    this.#told = screen;
    this.#tell(screen);
  }

  protected override render(): TemplateResult {
    const translator = this.#translator;
    const { language, direction } = translator;
    if (!this.#token) {
      return html`<div class="screen" part="screen" lang=${language} dir=${direction}>
        <slot name="status-none"><p>${translator.text('no-payment')}</p></slot>
      </div>`;
    }
    const screen = screenOf(this.#status, this.#patient);
    return html`
      <div
        class="screen ${screen}"
        part="screen"
        role="status"
        aria-live=${this.#checkout.session ? 'off' : 'polite'}
        lang=${language}
        dir=${direction}
      >
        <slot name="status-${screen}">
          <span class="mark" part="mark" aria-hidden="true">${mark(screen)}</span>
          <h2 part="heading" tabindex="-1">${translator.text(screen)}</h2>
          ${this.#renderHint(screen)} ${this.#renderDetails()}
          ${
            screen === 'failed' && this.checkoutUrl
              ? html`<a part="retry" href=${this.checkoutUrl}>${translator.text('retry')}</a>`
              : nothing
          }
        </slot>
      </div>
    `;
  }

  #renderHint(screen: Screen): TemplateResult | typeof nothing {
    if (screen === 'confirming') return nothing;
    const translator = this.#translator;
    const { amount, currency, error, refunded } = this.#status ?? {};
    const money = (minor = 0) => (currency ? translator.money(minor, currency) : '');
    // The server's words are English.
    const why = screen === 'failed' && translator.language === 'en' ? (error?.message ?? '') : '';
    const key =
      screen === 'unknown' && this.#refused ? 'unreadable-hint' : (`${screen}-hint` as const);
    return html`
      <p part="hint">${why} ${translator.text(key, { amount: money(amount) })}</p>
      ${
        refunded
          ? html`<p part="hint">${translator.text('refunded', { amount: money(refunded) })}</p>`
          : nothing
      }
    `;
  }

  #renderDetails(): TemplateResult | typeof nothing {
    if (!this.#status) return nothing;
    const { orderId, method } = this.#status;
    return html`<p class="details" part="details">
      <span>${this.#translator.text('order')} <bdi>${orderId}</bdi></span>
      ${method?.last4 ? html`<bdi class="card">${method.brand} •••• ${method.last4}</bdi>` : nothing}
    </p>`;
  }

  get #translator(): Translator {
    return this.#checkout.session?.translator ?? this.#locale.translator;
  }

  /** The payment to show: the attribute's, the checkout's, or the one in the address. */
  get #token(): string | undefined {
    if (this.payment) return this.payment;
    const { session } = this.#checkout;
    return session ? session.state.payment : returnedPayment();
  }

  #watch(token: string): void {
    const abort = new AbortController();
    const { signal } = abort;
    this.#watched = { token, abort };
    const api = this.#checkout.session?.api ?? new Api(endpointOf(this.endpoint));
    const giveUp = () => {
      this.#patient = false;
      this.requestUpdate();
    };
    const timer = setTimeout(giveUp, PATIENCE);
    signal.addEventListener('abort', () => clearTimeout(timer));
    watchPayment(api, token, {
      signal,
      onPayment: (payment) => {
        // A push and an answer may overtake each other.
        if (payment.version >= (this.#status?.version ?? 0)) this.#status = payment;
        if (payment.settled) abort.abort();
        this.requestUpdate();
      },
      onRefused: (cause) => {
        this.#refused = true;
        giveUp();
        tellDeveloper('payment_unreadable', api.endpoint, cause);
        this.dispatchEvent(new TenderErrorEvent('payment_unreadable', cause));
      },
    });
  }

  #stop(): void {
    this.#watched?.abort.abort();
    this.#watched = undefined;
    this.#told = undefined;
    this.#status = undefined;
    this.#patient = true;
    this.#refused = false;
  }

  /** To the page as an event, or to the checkout around when the shopper can try again. */
  #tell(screen: Screen): void {
    const { session } = this.#checkout;
    const status = this.#status;
    const translator = this.#translator;
    const text = translator.text(screen);
    if (status && (screen === 'failed' || screen === 'canceled')) {
      const { code = 'payment_canceled', message: english } = status.error ?? {};
      const message = translator.words(english, screen);
      if (session) session.fail({ code, message, tone: 'danger' });
      else this.dispatchEvent(new TenderFailedEvent(code, message));
      return;
    }
    // Stripe was out of reach when the shopper pressed pay, and nothing has arrived since.
    if (screen === 'unknown' && status && session?.state.submitted === false) {
      const message = translator.text('try-again');
      session.fail({ code: 'no_answer', message, tone: 'danger' });
      return;
    }
    session?.announce(text);
    this.dispatchEvent(resultEvent(screen, status));
  }
}

function resultEvent(screen: Screen, status: PaymentStatus | undefined): Event {
  if (!status || screen === 'unknown') return new TenderUnknownEvent(status);
  if (screen === 'paid') return new TenderPaidEvent(status);
  if (screen === 'authorized') return new TenderAuthorizedEvent(status);
  return new TenderProcessingEvent(status);
}

/** The sign of a screen: a tick, a cross, an arc that turns, a clock. */
function mark(screen: Screen): TemplateResult {
  const path =
    screen === 'paid' || screen === 'authorized'
      ? 'M5 12.5l4.5 4.5L19 7.5'
      : screen === 'failed' || screen === 'canceled'
        ? 'M7 7l10 10M17 7L7 17'
        : screen === 'confirming'
          ? 'M12 4a8 8 0 1 0 8 8'
          : 'M12 7v5l3.5 2M20 12a8 8 0 1 1-16 0a8 8 0 0 1 16 0';
  return html`<svg viewBox="0 0 24 24"><path d=${path} /></svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-status': TenderStatus;
  }
}
