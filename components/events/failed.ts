import { TenderEvent } from './tender-event.ts';

/**
 * This attempt failed and nothing was charged; the shopper can try again.
 */
export class TenderFailedEvent extends TenderEvent {
  /** Stable code: one of ours, or Stripe's decline code. */
  readonly code: string;
  /** What the shopper was told. */
  readonly message: string;

  constructor(code: string, message: string) {
    super('tender-failed');
    this.code = code;
    this.message = message;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-failed': TenderFailedEvent;
  }
}
