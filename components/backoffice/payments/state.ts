import { html, type TemplateResult } from 'lit';
import type { PaymentSummary } from '../../../server/payments/admin-contract.ts';
import type { TextKey } from '../locales/texts.ts';
import type { Office } from '../office.ts';

export type PaymentState = PaymentSummary['state'];

export const STATES: readonly PaymentState[] = [
  'open',
  'processing',
  'authorized',
  'paid',
  'canceled',
];

const DAY = 24 * 60 * 60 * 1000;

/** Where a payment stands, and how that looks. */
function standing(payment: PaymentSummary): { key: TextKey; tone: string } {
  const { state, captured, refunded, failures } = payment;
  if (state === 'paid' && refunded > 0) {
    return refunded < captured
      ? { key: 'state-refunded-partly', tone: 'info' }
      : { key: 'state-refunded', tone: '' };
  }
  if (state === 'open' && failures > 0) return { key: 'state-failed', tone: 'bad' };
  const tones = { open: '', processing: 'info', authorized: 'warn', paid: 'good', canceled: '' };
  return { key: `state-${state}`, tone: tones[state] };
}

export function stateBadges(office: Office, payment: PaymentSummary): TemplateResult {
  const { key, tone } = standing(payment);
  return html`<span class="badge ${tone}">${office.text(key)}</span>${
      payment.contested
        ? html` <span class="badge bad">${office.text('state-disputed')}</span>`
        : ''
    }`;
}

/** Whether a hold runs out within a day. */
export const endsSoon = ({ state, captureBefore }: PaymentSummary, now = Date.now()): boolean =>
  state === 'authorized' && captureBefore !== null && captureBefore - now < DAY;

/** The payment in Stripe's own dashboard. */
export const dashboardUrl = ({ livemode, intentId }: PaymentSummary): string =>
  `https://dashboard.stripe.com/${livemode ? '' : 'test/'}payments/${intentId ?? ''}`;
