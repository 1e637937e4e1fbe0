/**
 * What becomes of a refund after it was made: the bank takes the money in, or not; the shopper says which
 * bank, where the method doesn't tell, or never does.
 *
 * @see https://docs.stripe.com/refunds
 */
import { invalidRequest } from '../protocol/errors.ts';
import { emit, type Context } from '../state/events.ts';
import type { Refund } from '../state/objects.ts';
import { awaitedOutcome } from '../test-data/contacts.ts';
import { moveMoney } from './balance.ts';
import type { Behaviour } from './behaviour.ts';
import { schedule } from './schedule.ts';

const days = 24 * 60 * 60;

/** Refunds whose outcome isn't known at once get it after this many seconds. */
const outcomeAfter = 5;
/** How long shoppers have to answer. */
const answerWithin = 45 * days;

/** Stripe writes to the shopper, who is to name a bank account. */
export const asked = ({ account }: Context, email: string): Partial<Refund> => {
  const now = account.clock.now();
  return {
    status: 'requires_action',
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_at: now, email_sent_to: email },
        expires_at: now + answerWithin,
      },
    },
  };
};

export function scheduleOutcome(
  context: Context,
  { id, next_action }: Refund,
  refunding: Behaviour['refund'],
): void {
  if (refunding === 'pending') schedule(context, outcomeAfter, { kind: 'succeed_refund', id });
  if (refunding === 'fails_later') schedule(context, outcomeAfter, { kind: 'fail_refund', id });
  if (refunding !== 'asks_shopper') return;
  const { result, after } = awaitedOutcome(next_action?.display_details?.email_sent.email_sent_to);
  const expires = result === 'expires' ? after : answerWithin;
  if (result === 'succeeds') schedule(context, after, { kind: 'answer_refund', id });
  else schedule(context, expires, { kind: 'expire_refund', id });
}

export function updateRefund(
  context: Context,
  refund: Refund,
  changes: Partial<Refund>,
  type: 'refund.updated' | 'refund.failed' = 'refund.updated',
): Refund {
  const updated = context.account.state.refunds.update(refund.id, changes);
  if (type === 'refund.failed') emit(context, type, updated, refund);
  emit(context, 'refund.updated', updated, refund);
  emit(context, 'charge.refund.updated', updated, refund);
  return updated;
}

/** Once there is an outcome there is nothing left to do or to wait for. */
const settled = (changes: Partial<Refund>): Partial<Refund> =>
  ({ next_action: undefined, pending_reason: undefined, ...changes }) as Partial<Refund>;

export function succeedRefund(context: Context, refund: Refund): void {
  if (refund.status === 'pending') updateRefund(context, refund, settled({ status: 'succeeded' }));
}

/** The bank could not take the money in. */
export function failRefund(context: Context, refund: Refund): void {
  if (refund.status === 'failed') return;
  takeBack(context, refund, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
}

/** The shopper has named a bank account. */
export function answerRefund(context: Context, refund: Refund): void {
  if (refund.status !== 'requires_action') return;
  updateRefund(context, refund, settled({ status: 'pending', pending_reason: 'processing' }));
  schedule(context, outcomeAfter, { kind: 'succeed_refund', id: refund.id });
}

/** The shopper has not answered in time. */
export function expireRefund(context: Context, refund: Refund): Refund {
  assertWaiting(refund, 'expire');
  return takeBack(context, refund, { status: 'failed', failure_reason: 'unknown' });
}

export function cancelRefund(context: Context, refund: Refund): Refund {
  assertWaiting(refund, 'cancel');
  return takeBack(context, refund, { status: 'canceled', failure_reason: 'merchant_request' });
}

function assertWaiting({ status }: Refund, verb: string): void {
  if (status === 'requires_action') return;
  throw invalidRequest(
    `You cannot ${verb} this refund because it has a status of ${status ?? 'null'}. Only a refund with ` +
      `one of the following statuses may be ${verb === 'cancel' ? 'canceled' : 'expired'}: requires_action.`,
  );
}

/** The money returns to the balance, and can be refunded again. */
function takeBack(
  context: Context,
  refund: Refund,
  outcome: { status: 'failed' | 'canceled'; failure_reason: string },
): Refund {
  const { charges } = context.account.state;
  const charge = charges.require(refund.charge ?? '');
  const { id } = moveMoney(context, charge, {
    type: 'refund_failure',
    amount: refund.amount,
    source: refund.id,
  });
  charges.update(charge.id, {
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  });
  return updateRefund(
    context,
    refund,
    settled({ ...outcome, failure_balance_transaction: id }),
    outcome.status === 'failed' ? 'refund.failed' : 'refund.updated',
  );
}
