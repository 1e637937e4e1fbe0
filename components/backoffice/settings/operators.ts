import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NewOperator, OperatorToken } from '../../../server/operators/contract.ts';
import type { Scope } from '../../../server/operators/scopes.ts';
import { renderMissing, renderOutcome } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { partStyles } from '../styles.ts';

const SCOPES: readonly Scope[] = ['view', 'operate', 'configure'];

/** Who may use the back office: tokens are made, shown once, and revoked. */
export class OfficeOperators extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      .token {
        font-size: 1em;
        user-select: all;
      }
      ul {
        display: grid;
        gap: 1.125em;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5em 1em;
      }
      .who {
        display: grid;
        gap: 0.25em;
      }
    `,
  ];

  readonly #list = new ReadController<{ operators: OperatorToken[] }>(this, 'operators');
  readonly #acting = new Action(this);
  /** The one time that it is seen. */
  #token: string | undefined;
  #revoking: OperatorToken | undefined;

  protected override render(): TemplateResult {
    const { office } = this;
    const operators = this.#list.value?.operators;
    return html`
      <div class="head"><h1 tabindex="-1">${office.text('page-operators')}</h1></div>
      <div class="stack">
        ${renderOutcome(this.#acting.outcome)} ${this.#renderToken()}
        <div class="card">
          ${operators ? this.#renderOperators(operators) : renderMissing(office, this.#list.error)}
        </div>
        ${
          office.can('configure')
            ? html`<section class="card">
                <h2>${office.text('add-operator')}</h2>
                ${this.#renderForm()}
              </section>`
            : nothing
        }
      </div>
      ${this.#renderDialog()}
    `;
  }

  #renderToken(): TemplateResult | typeof nothing {
    const { office } = this;
    const token = this.#token;
    if (token === undefined) return nothing;
    return html`<div class="notice warn">
      <p>${office.text('token-once')}</p>
      <p><code class="token">${token}</code></p>
      <div>
        <button type="button" @click=${() => void this.#copy(token)}>${office.text('copy')}</button>
      </div>
    </div>`;
  }

  #renderOperators(operators: OperatorToken[]): TemplateResult {
    return html`<ul>
      ${repeat(
        operators,
        ({ id }) => id,
        (operator) => this.#renderOperator(operator),
      )}
    </ul>`;
  }

  #renderOperator(operator: OperatorToken): TemplateResult {
    const { office } = this;
    const { id, name, scopes, expiresAt, revokedAt } = operator;
    const over = revokedAt !== null || (expiresAt !== null && expiresAt <= Date.now());
    return html`<li class=${over ? 'muted' : ''}>
      <div class="who">
        <strong>${name}</strong>
        <code class="muted small">${id}</code>
        <span class="row">
          ${scopes.map((scope) => html`<span class="badge">${office.text(`scope-${scope}`)}</span>`)}
          <span class="muted small">${this.#expiry(operator)}</span>
        </span>
      </div>
      ${
        over || !office.can('configure')
          ? nothing
          : html`<button type="button" class="danger" @click=${() => this.#askRevoke(operator)}>
              ${office.text('revoke')}<span class="visually-hidden">${' '}${name}</span>
            </button>`
      }
    </li>`;
  }

  #expiry({ expiresAt, revokedAt }: OperatorToken): string {
    const { office } = this;
    if (revokedAt !== null) {
      return office.text('revoked-at', { when: office.translator.time(revokedAt) });
    }
    const when = expiresAt === null ? undefined : office.translator.time(expiresAt);
    return when === undefined ? office.text('never-expires') : office.text('expires', { when });
  }

  #renderForm(): TemplateResult {
    const { office } = this;
    return html`
      <form class="stack" @submit=${this.#add}>
        <label>${office.text('name')}<input name="name" required maxlength="100" /></label>
        <fieldset>
          <legend>${office.text('may')}</legend>
          ${SCOPES.map(
            (scope) =>
              html`<label class="check">
                <input type="checkbox" name="scopes" value=${scope} ?checked=${scope === 'view'} />
                <span>
                  ${office.text(`scope-${scope}`)}
                  <span class="muted small">${office.text(`scope-${scope}-hint`)}</span>
                </span>
              </label>`,
          )}
        </fieldset>
        <label>${office.text('expires-on')}<input type="date" name="expires" /></label>
        <div>
          <button class="primary" ?disabled=${this.#acting.busy}>${office.text('add')}</button>
        </div>
      </form>
    `;
  }

  #renderDialog(): TemplateResult {
    const { office } = this;
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${office.text('ask-revoke', { name: this.#revoking?.name ?? '' })}</h2>
        <p>${office.text('revoke-hint')}</p>
        <div class="actions">
          <button>${office.text('back')}</button>
          <button class="danger" @click=${this.#revoke}>${office.text('revoke')}</button>
        </div>
      </form>
    </dialog>`;
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const expires = data.get('expires');
    const name = data.get('name');
    const body: NewOperator = {
      name: typeof name === 'string' ? name : '',
      scopes: data.getAll('scopes') as Scope[],
      ...(typeof expires === 'string' && expires !== ''
        ? { expiresAt: new Date(`${expires}T23:59:59`).getTime() }
        : {}),
    };
    this.#token = undefined;
    void this.#acting.run(async () => {
      const answer = await this.office.api.send<{ token: string }>('operators', {
        method: 'POST',
        body,
      });
      this.#token = answer.body.token;
      form.reset();
      await this.#list.read();
      return undefined;
    });
  };

  #askRevoke(operator: OperatorToken): void {
    this.#revoking = operator;
    this.requestUpdate();
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  readonly #revoke = (): void => {
    const id = this.#revoking?.id ?? '';
    void this.#acting.run(async () => {
      await this.office.api.send(`operators/${id}`, { method: 'DELETE' });
      await this.#list.read();
      return { tone: 'good', text: this.office.text('revoked') };
    });
  };

  async #copy(token: string): Promise<void> {
    await navigator.clipboard.writeText(token);
    this.office.announce(this.office.text('copied'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-operators': OfficeOperators;
  }
}
