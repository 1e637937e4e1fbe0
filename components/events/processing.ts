import type { PaymentStatus } from '../../server/contract.ts';
import { TenderEvent } from './tender-event.ts';

/**
 * The payment is under way and its outcome will be known later: neither a success nor a failure.
 */
export class TenderProcessingEvent extends TenderEvent {
  /** The payment as the server knows it. */
  readonly payment: PaymentStatus;

  constructor(payment: PaymentStatus) {
    super('tender-processing');
    this.payment = payment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-processing': TenderProcessingEvent;
  }
}
