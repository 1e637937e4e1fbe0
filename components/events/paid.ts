import type { PaymentStatus } from '../../server/contract.ts';
import { TenderPaymentEvent } from './tender-event.ts';

/**
 * The payment succeeded.
 */
export class TenderPaidEvent extends TenderPaymentEvent {
  constructor(payment: PaymentStatus) {
    super('tender-paid', payment);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-paid': TenderPaidEvent;
  }
}
