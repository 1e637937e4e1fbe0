import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  CaptureSettingRequest,
  CaptureView,
  HoldsView,
} from '../../../server/settings/admin-contract.ts';
import { renderMissing, renderOutcome } from '../notices.ts';
import { OfficePart } from '../part.ts';
import { Action, ReadController } from '../request.ts';
import { hrefTo } from '../route.ts';
import { partStyles } from '../styles.ts';

const MODES = ['automatic', 'manual', 'manual_if_supported'] as const;

/** What a hold is usually captured before its end, when that is switched on. */
const USUAL_HOURS = 24;

/** When money is taken, and which holds end soon. */
export class OfficeCapture extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      .hint {
        margin-block-start: -0.375em;
        padding-inline-start: 1.75rem;
      }
      .hours {
        margin-block-start: 0;
      }
      input[name='hours'] {
        inline-size: 5em;
      }
      .hours {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5em;
        font-size: inherit;
        font-weight: 400;
      }
    `,
  ];

  readonly #setting = new ReadController<CaptureView>(this, 'settings/capture');
  readonly #holds = new ReadController<HoldsView>(this, 'holds');
  readonly #saving = new Action(this);
  /** What is chosen and not saved yet. */
  #mode: CaptureView['mode'] | undefined;
  #auto: boolean | undefined;

  protected override render(): TemplateResult {
    const { office } = this;
    const setting = this.#setting.value;
    return html`
      <div class="head"><h1 tabindex="-1">${office.text('page-capture')}</h1></div>
      <div class="stack">
        ${renderOutcome(this.#saving.outcome)}
        <section class="card">
          ${setting ? this.#renderForm(setting) : renderMissing(office, this.#setting.error)}
        </section>
        <section class="card">
          <h2>${office.text('holds')}</h2>
          ${this.#renderHolds()}
        </section>
      </div>
    `;
  }

  #renderForm(setting: CaptureView): TemplateResult {
    const { office } = this;
    const may = office.can('configure');
    const mode = this.#mode ?? setting.mode;
    const auto = this.#auto ?? setting.captureHoursBefore !== null;
    return html`
      <form class="stack" @submit=${this.#save}>
        <fieldset ?disabled=${!may}>
          <legend>${office.text('capture-when')}</legend>
          ${MODES.map(
            (value) => html`
              <label class="radio">
                <input
                  type="radio"
                  name="mode"
                  value=${value}
                  .checked=${mode === value}
                  @change=${() => this.#choose(value)}
                />
                ${office.text(`mode-${value}`)}
              </label>
              <p class="muted small hint">${office.text(`mode-${value}-hint`)}</p>
            `,
          )}
        </fieldset>
        ${mode === 'manual' ? this.#renderHides(setting) : nothing}
        <fieldset ?disabled=${!may || mode === 'automatic'}>
          <legend>${office.text('auto-capture')}</legend>
          <label class="check">
            <input
              type="checkbox"
              name="auto"
              .checked=${auto}
              @change=${(event: Event) => this.#switchAuto(event.target as HTMLInputElement)}
            />
            ${office.text('auto-capture-on')}
          </label>
          <label class="hours hint" ?hidden=${!auto}>
            ${office.text('hours-before')}
            <input
              type="number"
              name="hours"
              min="1"
              max="720"
              required
              .value=${String(setting.captureHoursBefore ?? USUAL_HOURS)}
              ?disabled=${!auto}
            />
          </label>
        </fieldset>
        ${
          may
            ? html`<div>
                <button class="primary" ?disabled=${this.#saving.busy}>
                  ${office.text('save')}
                </button>
              </div>`
            : html`<p class="muted small">${office.text('only-view')}</p>`
        }
      </form>
    `;
  }

  #renderHides({ manualHides }: CaptureView): TemplateResult {
    const { office } = this;
    if (manualHides.length === 0) {
      return html`<p class="notice good">${office.text('hides-nothing')}</p>`;
    }
    const methods = office.translator.list(manualHides.map(({ label }) => label));
    return html`<p class="notice warn">${office.text('hides', { methods })}</p>`;
  }

  #renderHolds(): TemplateResult {
    const { office } = this;
    const { translator } = office;
    const holds = this.#holds.value?.holds;
    if (!holds) return renderMissing(office, this.#holds.error);
    if (holds.length === 0) return html`<p class="muted">${office.text('no-holds')}</p>`;
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">${office.text('order')}</th>
            <th scope="col">${office.text('hold-until')}</th>
            <th scope="col" class="amount">${office.text('held')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            holds,
            ({ payment }) => payment.id,
            ({ payment, expiresAt, autoCaptureAt }) => html`
              <tr>
                <th scope="row">
                  <a href=${hrefTo('payments', payment.id)}>${payment.orderId}</a>
                </th>
                <td>
                  ${translator.time(expiresAt)}
                  <div class="muted small">
                    ${
                      autoCaptureAt === null
                        ? translator.fromNow(expiresAt)
                        : office.text('captured-by-itself', {
                            when: translator.time(autoCaptureAt),
                          })
                    }
                  </div>
                </td>
                <td class="amount">${translator.money(payment.capturable, payment.currency)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  #choose(mode: CaptureView['mode']): void {
    this.#mode = mode;
    this.requestUpdate();
  }

  #switchAuto({ checked }: HTMLInputElement): void {
    this.#auto = checked;
    this.requestUpdate();
  }

  readonly #reread = (): void => void this.#setting.read();

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const setting = this.#setting.value;
    if (!setting) return;
    const data = new FormData(event.target as HTMLFormElement);
    const hours = data.get('hours');
    const request: CaptureSettingRequest = {
      version: setting.version,
      mode: this.#mode ?? setting.mode,
      // The field is off where nothing is held; what was set stays for when it is again.
      captureHoursBefore:
        (this.#auto ?? setting.captureHoursBefore !== null)
          ? Number(hours ?? setting.captureHoursBefore ?? USUAL_HOURS)
          : null,
    };
    void this.#saving.run(async () => {
      const { body } = await this.office.api.send<CaptureView>('settings/capture', {
        method: 'PUT',
        body: request,
      });
      this.#mode = undefined;
      this.#auto = undefined;
      this.#setting.set(body);
      void this.#holds.read();
      return { tone: 'good', text: this.office.text('saved') };
    }, this.#reread);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-capture': OfficeCapture;
  }
}
