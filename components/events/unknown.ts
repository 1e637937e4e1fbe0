import { TenderEvent } from './tender-event.ts';

/**
 * It can't be told yet whether the payment went through. Never treat it as a failure: the order may
 * be paid.
 */
export class TenderUnknownEvent extends TenderEvent {
  /** The payment to look up, when known. */
  readonly paymentId: string | undefined;

  constructor(paymentId: string | undefined) {
    super('tender-unknown');
    this.paymentId = paymentId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-unknown': TenderUnknownEvent;
  }
}
