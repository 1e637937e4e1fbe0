import { html, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../session/context.ts';
import { Part } from '../session/part.ts';
import { skeleton, tokens } from '../styles/tokens.styles.ts';
import { styles } from './express.styles.ts';
import { WalletButtons } from './wallet-buttons.ts';

/**
 * @summary Express checkout: the buttons of the wallets that work for this order, this shopper and
 * this browser. Takes no space when there is none. Belongs inside a `<tender-checkout>`.
 *
 * @tag tender-express
 *
 * @slot express-divider - The word between the buttons and what follows, in place of "or".
 *
 * @csspart buttons - The space of Stripe's buttons.
 * @csspart divider - The line with the word below the buttons.
 */
export class TenderExpress extends Part {
  static override styles = [tokens, skeleton, styles];

  readonly #checkout = new SessionController(this);
  readonly #wallets = new WalletButtons(this, this.#checkout);
  readonly #internals = this.attachInternals();

  protected override updated(): void {
    const empty = this.#wallets.available === false;
    this.#internals.states[empty ? 'add' : 'delete']('empty');
  }

  protected override render(): TemplateResult {
    const { session } = this.#checkout;
    const { available, frame } = this.#wallets;
    const waiting = available === undefined;
    return html`
      <div
        class="buttons ${waiting ? 'waiting' : ''}"
        part="buttons"
        role="group"
        aria-label=${session?.translator.text('express-label') ?? nothing}
      >
        ${
          waiting ? Array(this.#wallets.expected).fill(html`<div class="skeleton"></div>`) : nothing
        }
        <slot name=${frame.slotName}></slot>
      </div>
      <div class="divider" part="divider">
        <slot name="express-divider">${session?.translator.text('express-divider')}</slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-express': TenderExpress;
  }
}
