/** What happens by itself when its time has come. */
import { emit, type Context } from '../state/events.ts';
import type { PaymentIntent } from '../state/objects.ts';
import type { Task } from '../state/clock.ts';
import { endAction, settle } from './attempts.ts';
import type { Aftermath } from './behaviour.ts';
import { expireHold } from './captures.ts';
import { expireDirectCharge } from './direct-charges.ts';
import { openDispute, judgeDispute, warnOfFraud } from './disputes.ts';
import { answerRefund, expireRefund, failRefund, succeedRefund } from './refund-outcomes.ts';
import type { TaskKind } from './schedule.ts';
import { settleFunds } from './settlement.ts';

type Perform = (context: Context, id: string, data: Readonly<Record<string, unknown>>) => void;

/** The intent, if it still waits for the attempt that the task was about. */
function current(
  { account }: Context,
  id: string,
  attempt: unknown,
  status: PaymentIntent['status'],
): PaymentIntent | undefined {
  const intent = account.state.paymentIntents.get(id);
  const same = account.state.attempts.get(id)?.id === attempt;
  return same && intent?.status === status ? intent : undefined;
}

const tasks: Record<TaskKind, Perform> = {
  aftermath(context, id, data) {
    const charge = context.account.state.charges.get(id);
    const aftermath = data as unknown as Aftermath;
    if (!charge) return;
    if (aftermath.kind === 'dispute') openDispute(context, charge, aftermath);
    else warnOfFraud(context, charge);
  },
  answer_refund(context, id) {
    const refund = context.account.state.refunds.get(id);
    if (refund) answerRefund(context, refund);
  },
  expire_charge(context, id) {
    const charge = context.account.state.charges.get(id);
    if (charge) expireDirectCharge(context, charge);
  },
  expire_hold(context, id) {
    const intent = context.account.state.paymentIntents.get(id);
    if (intent) expireHold(context, intent);
  },
  expire_refund(context, id) {
    const refund = context.account.state.refunds.get(id);
    if (refund?.status === 'requires_action') expireRefund(context, refund);
  },
  fail_refund(context, id) {
    const refund = context.account.state.refunds.get(id);
    if (refund) failRefund(context, refund);
  },
  follow_instructions(context, id, { attempt }) {
    if (current(context, id, attempt, 'requires_action')) endAction(context, id, 'succeed');
  },
  judge_dispute(context, id) {
    const dispute = context.account.state.disputes.get(id);
    if (dispute) judgeDispute(context, dispute);
  },
  lapse(context, id, { attempt }) {
    if (current(context, id, attempt, 'requires_action')) endAction(context, id, 'expire');
  },
  settle(context, id, { attempt }) {
    const intent = current(context, id, attempt, 'processing');
    if (intent) settle(context, intent);
  },
  settle_funds(context, id) {
    const charge = context.account.state.charges.get(id);
    if (charge?.balance_transaction !== null) return;
    emit(context, 'charge.updated', settleFunds(context, charge), charge);
  },
  succeed_refund(context, id) {
    const refund = context.account.state.refunds.get(id);
    if (refund) succeedRefund(context, refund);
  },
};

const isPaymentTask = (kind: string): kind is TaskKind => Object.hasOwn(tasks, kind);

export function performTask(context: Context, { kind, id, data = {} }: Task): void {
  if (isPaymentTask(kind)) tasks[kind](context, id, data);
}
