/**
 * Named places before and after every commit and every call to Stripe, where a test can make the
 * process stop, fail or wait. Nothing happens at one that no test has armed.
 *
 * @module
 */

/** A call to Stripe, by what it is for. */
export type CallName =
  | 'create'
  | 'update'
  | 'capture'
  | 'void'
  | 'refund'
  | 'read'
  | 'list-events'
  | 'list-payments'
  | 'read-account'
  | 'check-keys'
  | 'read-webhooks'
  | 'create-webhook'
  | 'update-webhook'
  | 'delete-webhook'
  | 'read-domains'
  | 'write-domain';

/** A transaction, by what it makes durable. */
export type CommitName =
  | 'inbox'
  | 'stray-event'
  | 'attempt'
  | 'client-seen'
  | 'lease'
  | 'hint'
  | 'facts'
  | 'sync-postponed'
  | 'operation-started'
  | 'operation-claimed'
  | 'operation-settled'
  | 'notification-claimed'
  | 'notification-settled'
  | 'notification-resent'
  | 'alarm'
  | 'setting'
  | 'operator-setting'
  | 'lock'
  | 'operator'
  | 'operator-session'
  | 'audit';

export type Failpoint =
  | `${CallName}:${'before-call' | 'after-call'}`
  | `${CommitName}:${'before-commit' | 'after-commit'}`
  | `notification:${'before-delivery' | 'after-delivery'}`;

type Action = () => void | Promise<void>;

const armed = new Map<Failpoint, Action>();

/** Passes through the point: runs what a test has armed it with. */
export function failpoint(name: Failpoint): void | Promise<void> {
  return armed.get(name)?.();
}

/** Arms a point until the result is disposed of. An action that throws fails the code at the point. */
export function armFailpoint(name: Failpoint, action: Action): Disposable {
  armed.set(name, action);
  return {
    [Symbol.dispose]: () => {
      armed.delete(name);
    },
  };
}
