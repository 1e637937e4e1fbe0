import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentSummary } from '../../../server/payments/admin-contract.ts';
import type { PaymentFacts } from '../../../server/payments/facts.ts';
import type { TextKey } from '../locales/texts.ts';
import type { Office } from '../office.ts';
import { endsSoon } from './state.ts';

/** A payment's amounts, its means and its times. */
export function renderFigures(
  office: Office,
  payment: PaymentSummary,
  facts: PaymentFacts | null,
): TemplateResult {
  const { translator } = office;
  const money = (minor: number): string => translator.money(minor, payment.currency);
  const amount = (key: TextKey, minor: number, style = ''): TemplateResult | typeof nothing =>
    minor > 0 ? figure(office, key, html`<span class=${style}>${money(minor)}</span>`) : nothing;
  const { captureBefore } = payment;
  return html`
    <dl>
      ${amount('amount', payment.amount, 'big')} ${amount('held', payment.capturable)}
      ${amount('captured', payment.captured)} ${amount('refunded', payment.refunded)}
      ${amount('refund-pending', facts?.refundPending ?? 0)}
      ${amount('disputed-amount', payment.disputed)}
      ${
        payment.state === 'authorized' && captureBefore !== null
          ? figure(
              office,
              'hold-until',
              html`${translator.time(captureBefore)}
                <span class="small">(${translator.fromNow(captureBefore)})</span>`,
              endsSoon(payment) ? 'warn' : '',
            )
          : nothing
      }
      ${figure(office, 'method', html`${means(payment, facts)}`)}
      ${figure(office, 'capture-mode', office.text(`capture-${payment.captureMethod}`))}
      ${payment.email === null ? nothing : figure(office, 'customer', payment.email)}
      ${figure(office, 'made-at', translator.time(payment.createdAt))}
      ${figure(office, 'payment-id', html`<code>${payment.id}</code>`, 'id')}
      ${
        payment.intentId === null
          ? nothing
          : figure(office, 'stripe-id', html`<code>${payment.intentId}</code>`, 'id')
      }
    </dl>
  `;
}

const figure = (
  office: Office,
  key: TextKey,
  value: string | TemplateResult,
  style = '',
): TemplateResult =>
  html`<div class=${style}>
    <dt>${office.text(key)}</dt>
    <dd>${value}</dd>
  </div>`;

/** What it was paid with, as closely as that is known. */
function means({ method }: PaymentSummary, facts: PaymentFacts | null): string {
  const { methodType, cardBrand, cardLast4, wallet } = facts ?? {};
  const card = cardLast4 ? `${cardBrand ?? ''} •••• ${cardLast4}` : (methodType ?? method);
  return wallet ? `${wallet.replaceAll('_', ' ')}, ${card}` : card;
}
