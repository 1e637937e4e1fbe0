import type { Task } from '../state/clock.ts';
import type { Context } from '../state/events.ts';

/** What happens by itself, later. `tasks.ts` does it. */
export type TaskKind =
  | 'aftermath'
  | 'answer_refund'
  | 'expire_charge'
  | 'expire_hold'
  | 'expire_refund'
  | 'fail_refund'
  | 'follow_instructions'
  | 'judge_dispute'
  | 'lapse'
  | 'settle'
  | 'settle_funds'
  | 'succeed_refund';

export function schedule(
  { account }: Context,
  seconds: number,
  task: Omit<Task, 'account' | 'kind'> & { kind: TaskKind },
): void {
  account.clock.schedule(seconds, { ...task, account: account.id });
}
