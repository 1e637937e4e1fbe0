import { css, html, nothing, type TemplateResult } from 'lit';
import type { OperationDone, PaymentDetail } from '../../../server/payments/admin-contract.ts';
import { Refusal } from '../api.ts';
import { OfficePart } from '../part.ts';
import { partStyles } from '../styles.ts';
import { editableAmount, parseAmount } from './amounts.ts';

export type OperationKind = 'capture' | 'void' | 'refund';

/** What voiding comes to: where nothing is held, there is nothing to release. */
export const verbOf = (kind: OperationKind, { can }: PaymentDetail): OperationKind | 'abandon' =>
  kind === 'void' && can.capture === 0 ? 'abandon' : kind;

const REASONS = {
  capture: [],
  void: ['requested_by_customer', 'duplicate', 'fraudulent', 'abandoned'],
  refund: ['requested_by_customer', 'duplicate', 'fraudulent'],
} as const;

/** The server has answered: with what was done, or with a “no” that shows the page to be out of date. */
export class OperationEvent extends Event {
  readonly kind: OperationKind;
  /** Undefined when it was refused. `unknown`: Stripe's answer was lost, and is being found out. */
  readonly answer: { done: OperationDone; unknown: boolean } | undefined;

  constructor(kind: OperationKind, answer?: OperationEvent['answer']) {
    super('operation');
    this.kind = kind;
    this.answer = answer;
  }
}

/** One request, as it was sent: repeated word for word, it can't be done twice. */
interface Request {
  kind: OperationKind;
  key: string;
  body: Record<string, unknown>;
}

/** Asks once before money moves: how much of it, and why. */
export class OfficeOperation extends OfficePart {
  static override styles = [
    ...partStyles,
    css`
      .part {
        padding-inline-start: 1.75em;
      }
      .part input[type='text'] {
        max-inline-size: 12em;
      }
      .check:has(:checked) + p {
        display: none;
      }
    `,
  ];

  static override properties = { ...OfficePart.properties, detail: { attribute: false } };

  declare detail: PaymentDetail;

  #kind: OperationKind = 'capture';
  #key = '';
  #all = true;
  #problem = '';
  #sending = false;
  /** A request that got no answer. Until it gets one, nothing else of its kind is asked. */
  #unclear: Request | undefined;

  /** Asks for what is to be done. The key is made here: whatever is pressed after, it is one request. */
  async open(kind: OperationKind): Promise<void> {
    this.#kind = kind;
    this.#problem = '';
    if (this.#unclear?.kind === kind) {
      this.#problem = this.office.text('outcome-unclear');
    } else {
      this.#unclear = undefined;
      this.#key = crypto.randomUUID();
      this.#all = true;
      this.renderRoot.querySelector('form')?.reset();
    }
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  protected override render(): TemplateResult {
    const { office } = this;
    const kind = this.#kind;
    const locked = this.#sending || this.#unclear !== undefined;
    return html`
      <dialog aria-labelledby="title" @cancel=${this.#cancel}>
        <form @submit=${this.#submit} novalidate>
          <h2 id="title">
            ${office.text(`ask-${this.#verb}`, { order: this.detail.payment.orderId })}
          </h2>
          <fieldset ?disabled=${locked}>
            ${kind === 'void' ? this.#renderVoid() : this.#renderAmount()}
          </fieldset>
          ${this.#renderReason(locked)}
          <p class="notice bad" id="problem" role="alert" ?hidden=${!this.#problem}>
            ${this.#problem}
          </p>
          <div class="actions">
            <button type="button" ?disabled=${this.#sending} @click=${() => this.#dialog?.close()}>
              ${office.text('back')}
            </button>
            <button
              class=${kind === 'capture' ? 'primary' : 'danger'}
              aria-disabled=${this.#sending ? 'true' : 'false'}
            >
              ${office.text(this.#sending ? 'sending' : this.#unclear ? 'send-again' : this.#verb)}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  #renderVoid(): TemplateResult {
    const { payment, can } = this.detail;
    const key = can.capture > 0 ? 'void-releases' : 'void-gives-up';
    return html`<p>${this.office.text(key, { amount: this.#money(can.capture) })}</p>
      ${payment.captured > 0 ? html`<p>${this.office.text('void-keeps-captured')}</p>` : nothing}`;
  }

  #renderAmount(): TemplateResult {
    const { office } = this;
    const { currency } = this.detail.payment;
    const kind = this.#kind === 'refund' ? 'refund' : 'capture';
    return html`
      <legend class="visually-hidden">${office.text('how-much')}</legend>
      <label class="radio">
        <input type="radio" name="all" value="yes" .checked=${this.#all} @change=${this.#choose} />
        ${office.text(`${kind}-all`, { amount: this.#money(this.#most) })}
      </label>
      <label class="radio">
        <input type="radio" name="all" value="no" .checked=${!this.#all} @change=${this.#choose} />
        ${office.text(`${kind}-part`)}
      </label>
      <div class="part stack" ?hidden=${this.#all}>
        <label>
          ${office.text('amount-in', { currency: currency.toUpperCase() })}
          <input
            type="text"
            name="amount"
            inputmode="decimal"
            autocomplete="off"
            aria-invalid=${this.#problem ? 'true' : 'false'}
            aria-describedby="problem"
          />
        </label>
        ${
          kind === 'capture'
            ? html`
                ${
                  this.detail.can.captureAgain
                    ? html`<label class="check">
                        <input type="checkbox" name="keep" /> ${office.text('keep-rest')}
                      </label>`
                    : nothing
                }
                <p class="muted small">${office.text('rest-released')}</p>
              `
            : nothing
        }
      </div>
    `;
  }

  #renderReason(locked: boolean): TemplateResult | typeof nothing {
    const { office } = this;
    const reasons = REASONS[this.#kind];
    if (reasons.length === 0) return nothing;
    return html`<label>
      ${office.text('reason')}
      <select name="reason" ?disabled=${locked}>
        ${
          this.#kind === 'refund'
            ? html`<option value="">${office.text('no-reason')}</option>`
            : nothing
        }
        ${reasons.map(
          (reason) => html`<option value=${reason}>${office.text(`reason-${reason}`)}</option>`,
        )}
      </select>
    </label>`;
  }

  get #verb(): OperationKind | 'abandon' {
    return verbOf(this.#kind, this.detail);
  }

  get #most(): number {
    const { can } = this.detail;
    return this.#kind === 'refund' ? can.refund : can.capture;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #money(amount: number): string {
    return this.office.translator.money(amount, this.detail.payment.currency);
  }

  readonly #choose = async (event: Event): Promise<void> => {
    this.#all = (event.target as HTMLInputElement).value === 'yes';
    this.#problem = '';
    this.requestUpdate();
    if (this.#all) return;
    await this.updateComplete;
    const input = this.renderRoot.querySelector<HTMLInputElement>('[name=amount]');
    const { locale } = this.office.translator;
    if (input && !input.value) {
      input.value = editableAmount(locale, this.#most, this.detail.payment.currency);
    }
    input?.select();
  };

  readonly #cancel = (event: Event): void => {
    if (this.#sending) event.preventDefault();
  };

  /** What the form says, or undefined after having said what is wrong with it. */
  #read(form: HTMLFormElement): Request | undefined {
    const data = new FormData(form);
    const kind = this.#kind;
    const body: Record<string, unknown> = {};
    const reason = data.get('reason');
    if (reason) body.reason = reason;
    if (kind === 'void') return { kind, key: this.#key, body };

    let amount: number | undefined = this.#most;
    if (!this.#all) {
      const { currency } = this.detail.payment;
      const typed = data.get('amount');
      amount = parseAmount(typeof typed === 'string' ? typed : '', currency);
      if (amount === undefined) {
        const example = editableAmount(this.office.translator.locale, this.#most, currency);
        this.#complain(this.office.text('amount-unreadable', { amount: example }));
        return undefined;
      }
      if (amount > this.#most) {
        this.#complain(this.office.text(`at-most-${kind}`, { amount: this.#money(this.#most) }));
        return undefined;
      }
    }
    // Always named: “all” is what the operator saw, whatever has become of it since.
    body.amount = amount;
    if (kind === 'capture' && !this.#all && data.has('keep')) body.final = false;
    return { kind, key: this.#key, body };
  }

  #complain(problem: string): void {
    this.#problem = problem;
    this.requestUpdate();
    this.renderRoot.querySelector<HTMLInputElement>('[name=amount]')?.select();
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#sending) return;
    const request = this.#unclear ?? this.#read(event.target as HTMLFormElement);
    if (!request) return;
    const { kind, key, body } = request;
    this.#sending = true;
    this.#problem = '';
    this.requestUpdate();
    const path = `payments/${this.detail.payment.id}/${kind}`;
    try {
      const answer = await this.office.api.send<OperationDone>(path, { method: 'POST', body, key });
      this.#unclear = undefined;
      this.#dialog?.close();
      const done = { done: answer.body, unknown: answer.status === 202 };
      this.dispatchEvent(new OperationEvent(kind, done));
    } catch (error) {
      if (error instanceof Refusal && error.isFinal) {
        // Settled, so that what is pressed next is another request.
        this.#unclear = undefined;
        this.#key = crypto.randomUUID();
        this.#problem = this.office.words(error);
        this.dispatchEvent(new OperationEvent(kind));
      } else {
        this.#unclear = request;
        this.#problem = this.office.text('outcome-unclear');
      }
    }
    this.#sending = false;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-office-operation': OfficeOperation;
  }
}
