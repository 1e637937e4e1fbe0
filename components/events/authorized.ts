import type { PaymentStatus } from '../../server/contract.ts';
import { TenderPaymentEvent } from './tender-event.ts';

/**
 * The amount is held; it will be captured later.
 */
export class TenderAuthorizedEvent extends TenderPaymentEvent {
  constructor(payment: PaymentStatus) {
    super('tender-authorized', payment);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-authorized': TenderAuthorizedEvent;
  }
}
