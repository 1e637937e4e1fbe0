import { css, html, nothing, type TemplateResult } from 'lit';
import type { MethodReport } from '../../../server/settings/method-report-contract.ts';
import { countryCodes } from '../../locales/countries.ts';
import { OfficePart } from '../part.ts';
import { parseAmount } from '../payments/amounts.ts';
import { Action } from '../request.ts';
import { partStyles } from '../styles.ts';

/** What one shopper would see, and why not the rest. */
export class OfficeMethodReport extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9em, 1fr));
        align-items: end;
        gap: 0.75em;
        margin-block-end: 1em;
      }
      td ul {
        margin: 0;
        padding-inline-start: 1.1em;
      }
    `,
  ];

  readonly #asking = new Action(this);
  #report: MethodReport | undefined;

  protected override render(): TemplateResult {
    const { office } = this;
    const { translator } = office;
    const countries = countryCodes()
      .map((code) => ({ code, name: translator.country(code) }))
      .sort((a, b) => a.name.localeCompare(b.name, translator.locale));
    return html`
      <section class="card">
        <h2>${office.text('report')}</h2>
        <form @submit=${this.#ask}>
          <label>
            ${office.text('shopper-country')}
            <select name="country">
              <option value="">${office.text('not-known')}</option>
              ${countries.map(({ code, name }) => html`<option value=${code}>${name}</option>`)}
            </select>
          </label>
          <label>
            ${office.text('currency')}
            <input name="currency" value="EUR" pattern="[A-Za-z]{3}" maxlength="3" required />
          </label>
          <label>
            ${office.text('amount')}
            <input name="amount" value="42" inputmode="decimal" required />
          </label>
          <label>
            ${office.text('capture-mode')}
            <select name="capture">
              <option value="automatic">${office.text('mode-automatic')}</option>
              <option value="manual">${office.text('mode-manual')}</option>
              <option value="manual_if_supported">
                ${office.text('mode-manual_if_supported')}
              </option>
            </select>
          </label>
          <button ?disabled=${this.#asking.busy}>${office.text('show')}</button>
        </form>
        ${
          this.#asking.outcome
            ? html`<p class="notice bad" role="alert">${this.#asking.outcome.text}</p>`
            : nothing
        }
        ${this.#report ? this.#renderReport(this.#report) : nothing}
      </section>
    `;
  }

  #renderReport({ offered, hidden, account }: MethodReport): TemplateResult {
    const { office } = this;
    return html`
      <p class="muted small" role="status">
        ${office.text('report-found', {
          some: office.translator.number(offered.length),
          all: office.translator.number(offered.length + hidden.length),
          country: office.translator.country(account.country),
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">${office.text('method')}</th>
            <th scope="col">${office.text('shown')}</th>
          </tr>
        </thead>
        <tbody>
          ${offered.map(
            ({ label, capture }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>
                  <span class="badge good">${office.text('yes')}</span>
                  <span class="muted small">${office.text(`capture-${capture}`)}</span>
                </td>
              </tr>`,
          )}
          ${hidden.map(
            ({ type, reasons, words }) =>
              html`<tr>
                <th scope="row">${type.replaceAll('_', ' ')}</th>
                <td>
                  <ul>
                    ${reasons.map(
                      (reason, index) =>
                        html`<li>
                          ${office.translator.code('hidden', reason)}
                          <span class="muted small" lang="en">${words[index]}</span>
                        </li>`,
                    )}
                  </ul>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  readonly #ask = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const field = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const currency = field('currency').toLowerCase();
    const country = field('country');
    void this.#asking.run(async () => {
      const amount = parseAmount(field('amount'), currency);
      if (amount === undefined) return { tone: 'bad', text: this.office.text('limits-wrong') };
      this.#report = await this.office.api.get<MethodReport>('methods', {
        currency,
        amount: String(amount),
        capture: field('capture'),
        ...(country && { country }),
      });
      return undefined;
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-method-report': OfficeMethodReport;
  }
}
