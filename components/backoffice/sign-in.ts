import { css, html, nothing, type TemplateResult } from 'lit';
import { OfficePart } from './part.ts';
import { partStyles } from './styles.ts';

/** Asks for a token, or sends the operator to the merchant's own login. */
export class OfficeSignIn extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      form {
        display: grid;
        gap: 1.125em;
      }
    `,
  ];

  static override properties = { ...OfficePart.properties, ownLogin: { attribute: false } };

  /** The merchant has a login of his own: there are no tokens. */
  declare ownLogin: boolean;

  #busy = false;
  #problem = '';

  protected override render(): TemplateResult {
    const { office } = this;
    const expired = office.phase === 'expired';
    return html`
      <form @submit=${this.#submit}>
        <h1 tabindex="-1" id="title">${office.text(expired ? 'session-ended' : 'sign-in')}</h1>
        ${expired ? html`<p class="muted">${office.text('session-ended-hint')}</p>` : nothing}
        ${
          this.ownLogin
            ? html`<p>${office.text('own-login')}</p>`
            : html`<label>
                ${office.text('token')}
                <input
                  name="token"
                  type="password"
                  required
                  maxlength="200"
                  autocomplete="current-password"
                  autocapitalize="off"
                  spellcheck="false"
                  aria-describedby="hint problem"
                />
                <span class="muted small" id="hint">${office.text('token-hint')}</span>
              </label>`
        }
        <p class="notice bad" id="problem" role="alert" ?hidden=${!this.#problem}>
          ${this.#problem}
        </p>
        <button class="primary" aria-busy=${this.#busy ? 'true' : 'false'}>
          ${office.text(this.ownLogin ? 'try-again' : 'sign-in')}
        </button>
      </form>
    `;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#busy) return;
    const input = this.renderRoot.querySelector('input');
    this.#busy = true;
    this.#problem = '';
    this.requestUpdate();
    try {
      if (this.ownLogin) await this.office.start();
      else await this.office.signIn(input?.value.trim() ?? '');
    } catch (error) {
      this.#problem = this.#why(error);
      input?.select();
    }
    this.#busy = false;
    this.requestUpdate();
  };

  #why(error: unknown): string {
    const { office } = this;
    const code = error instanceof Object && 'code' in error ? error.code : undefined;
    if (code === 'authentication_required' || code === 'invalid_request') {
      return office.text(this.ownLogin ? 'own-login' : 'token-wrong');
    }
    return office.words(error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-sign-in': OfficeSignIn;
  }
}
