import fc from 'fast-check';
import type Stripe from 'stripe';

import { METADATA, type StripeBalanceTransaction } from '../../../server/payments/from-stripe.ts';
import {
  card,
  charge,
  dispute,
  paymentIntent,
  refund,
  type Dispute,
} from '../../support/stripe-objects.ts';

/** What Stripe would answer at one moment, and what truly happened up to then. */
export interface Snapshot {
  readonly paymentIntent: Stripe.PaymentIntent;
  readonly refunds: readonly Stripe.Refund[];
  readonly capture?: StripeBalanceTransaction;
  readonly disputes: readonly Dispute[];
  readonly truth: Truth;
}

/** Kept beside the objects and never read from them. Amounts in minor units. */
interface Truth {
  authorized: number;
  captured: number;
  refunded: number;
  refundPending: number;
  disputed: number;
}

interface Setting {
  readonly manual: boolean;
  /** Whether a released hold leaves a refund, as it did before API version 2025-03-31.basil. */
  readonly legacyReleases: boolean;
  /** Whether Stripe tells what the capture moved. */
  readonly booked: boolean;
}

type Attempt = 'action' | 'process' | 'hold' | 'pay' | 'decline' | 'fail_3ds';

type Step =
  | { readonly do: 'reprice'; readonly amount: number }
  | { readonly do: 'confirm' | 'go_on'; readonly outcome: Attempt }
  | { readonly do: 'raise'; readonly by: number }
  | { readonly do: 'capture'; readonly share: number; readonly final: boolean }
  | { readonly do: 'cancel'; readonly reason: string }
  | { readonly do: 'expire' }
  | {
      readonly do: 'refund';
      readonly share: number;
      readonly status: string;
      readonly by: 'tender' | 'dashboard' | 'dashboard, with a reason';
    }
  | { readonly do: 'move_refund'; readonly which: number; readonly status: string }
  | { readonly do: 'dispute'; readonly share: number; readonly status: string }
  | { readonly do: 'move_dispute'; readonly which: number; readonly status: string };

const share = fc.constantFrom(0, 0.25, 0.5, 1);
const which = fc.nat({ max: 2 });
const outcome = fc.constantFrom<Attempt>('action', 'process', 'hold', 'pay', 'decline', 'fail_3ds');
const cancelReason = fc.constantFrom('abandoned', 'duplicate', 'requested_by_customer');
const refundStatus = fc.constantFrom(
  ...['pending', 'requires_action', 'succeeded', 'succeeded', 'failed', 'canceled'],
);
const disputeStatus = fc.constantFrom(
  ...['warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response'],
  ...['under_review', 'won', 'lost', 'prevented', 'appeal_needs_response', 'appeal_under_review'],
);

const verb = <Verb extends string>(name: Verb) => fc.constant(name);
const reprice = fc.record({ do: verb('reprice'), amount: fc.integer({ min: 50, max: 5000 }) });
const confirm = fc.record({ do: verb('confirm'), outcome });
const goOn = fc.record({ do: verb('go_on'), outcome });
const succeed = fc.record({ do: fc.constantFrom('confirm', 'go_on'), outcome: verb('pay') });
const raise = fc.record({ do: verb('raise'), by: fc.integer({ min: 1, max: 500 }) });
const capture = fc.record({ do: verb('capture'), share, final: fc.boolean() });
const cancel = fc.record({ do: verb('cancel'), reason: cancelReason });
const expire = fc.record({ do: verb('expire') });
const giveBack = fc.record({
  do: verb('refund'),
  share,
  status: refundStatus,
  by: fc.constantFrom('tender', 'dashboard', 'dashboard, with a reason'),
});
const moveRefund = fc.record({ do: verb('move_refund'), which, status: refundStatus });
const contest = fc.record({ do: verb('dispute'), share, status: disputeStatus });
const moveDispute = fc.record({ do: verb('move_dispute'), which, status: disputeStatus });

const sometimes = (kind: fc.Arbitrary<Step>) => fc.oneof(reprice, reprice, kind);
const steps = (maxLength: number, ...kinds: fc.Arbitrary<Step>[]) =>
  fc.array(fc.oneof(...kinds), { maxLength, size: 'max' });

/** The snapshots of one payment's life, in order; steps that Stripe would refuse are left out. */
export const life: fc.Arbitrary<readonly [Snapshot, ...Snapshot[]]> = fc
  .tuple(
    fc.record({ manual: fc.boolean(), legacyReleases: fc.boolean(), booked: fc.boolean() }),
    steps(5, reprice, confirm, confirm, confirm, goOn, goOn, goOn, sometimes(cancel)),
    steps(2, succeed),
    steps(6, raise, capture, capture, giveBack, moveRefund, sometimes(cancel), sometimes(expire)),
    steps(12, giveBack, moveRefund, moveRefund, contest, moveDispute, moveDispute),
  )
  .map(([setting, ...phases]) => live(setting, phases.flat()));

function live(setting: Setting, steps: readonly Step[]): readonly [Snapshot, ...Snapshot[]] {
  let intent = paymentIntent({ capture_method: setting.manual ? 'manual' : 'automatic_async' });
  let latest: Stripe.Charge | null = null;
  let refunds: Stripe.Refund[] = [];
  let disputes: Dispute[] = [];
  const appealed = new Set<string>();
  let authorized = 0;
  /** By the capture, the first where there are several. */
  let moved: number | undefined;
  let clock = intent.created;
  let serial = 0;

  const id = (prefix: string) => `${prefix}_${++serial}`;
  const total = (...statuses: string[]) =>
    refunds
      .filter(
        ({ status, id: name }) => !name.startsWith('re_release') && statuses.includes(status ?? ''),
      )
      .reduce((sum, { amount }) => sum + amount, 0);
  const update = (changes: Partial<Stripe.PaymentIntent>) =>
    void (intent = { ...intent, ...changes });

  function take(): Snapshot {
    const live = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
    const latest_charge: Stripe.Charge | null = latest && {
      ...latest,
      amount_refunded: live.reduce((sum, { amount }) => sum + amount, 0),
      disputed: disputes.length > 0,
    };
    return structuredClone({
      paymentIntent: { ...intent, latest_charge },
      refunds: refunds.toReversed(),
      ...(setting.booked &&
        moved !== undefined && { capture: { amount: moved, currency: intent.currency } }),
      disputes: disputes.toReversed(),
      truth: {
        authorized,
        captured: intent.amount_received,
        refunded: total('succeeded'),
        refundPending: total('pending', 'requires_action'),
        disputed: disputes
          .filter(({ status }) => /^(needs_response|under_review|lost|appeal_.*)$/.test(status))
          .reduce((sum, { amount }) => sum + amount, 0),
      },
    });
  }

  function attempt(result: Attempt) {
    const quiet = { next_action: null, last_payment_error: null };
    switch (result) {
      case 'action': {
        update({
          ...quiet,
          status: 'requires_action',
          next_action: {
            type: 'redirect_to_url',
            redirect_to_url: { url: 'https://bank.example', return_url: null },
          },
        });
        return;
      }
      case 'process':
        latest = charge({ id: id('ch'), amount: intent.amount, paid: false, status: 'pending' });
        {
          update({ ...quiet, status: 'processing' });
          return;
        }
      case 'hold':
      case 'pay': {
        const held = setting.manual;
        latest = charge({
          id: id('ch'),
          amount: intent.amount,
          captured: !held,
          amount_captured: held ? 0 : intent.amount,
          payment_method_details: {
            type: 'card',
            card: card({
              multicapture: { status: 'available' },
              ...(held && { capture_before: clock + 604_800 }),
            }),
          },
        });
        authorized = intent.amount;
        update({
          ...quiet,
          status: held ? 'requires_capture' : 'succeeded',
          amount_capturable: held ? intent.amount : 0,
          amount_received: held ? 0 : intent.amount,
        });
        return;
      }
      case 'decline':
        latest = charge({ id: id('ch'), amount: intent.amount, paid: false, status: 'failed' });
        {
          update({
            status: 'requires_payment_method',
            next_action: null,
            last_payment_error: {
              type: 'card_error',
              code: 'card_declined',
              decline_code: 'generic_decline',
              message: 'Your card was declined.',
              charge: latest.id,
            },
          });
          return;
        }
      case 'fail_3ds': {
        update({
          status: 'requires_payment_method',
          next_action: null,
          last_payment_error: {
            type: 'invalid_request_error',
            code: 'payment_intent_authentication_failure',
          },
        });
        return;
      }
    }
  }

  /** Lets go of what is held: all of it by cancel or expiry, the rest by a final capture. */
  function release(rest: number, changes: Partial<Stripe.PaymentIntent>) {
    if (latest && rest > 0 && setting.legacyReleases) {
      const expired = changes.cancellation_reason === 'automatic';
      refunds.push(
        refund({
          id: id('re_release'),
          amount: rest,
          created: clock,
          reason: expired ? 'expired_uncaptured_charge' : null,
        }),
      );
    }
    update({ ...changes, amount_capturable: 0 });
  }

  /** Whether a refund without a mark can be told from a release. */
  const canBeTold = (): boolean =>
    intent.status === 'succeeded' &&
    (setting.legacyReleases ||
      intent.amount_received === authorized ||
      (setting.booked && moved === intent.amount_received));

  function apply(step: Step): void {
    const { status } = intent;
    const open = status === 'requires_payment_method' || status === 'requires_action';
    const refundable = intent.amount_received - total('succeeded', 'pending', 'requires_action');
    switch (step.do) {
      case 'reprice':
        if (status === 'requires_payment_method')
          update({ amount: step.amount, last_payment_error: null });
        return;
      case 'confirm':
        if (status === 'requires_payment_method') attempt(step.outcome);
        return;
      case 'go_on':
        if (status === 'requires_action' && step.outcome !== 'action') attempt(step.outcome);
        if (status === 'processing' && (step.outcome === 'pay' || step.outcome === 'decline'))
          attempt(step.outcome);
        return;
      case 'raise':
        if (status !== 'requires_capture' || !latest) return;
        latest = { ...latest, amount: latest.amount + step.by };
        authorized += step.by;
        {
          update({
            amount: intent.amount + step.by,
            amount_capturable: intent.amount_capturable + step.by,
          });
          return;
        }
      case 'capture': {
        const part = Math.floor(intent.amount_capturable * step.share);
        const received = intent.amount_received + part;
        const rest = intent.amount_capturable - part;
        if (status !== 'requires_capture' || !latest || received === 0) return;
        moved ??= setting.legacyReleases ? latest.amount : part;
        latest = { ...latest, amount_captured: received, captured: step.final || rest === 0 };
        if (step.final || rest === 0)
          release(rest, { status: 'succeeded', amount_received: received });
        else update({ amount_received: received, amount_capturable: rest });
        return;
      }
      case 'cancel':
        if (!open && !(status === 'requires_capture' && intent.amount_received === 0)) return;
        {
          release(intent.amount_capturable, {
            status: 'canceled',
            canceled_at: clock,
            cancellation_reason: step.reason,
            next_action: null,
          });
          return;
        }
      case 'expire':
        if (status !== 'requires_capture') return;
        if (intent.amount_received > 0) {
          release(intent.amount_capturable, { status: 'succeeded' });
          return;
        }
        {
          release(intent.amount_capturable, {
            status: 'canceled',
            canceled_at: clock,
            cancellation_reason: setting.legacyReleases ? 'automatic' : 'expired',
          });
          return;
        }
      case 'refund': {
        const amount = Math.floor(refundable * step.share);
        if (amount === 0) return;
        const by: Partial<Stripe.Refund> = {
          tender: { metadata: { [METADATA.operation]: id('op') } },
          dashboard: {},
          'dashboard, with a reason': { reason: 'requested_by_customer' as const },
        }[step.by];
        if (step.by === 'dashboard' && !canBeTold()) return;
        refunds.push(refund({ id: id('re'), amount, status: step.status, created: clock, ...by }));
        return;
      }
      case 'move_refund': {
        const moves = ['pending>', 'requires_action>', 'succeeded>failed'];
        refunds = refunds.map((row, index) =>
          index === step.which &&
          !row.id.startsWith('re_release') &&
          moves.some((move) => `${row.status}>${step.status}`.startsWith(move))
            ? { ...row, status: step.status }
            : row,
        );
        return;
      }
      case 'dispute': {
        const amount = Math.floor(intent.amount_received * step.share);
        if (status !== 'succeeded' || amount === 0) return;
        const refundable = step.status.startsWith('warning');
        disputes.push(
          dispute({
            id: id('du'),
            amount,
            status: step.status,
            created: clock,
            is_charge_refundable: refundable,
          }),
        );
        return;
      }
      case 'move_dispute':
        for (const { id, status } of disputes) if (status.startsWith('appeal')) appealed.add(id);
        disputes = disputes.map((row, index) =>
          index === step.which && disputeMoves(row.status, step.status, appealed.has(row.id))
            ? { ...row, status: step.status }
            : row,
        );
        return;
    }
  }

  const snapshots: [Snapshot, ...Snapshot[]] = [take()];
  for (const next of steps) {
    clock += 1;
    apply(next);
    const snapshot = take();
    if (JSON.stringify(snapshot) !== JSON.stringify(snapshots.at(-1))) snapshots.push(snapshot);
  }
  return snapshots;
}

/** An inquiry is closed or becomes a chargeback; only what was lost can be appealed, and once. */
function disputeMoves(from: string, to: string, appealed: boolean): boolean {
  if (from === 'lost' && appealed) return false;
  const later: Record<string, RegExp> = {
    warning_needs_response: /^(warning_under_review|warning_closed|needs_response)$/,
    warning_under_review: /^(warning_closed|needs_response)$/,
    needs_response: /^(under_review|won|lost|prevented)$/,
    under_review: /^(won|lost)$/,
    lost: /^appeal_needs_response$/,
    appeal_needs_response: /^(appeal_under_review|won|lost)$/,
    appeal_under_review: /^(won|lost)$/,
  };
  return later[from]?.test(to) ?? false;
}
