/**
 * This attempt failed and nothing was charged; the shopper can try again.
 */
export class TenderFailedEvent extends Event {
  /** Stable code: one of ours, or Stripe's decline code. */
  readonly code: string;
  /** What the shopper was told. */
  readonly message: string;

  constructor(code: string, message: string) {
    super('tender-failed', { bubbles: true, composed: true });
    this.code = code;
    this.message = message;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-failed': TenderFailedEvent;
  }
}
