import type { PaymentStatus } from '../../server/contract.ts';
import { TenderEvent } from './tender-event.ts';

/**
 * It can't be told yet whether the payment went through. Never treat it as a failure: the order may be
 * paid.
 */
export class TenderUnknownEvent extends TenderEvent {
  /** The payment as the server knew it last; undefined when the server was never reached. */
  readonly payment: PaymentStatus | undefined;

  constructor(payment: PaymentStatus | undefined) {
    super('tender-unknown');
    this.payment = payment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-unknown': TenderUnknownEvent;
  }
}
