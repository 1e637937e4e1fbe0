import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentDetail } from '../../../server/payments/admin-contract.ts';
import type { DisputeFacts, RefundFacts } from '../../../server/payments/facts.ts';
import type { Office } from '../office.ts';

interface Entry {
  at: number;
  /** Of its dot: `good`, `warn`, `bad`, `info` or none. */
  tone: string;
  title: string | TemplateResult;
  details: (string | TemplateResult | null)[];
  /** A notification that can be sent again. */
  resend?: string;
}

type Row<List extends 'operations' | 'notifications' | 'events' | 'alarms' | 'audit'> =
  PaymentDetail[List][number];

const TONES: Record<string, string> = {
  succeeded: 'good',
  delivered: 'good',
  failed: 'bad',
  parked: 'bad',
  unknown: 'warn',
  pending: 'info',
};

/** All that happened to a payment, newest first, from the lists that the server keeps apart. */
function timeline(office: Office, detail: PaymentDetail): Entry[] {
  const { payment, facts } = detail;
  const money = (amount: number, currency = payment.currency): string =>
    office.translator.money(amount, currency);
  const refunds = (facts?.refunds ?? []) as readonly RefundFacts[];
  const disputes = (facts?.disputes ?? []) as readonly DisputeFacts[];
  return [
    ...detail.operations.map((row) => operation(office, row, money)),
    ...detail.notifications.map((row) => notification(office, row)),
    ...detail.events.map(stripeEvent),
    ...detail.alarms.map((row) => alarm(office, row)),
    // What an operation did stands with the operation.
    ...detail.audit.filter((row) => row.operationId === null).map((row) => audit(office, row)),
    ...refunds.filter(isNews).map((row) => refund(office, row, money)),
    ...disputes.map((row) => dispute(office, row, money)),
  ].sort((a, b) => b.at - a.at);
}

/** Made in Stripe's dashboard, or failed after it was made here. */
const isNews = ({ operation, status }: RefundFacts): boolean =>
  operation === null || status === 'failed' || status === 'canceled';

const by = (office: Office, actor: string): string =>
  office.text('by', { actor: office.translator.known(`actor-${actor}`) ?? actor });

function operation(
  office: Office,
  { kind, amount, status, actor, result, errorCode, at }: Row<'operations'>,
  money: (amount: number) => string,
): Entry {
  return {
    at,
    tone: TONES[status] ?? '',
    title: `${office.text(`op-${kind}`)}${amount === null ? '' : ` ${money(amount)}`}`,
    details: [
      office.text(`status-${status}`),
      by(office, actor),
      result && html`<code>${result}</code>`,
      errorCode && html`<code>${errorCode}</code>`,
    ],
  };
}

function notification(office: Office, row: Row<'notifications'>): Entry {
  const { id, kind, state, attempts, lastError, at } = row;
  const trouble = state !== 'delivered' && attempts > 0;
  return {
    at,
    tone: trouble && state === 'pending' ? 'warn' : (TONES[state] ?? ''),
    title: office.text('told-shop', { what: office.translator.code('told', kind) }),
    details: [
      office.text(`delivery-${state}`),
      trouble ? office.text('attempts', { count: office.translator.number(attempts) }) : null,
      trouble ? lastError : null,
    ],
    ...(trouble && { resend: id }),
  };
}

const stripeEvent = ({ id, type, at }: Row<'events'>): Entry => ({
  at,
  tone: '',
  title: html`Stripe: <code>${type}</code>`,
  details: [html`<code>${id}</code>`],
});

const alarm = (office: Office, { kind, detail, resolvedAt, at }: Row<'alarms'>): Entry => ({
  at,
  tone: resolvedAt === null ? 'bad' : '',
  title: office.text('alarm', { kind: office.translator.code('alarm', kind) }),
  details: [detail, resolvedAt === null ? null : office.text('resolved')],
});

const audit = (office: Office, { actor, action, at }: Row<'audit'>): Entry => ({
  at,
  tone: '',
  title: office.translator.code('audit', action),
  details: [by(office, actor)],
});

const refund = (
  office: Office,
  { id, created, amount, status, reason, failureReason, operation: made }: RefundFacts,
  money: (amount: number) => string,
): Entry => ({
  at: created * 1000,
  tone: TONES[status] ?? '',
  title: office.text(made === null ? 'refund-at-stripe' : 'refund-came-back', {
    amount: money(amount),
  }),
  details: [
    office.translator.code('status', status),
    failureReason ?? (reason && office.translator.code('reason', reason)),
    html`<code>${id}</code>`,
  ],
});

const dispute = (
  office: Office,
  { id, created, amount, currency, status, reason }: DisputeFacts,
  money: (amount: number, currency: string) => string,
): Entry => ({
  at: created * 1000,
  tone: 'bad',
  title: office.text('dispute', { amount: money(amount, currency) }),
  details: [status.replaceAll('_', ' '), reason.replaceAll('_', ' '), html`<code>${id}</code>`],
});

export function renderTimeline(
  office: Office,
  detail: PaymentDetail,
  resend: (notification: string) => void,
): TemplateResult {
  return html`
    <ol class="timeline">
      ${timeline(office, detail).map(
        (entry) => html`
          <li class=${entry.tone}>
            <div class="title">${entry.title}</div>
            <div class="muted small">
              ${office.translator.time(entry.at)}${entry.details
                .filter(Boolean)
                .map((part) => html`${' · '}${part}`)}
            </div>
            ${
              entry.resend !== undefined && office.can('operate')
                ? html`<button type="button" @click=${() => resend(entry.resend ?? '')}>
                    ${office.text('send-again')}
                  </button>`
                : nothing
            }
          </li>
        `,
      )}
    </ol>
  `;
}
