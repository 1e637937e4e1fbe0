import { TenderEvent } from './tender-event.ts';

/**
 * Something keeps the element from working: a wrong attribute, the server or Stripe.js out of
 * reach.
 */
export class TenderErrorEvent extends TenderEvent {
  /** Stable code, listed in docs/elements.md. */
  readonly code: string;
  /** What was caught. */
  readonly cause: unknown;

  constructor(code: string, cause: unknown) {
    super('tender-error');
    this.code = code;
    this.cause = cause;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-error': TenderErrorEvent;
  }
}
