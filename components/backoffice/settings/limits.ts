import { css, html, type TemplateResult } from 'lit';
import type { MethodSetting } from '../../../server/settings/admin-contract.ts';
import { OfficePart } from '../part.ts';
import { editableAmount, parseAmount } from '../payments/amounts.ts';
import { partStyles } from '../styles.ts';
import type { Limits } from './methods-draft.ts';

/** Other limits were set for a method. */
export class LimitsEvent extends Event {
  readonly method: string;
  readonly limits: Limits;

  constructor(method: string, limits: Limits) {
    super('limits');
    this.method = method;
    this.limits = limits;
  }
}

/** Rows beyond those that are filled. */
const SPARE = 2;

/** From which amount to which a method is offered, by currency. */
export class OfficeLimits extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      .limit {
        display: grid;
        grid-template-columns: 1fr 1.3fr 1.3fr;
        gap: 0.5em;
      }
    `,
  ];

  #method: MethodSetting | undefined;
  #problem = '';

  async open(method: MethodSetting): Promise<void> {
    this.#method = method;
    this.#problem = '';
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector('form')?.reset();
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const { office } = this;
    const entries = Object.entries(this.#method?.limits ?? {});
    const rows = [...entries, ...Array.from({ length: SPARE }, () => ['', {}] as const)];
    return html`
      <dialog aria-labelledby="title">
        <form @submit=${this.#submit} novalidate>
          <h2 id="title">${office.text('limits-of', { method: this.#method?.label ?? '' })}</h2>
          <p class="muted small">${office.text('limits-hint')}</p>
          ${rows.map(([currency, limit]) => this.#renderRow(currency, limit))}
          <p class="notice bad" role="alert" ?hidden=${!this.#problem}>${this.#problem}</p>
          <div class="actions">
            <button type="button" @click=${this.#close}>${office.text('back')}</button>
            <button class="primary">${office.text('apply')}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #renderRow(currency: string, { min, max }: Limits[string]): TemplateResult {
    const { office } = this;
    const shown = (amount: number | undefined): string =>
      amount === undefined ? '' : editableAmount(office.translator.locale, amount, currency);
    return html`
      <div class="limit">
        <label>
          ${office.text('currency')}
          <input name="currency" value=${currency.toUpperCase()} maxlength="3" autocomplete="off" />
        </label>
        <label>
          ${office.text('at-least')}
          <input name="min" inputmode="decimal" value=${shown(min)} autocomplete="off" />
        </label>
        <label>
          ${office.text('at-most')}
          <input name="max" inputmode="decimal" value=${shown(max)} autocomplete="off" />
        </label>
      </div>
    `;
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const method = this.#method;
    if (!method) return;
    const limits = limitsOf(new FormData(event.target as HTMLFormElement));
    if (!limits) {
      this.#problem = this.office.text('limits-wrong');
      this.requestUpdate();
      return;
    }
    this.#close();
    this.dispatchEvent(new LimitsEvent(method.type, limits));
  };
}

/** What the rows say; undefined when one of them can't be understood. */
function limitsOf(data: FormData): Limits | undefined {
  const column = (name: string): string[] =>
    data.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''));
  const [currencies, least, most] = [column('currency'), column('min'), column('max')];
  const limits: Limits = {};
  for (const [index, code] of currencies.entries()) {
    const currency = code.toLowerCase();
    const [from = '', to = ''] = [least[index], most[index]];
    if (from === '' && to === '') continue;
    const min = parseAmount(from, currency);
    const max = parseAmount(to, currency);
    const unreadable = (from !== '' && min === undefined) || (to !== '' && max === undefined);
    const upsideDown = min !== undefined && max !== undefined && min > max;
    if (!/^[a-z]{3}$/.test(currency) || unreadable || upsideDown) return undefined;
    limits[currency] = {
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    };
  }
  return limits;
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-limits': OfficeLimits;
  }
}
