import { html, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../session/context.ts';
import { Part } from '../session/part.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './pay.styles.ts';

/**
 * @summary The pay button, with the amount the server says, and above it what the shopper should
 * know: what went wrong, or that the total changed. Belongs inside a `<tender-checkout>`.
 *
 * @tag tender-pay
 *
 * @slot pay-label - The button's text, in place of "Pay" and the amount.
 * @slot pay-note - The line below the button.
 *
 * @csspart notice - What went wrong or changed.
 * @csspart button - The button.
 * @csspart note - The line below the button.
 */
export class TenderPay extends Part {
  static override styles = [tokens, styles];

  readonly #checkout = new SessionController(this);
  readonly #internals = this.attachInternals();

  protected override updated(): void {
    const { session } = this.#checkout;
    const empty = session?.data && !session.chosen;
    this.#internals.states[empty ? 'add' : 'delete']('empty');
  }

  protected override render(): TemplateResult {
    const { session } = this.#checkout;
    const { translator, total = '', state } = session ?? {};
    const paying = state?.phase === 'paying';
    const idle = state?.phase === 'ready' && session?.form?.attempt;
    const notice = state?.notice;
    return html`
      ${notice && html`<p class="notice ${notice.tone}" part="notice" dir="auto">${notice.message}</p>`}
      <button
        type="button"
        class=${paying || idle ? '' : 'waiting'}
        part="button"
        aria-disabled=${idle ? 'false' : 'true'}
        aria-busy=${paying ? 'true' : 'false'}
        @click=${() => void session?.pay()}
      >
        ${paying ? html`<span class="spinner"></span>${translator?.text('paying')}` : nothing}
        <span ?hidden=${paying}>
          <slot name="pay-label">${translator?.text('pay', { amount: total })}</slot>
        </span>
      </button>
      <p class="note" part="note">
        <slot name="pay-note">
          <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
            <path d="M4 7V5a4 4 0 0 1 8 0v2h2v8H2V7zm2 0h4V5a2 2 0 0 0-4 0z" />
          </svg>
          ${translator?.text('pay-secure')}
        </slot>
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-pay': TenderPay;
  }
}
