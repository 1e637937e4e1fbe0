import type { ShippingRate } from '@stripe/stripe-js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { formatAmount } from '../../../../../server/money/index.ts';
import type { SheetContents, SheetRequest } from '../../shared/protocol.ts';
import { WALLET_NAMES } from '../../shared/wallets.ts';
import type { SheetElementFrame } from './element.ts';
import { ADDRESSES, CARDS, type TestAddress } from './test-data.ts';

export function sheetTemplate(
  sheet: SheetElementFrame,
  request: SheetRequest,
  contents: SheetContents,
): TemplateResult {
  const name = WALLET_NAMES[request.method];
  return html`<div class="Sheet">
    <header class="SheetHeader">
      <h1 tabindex="-1">${name}</h1>
      <span class="TestBadge">Test</span>
    </header>
    <p class="SheetBusiness">${request.business}</p>
    ${sheet.state === 'code' ? codeTemplate(sheet) : purchaseTemplate(sheet, request, contents)}
  </div>`;
}

function codeTemplate(sheet: SheetElementFrame): TemplateResult {
  return html`<form
    class="SheetBody"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      sheet.enterCode(form.querySelector('input')?.value ?? '');
    }}
  >
    <label class="SheetLabel" for="code">Code sent to your phone</label>
    <p class="SheetHint" id="code-hint">
      Any six digits will do. 000001 is wrong, 000002 has expired.
    </p>
    <input
      class="Input"
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="6"
      aria-describedby="code-hint"
    />
    <div class="SheetActions">
      ${messageTemplate(sheet)}
      <button type="submit" class="SheetPay">Continue</button>
      ${cancelButton(sheet)}
    </div>
  </form>`;
}

function purchaseTemplate(
  sheet: SheetElementFrame,
  request: SheetRequest,
  contents: SheetContents,
): TemplateResult {
  const total = formatSigned(contents.amount, contents.currency);
  const isBusy = sheet.state !== 'open';
  const nothingToDeliver =
    request.shippingAddressRequired && (sheet.unserviceable || !sheet.chosen.rate);
  return html`<div class="SheetBody">
    ${request.shippingAddressRequired ? shippingTemplate(sheet, contents) : nothing}
    ${request.billingAddressRequired ? billingTemplate(sheet) : nothing}
    ${
      request.emailRequired
        ? html`<label class="SheetLabel" for="email">Email</label>
            <input
              class="Input"
              id="email"
              name="email"
              type="email"
              autocomplete="email"
              .value=${sheet.email}
              @input=${(event: InputEvent) => {
                sheet.email = (event.target as HTMLInputElement).value;
              }}
            />`
        : nothing
    }
    ${
      request.phoneNumberRequired
        ? html`<p class="SheetLine"><span>Phone</span><span>${sheet.billing.phone}</span></p>`
        : nothing
    }
    ${sourceTemplate(sheet)}
    <dl class="SheetTotals">
      ${contents.lineItems.map(
        ({ name, amount }) =>
          html`<div class="SheetLine">
            <dt>${name}</dt>
            <dd>${formatSigned(amount, contents.currency)}</dd>
          </div>`,
      )}
      <div class="SheetLine SheetLine--total">
        <dt>Total</dt>
        <dd data-testid="total">${total}</dd>
      </div>
    </dl>
    <div class="SheetActions">
      <p class="SheetStatus" role="status">${status(sheet)}</p>
      ${messageTemplate(sheet)}
      <button
        type="button"
        class="SheetPay"
        ?disabled=${isBusy || nothingToDeliver}
        @click=${() => sheet.approve()}
      >
        Pay ${total}
      </button>
      ${cancelButton(sheet)}
    </div>
  </div>`;
}

function shippingTemplate(sheet: SheetElementFrame, contents: SheetContents): TemplateResult {
  const isBusy = sheet.state !== 'open';
  return html`<label class="SheetLabel" for="shipping">Ship to</label>
    <select
      class="Input Select"
      id="shipping"
      name="shippingAddress"
      ?disabled=${isBusy}
      @change=${(event: Event) => sheet.chooseAddress((event.target as HTMLSelectElement).selectedIndex)}
    >
      ${sheet.addresses.map(
        (entry, index) =>
          html`<option value=${entry.address.country} ?selected=${index === sheet.chosen.shipping}>
            ${inOneLine(entry)}
          </option>`,
      )}
    </select>
    <fieldset class="SheetRates" ?disabled=${isBusy}>
      <legend class="SheetLabel">Delivery</legend>
      ${contents.shippingRates.map(
        (rate) =>
          html`<label class="SheetRate">
            <input
              type="radio"
              name="shippingRate"
              value=${rate.id}
              .checked=${rate.id === sheet.chosen.rate?.id}
              @change=${() => sheet.chooseRate(rate)}
            />
            <span class="SheetRateName">${rate.displayName}<small>${estimateOf(rate)}</small></span>
            <span>${formatSigned(rate.amount, contents.currency)}</span>
          </label>`,
      )}
    </fieldset>`;
}

function billingTemplate(sheet: SheetElementFrame): TemplateResult {
  return html`<label class="SheetLabel" for="billing">Billing address</label>
    <select
      class="Input Select"
      id="billing"
      name="billingAddress"
      @change=${(event: Event) => {
        sheet.chosen.billing = (event.target as HTMLSelectElement).selectedIndex;
        sheet.draw();
      }}
    >
      ${ADDRESSES.map(
        (entry, index) =>
          html`<option value=${entry.address.country} ?selected=${index === sheet.chosen.billing}>
            ${inOneLine(entry)}
          </option>`,
      )}
    </select>`;
}

/** Which test card pays, or what becomes of a payment on the wallet's own site. */
function sourceTemplate(sheet: SheetElementFrame): TemplateResult {
  const isSite = sheet.paysOnOwnSite;
  const choices = isSite ? ['Approve', 'Refuse'] : CARDS.map(({ label }) => label);
  return html`<label class="SheetLabel" for="source">${isSite ? 'Test outcome' : 'Pay with'}</label>
    <select
      class="Input Select"
      id="source"
      name="source"
      @change=${(event: Event) => {
        const { selectedIndex } = event.target as HTMLSelectElement;
        if (isSite) sheet.declines = selectedIndex === 1;
        else sheet.chosen.card = selectedIndex;
      }}
    >
      ${choices.map((label) => html`<option>${label}</option>`)}
    </select>`;
}

function cancelButton(sheet: SheetElementFrame): TemplateResult {
  return html`<button
    type="button"
    class="SheetCancel"
    ?disabled=${sheet.state === 'approved'}
    @click=${() => sheet.cancel()}
  >
    Cancel
  </button>`;
}

function messageTemplate({ message }: SheetElementFrame): TemplateResult | typeof nothing {
  return message ? html`<p class="Error" role="alert">${message}</p>` : nothing;
}

function status({ state }: SheetElementFrame): string {
  if (state === 'asking') return 'Asking the shop…';
  return state === 'approved' ? 'Processing…' : '';
}

/** `{ minimum: { unit: 'day', value: 2 }, maximum: { unit: 'day', value: 4 } }` → `2 to 4 days` */
function estimateOf({ deliveryEstimate: estimate = '' }: ShippingRate): string {
  if (typeof estimate === 'string') return estimate;
  const { minimum, maximum } = estimate;
  const last = maximum ?? minimum;
  if (!last) return '';
  const unit = `${last.unit.replace('_', ' ')}${last.value === 1 ? '' : 's'}`;
  if (!minimum) return `up to ${last.value} ${unit}`;
  return maximum ? `${minimum.value} to ${maximum.value} ${unit}` : `from ${minimum.value} ${unit}`;
}

const inOneLine = ({ name, address: { line1, city, country } }: TestAddress): string =>
  `${name}, ${line1}, ${city}, ${country}`;

/** Discounts are negative. */
function formatSigned(amount: number, currency: string): string {
  const text = formatAmount(Math.abs(amount), currency as 'eur', 'en');
  return amount < 0 ? `−${text}` : text;
}
