/** The pages' contents. */
import { html } from 'hono/html';
import { layout, type Html } from './layout.ts';
import type { Subject } from './subject.ts';

interface View {
  subject: Subject;
  /** The origin of the page whose dialog this is; undefined for a page of its own. */
  dialogOf: string | undefined;
}

const facts = ({ subject: { account, amount, intent } }: View): Html =>
  html`<dl>
    <div>
      <dt>Merchant</dt>
      <dd>${account.name}</dd>
    </div>
    ${
      amount === undefined
        ? ''
        : html`<div>
            <dt>Amount</dt>
            <dd>${amount}</dd>
          </div>`
    }
    <div>
      <dt>${intent.object === 'payment_intent' ? 'Payment' : 'Set-up'}</dt>
      <dd class="code">${intent.id}</dd>
    </div>
  </dl>`;

const dialogField = ({ dialogOf }: View): Html | string =>
  dialogOf === undefined ? '' : html`<input type="hidden" name="in_dialog" value="${dialogOf}" />`;

/** A button by which the shopper leaves the dialog without deciding. */
const closeButton = (view: View): Html | string =>
  view.dialogOf === undefined
    ? ''
    : html`<button id="close" name="outcome" value="close">Close</button>`;

/** The bank's, the wallet's or the lender's site. */
export function authorizePage(view: View): Html {
  const { method } = view.subject;
  return layout({
    title: method.label,
    dialogOf: view.dialogOf,
    brand: method.type,
    body: html`<h1>${method.label}</h1>
      <p class="quiet">This page stands for the site on which shoppers approve the payment.</p>
      ${facts(view)}
      <form method="post">
        ${dialogField(view)} ${choices(method.type)}
        <button class="primary" name="outcome" value="authorize">Authorize Test Payment</button>
        <button class="danger" name="outcome" value="fail">Fail Test Payment</button>
        ${closeButton(view)}
      </form>
      ${
        view.dialogOf === undefined
          ? html`<p class="leave"><a href="?left">Walk away without deciding</a></p>`
          : ''
      }`,
  });
}

/** What shoppers choose on the lender's or the wallet's site. Nothing depends on it. */
const CHOICES: Readonly<Record<string, { legend: string; options: readonly string[] }>> = {
  klarna: { legend: 'How to pay', options: ['Pay now', 'Pay in 30 days', 'Pay in 3 parts'] },
  paypal: { legend: 'Pay with', options: ['PayPal balance', 'Visa •••• 4242', 'Bank account'] },
};

function choices(type: string): Html | string {
  const choice = CHOICES[type];
  if (!choice) return '';
  return html`<fieldset>
    <legend>${choice.legend}</legend>
    ${choice.options.map(
      (option, index) =>
        html`<label class="choice">
          <input type="radio" name="choice" value="${index}" ${index === 0 ? 'checked' : ''} />
          ${option}
        </label>`,
    )}
  </fieldset>`;
}

/** The card issuer's question, as it looks inside the frame that Stripe.js gives it. */
export const challengeForm = (view: View, isFramed: boolean): Html =>
  layout({
    title: '3D Secure',
    bare: isFramed,
    body: html`<h1>3D Secure</h1>
      <p class="quiet">Your bank asks whether it is really you who pays.</p>
      ${facts(view)}
      <form method="post">
        ${dialogField(view)}
        <button class="primary" id="test-source-authorize-3ds" name="outcome" value="authorize">
          Complete
        </button>
        <button class="danger" id="test-source-fail-3ds" name="outcome" value="fail">Fail</button>
      </form>
      ${isFramed ? '' : html`<p class="leave"><a href="?left">Walk away without deciding</a></p>`}`,
  });

/** The challenge in the shop's page: the question lies in a frame of its own, as on Stripe. */
export const challengeDialog = (view: View, formUrl: string): Html =>
  layout({
    title: '3D Secure',
    dialogOf: view.dialogOf,
    body: html`<form class="bar" method="post">
        ${dialogField(view)}
        <button id="close" name="outcome" value="fail">Close</button>
      </form>
      <iframe
        class="challenge"
        id="challengeFrame"
        name="stripe-challenge-frame"
        title="3DS Challenge"
        src="${formUrl}"
        onload="this.style.height = this.contentDocument.body.scrollHeight + 'px'"
      ></iframe>`,
  });

/** A voucher, a code to scan, a transfer to make, an app to open. */
export function instructionsPage(view: View, qrUrl: string | undefined): Html {
  const { method, intent } = view.subject;
  const lines = intent.next_action ? instructionLines(intent.next_action) : [];
  return layout({
    title: method.label,
    dialogOf: view.dialogOf,
    brand: method.type,
    body: html`<h1>${method.label}</h1>
      <p class="quiet">
        ${qrUrl === undefined ? 'Pay with these details.' : 'Scan this code with your app.'}
      </p>
      ${qrUrl === undefined ? '' : html`<img class="qr" src="${qrUrl}" alt="QR code for this test payment" />`}
      ${facts(view)}
      ${
        lines.length === 0
          ? ''
          : html`<dl>
              ${lines.map(
                ([name, value]) =>
                  html`<div>
                    <dt>${name}</dt>
                    <dd class="code">${value}</dd>
                  </div>`,
              )}
            </dl>`
      }
      <form method="post">
        ${dialogField(view)}
        <p class="quiet">Play the shopper, who pays elsewhere or doesn’t:</p>
        <button class="primary" name="outcome" value="authorize">Authorize Test Payment</button>
        <button class="danger" name="outcome" value="fail">Fail Test Payment</button>
        <button class="danger" name="outcome" value="expire">Let it expire</button>
        ${closeButton(view)}
      </form>`,
  });
}

/** What shoppers need from `next_action`, under names fit for them. */
const LINES: Readonly<Record<string, string>> = {
  entity: 'Entity',
  reference: 'Reference',
  number: 'Number',
  iban: 'IBAN',
  bic: 'BIC',
  account_number: 'Account number',
  sort_code: 'Sort code',
  routing_number: 'Routing number',
  clabe: 'CLABE',
  confirmation_number: 'Confirmation number',
  payment_code: 'Payment code',
};

function instructionLines(action: object): [name: string, value: string][] {
  const found = new Map<string, string>();
  const visit = (value: object): void => {
    for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
      const name = LINES[key];
      if (typeof inner === 'object' && inner !== null) visit(inner);
      else if (name !== undefined && typeof inner === 'string' && !found.has(name)) {
        found.set(name, inner);
      }
    }
  };
  visit(action);
  return [...found];
}

/** The shopper has left. To the shop nothing has happened, just as when a window is closed. */
export const leftPage = ({ subject: { returnUrl } }: View): Html =>
  layout({
    title: 'You walked away',
    body: html`<h1>You walked away</h1>
      <p>
        The payment still waits for you, and the shop has heard nothing, as if you had closed the
        window.
      </p>
      <p class="leave"><a href="?">Back to the payment</a></p>
      ${
        returnUrl === undefined
          ? ''
          : html`<p class="leave">
              <a href="${new URL('/', returnUrl).href}">To the shop’s front page</a>
            </p>`
      }`,
  });

export const nothingToDoPage = ({ subject: { intent } }: View, onwards: string | undefined): Html =>
  layout({
    title: 'Nothing to do',
    body: html`<h1>Nothing to do here</h1>
      <p>
        This ${intent.object === 'payment_intent' ? 'payment' : 'set-up'} waits for nobody: it is
        <strong>${intent.status}</strong>.
      </p>
      ${onwards === undefined ? '' : html`<p class="leave"><a href="${onwards}">Back to the shop</a></p>`}`,
  });

export const unknownPage = (): Html =>
  layout({
    title: 'Not found',
    body: html`<h1>No such payment</h1>
      <p>The sandbox has forgotten it, or never knew it: it keeps everything in memory.</p>`,
  });
