/** The Express Checkout Element inside its frame: the wallets' buttons. */
import type { ExpressPaymentType, StripeExpressCheckoutElementOptions } from '@stripe/stripe-js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { ElementFrame, ExpressPage, GroupState } from '../../shared/protocol.ts';
import { isDark } from '../../shared/appearance.ts';
import { expressMethods, WALLET_NAMES } from '../../shared/wallets.ts';
import { dress } from '../appearance.ts';
import { blurActiveElement, page } from '../host.ts';
import { translator } from '../locales/index.ts';
import './express.css';

/** Widest layout in which each button still has room for its words. */
const BUTTON_WIDTH = 200;

export class ExpressCheckoutElementFrame implements ElementFrame {
  readonly #root: HTMLElement;
  #group: GroupState | undefined;
  #options: StripeExpressCheckoutElementOptions = {};
  #showsAll = false;
  #pressed: ExpressPaymentType | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  setup(params: { group: GroupState; options: object }): void {
    this.update(params);
    addEventListener('resize', () => this.#draw());
  }

  update({ group, options }: { group: GroupState; options: object }): void {
    this.#group = group;
    this.#options = options;
    dress(group);
    this.#draw();
  }

  /** Back to the button whose sheet was open, if there was one. */
  focus(): void {
    const pressed = this.#root.querySelector<HTMLElement>(`[data-value="${this.#pressed ?? ''}"]`);
    (pressed ?? this.#root.querySelector('button'))?.focus();
  }

  blur(): void {
    blurActiveElement();
  }

  clear(): void {
    // Nothing is typed here.
  }

  #draw(): void {
    if (!this.#group) return;
    const methods = expressMethods(this.#group.session, this.#options);
    const { maxColumns = 0, maxRows = 2, overflow = 'auto' } = this.#options.layout ?? {};
    const fitting = Math.max(1, Math.floor(document.body.clientWidth / BUTTON_WIDTH));
    const columns = Math.max(1, Math.min(methods.length, maxColumns || 2, fitting));
    const room = overflow === 'never' || maxRows === 0 ? Infinity : maxRows * columns;
    const hides = !this.#showsAll && methods.length > room;
    const t = translator(this.#group.locale);
    const style = `--columns: ${columns}; --buttonHeight: ${this.#options.buttonHeight ?? 44}px`;
    render(
      methods.length === 0
        ? nothing
        : html`<div class="ExpressButtons" style=${style}>
              ${(hides ? methods.slice(0, room) : methods).map((method) => this.#button(method))}
            </div>
            ${
              hides
                ? html`<button
                    type="button"
                    class="More"
                    aria-expanded="false"
                    @click=${() => {
                      this.#showsAll = true;
                      this.#draw();
                    }}
                  >
                    ${t('more')}
                  </button>`
                : nothing
            }`,
      this.#root,
    );
    this.#root.hidden = methods.length === 0;
  }

  #button(method: ExpressPaymentType): TemplateResult {
    const { label, theme } = this.#look(method);
    return html`<button
      type="button"
      class="ExpressButton"
      data-value=${method}
      data-testid=${method}
      data-theme=${theme}
      @click=${() => {
        this.#pressed = method;
        void page<ExpressPage>().call('pressed', { method });
      }}
    >
      ${label}
    </button>`;
  }

  /** The words around the wallet's name, by the shop's `buttonType`. */
  #wording(type: string, name: string): string {
    const t = translator(this.#group?.locale ?? 'en');
    if (type === 'buy' || type === 'pay') return t(`express.${type}`, { name });
    const words = WORDINGS[type];
    return words ? `${words} ${name}` : name;
  }

  #look(method: ExpressPaymentType): { label: string; theme: string } {
    const { buttonType = {}, buttonTheme = {} } = this.#options;
    // Stripe picks what stands out from the theme.
    const contrast = isDark(this.#group?.appearance ?? {}) ? 'white' : 'black';
    const name = WALLET_NAMES[method];
    switch (method) {
      case 'apple_pay': {
        const { applePay: type = 'plain' } = buttonType;
        return { label: this.#wording(type, name), theme: buttonTheme.applePay ?? contrast };
      }
      case 'google_pay': {
        const { googlePay: type = 'buy' } = buttonType;
        return { label: this.#wording(type, name), theme: buttonTheme.googlePay ?? contrast };
      }
      case 'paypal': {
        const { paypal: type = 'paypal' } = buttonType;
        return { label: this.#wording(type, name), theme: buttonTheme.paypal ?? 'gold' };
      }
      case 'link':
        return { label: this.#wording('pay', name), theme: 'link' };
      case 'amazon_pay':
        return { label: name, theme: 'amazon' };
      case 'klarna':
        return { label: this.#wording('pay', name), theme: 'klarna' };
    }
  }
}

/** The words before the wallet's name for the rarer `buttonType`s, in English alone. */
const WORDINGS: Record<string, string> = {
  'add-money': 'Add money with',
  book: 'Book with',
  buynow: 'Buy now with',
  'check-out': 'Check out with',
  checkout: 'Check out with',
  contribute: 'Contribute with',
  donate: 'Donate with',
  order: 'Order with',
  reload: 'Reload with',
  rent: 'Rent with',
  subscribe: 'Subscribe with',
  support: 'Support with',
  tip: 'Tip with',
  'top-up': 'Top up with',
};
