/** The last calls, for tests that ask what was sent. */
import type { Interceptor } from './api.ts';

export interface LoggedCall {
  requestId: string;
  method: string;
  path: string;
  account: string;
  /** What it answered; absent while it is under way, or when the connection broke. */
  status?: number;
}

export interface CallLog {
  /** Oldest first. Replays of an idempotency key are not carried out, and not listed. */
  list(): readonly LoggedCall[];
  clear(): void;
  intercept: Interceptor;
}

const kept = 1000;

/** @param next stands closer to the call */
export function createCallLog(next: Interceptor): CallLog {
  let calls: LoggedCall[] = [];
  return {
    list: () => calls,
    clear: () => (calls = []),
    async intercept(call, perform) {
      const { requestId, method, path, account } = call;
      const logged: LoggedCall = { requestId, method, path, account: account.id };
      calls.push(logged);
      if (calls.length > 2 * kept) calls = calls.slice(-kept);
      const answer = await next(call, perform);
      if (!answer.reset) logged.status = answer.status;
      return answer;
    },
  };
}
