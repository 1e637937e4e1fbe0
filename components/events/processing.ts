import type { PaymentStatus } from '../../server/contract.ts';
import { TenderPaymentEvent } from './tender-event.ts';

/**
 * The payment is under way and its outcome will be known later: neither a success nor a failure.
 */
export class TenderProcessingEvent extends TenderPaymentEvent {
  constructor(payment: PaymentStatus) {
    super('tender-processing', payment);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-processing': TenderProcessingEvent;
  }
}
