import type { PaymentStatus } from '../../server/contract.ts';
import { TenderEvent } from './tender-event.ts';

/**
 * The amount is held; it will be captured later.
 */
export class TenderAuthorizedEvent extends TenderEvent {
  /** The payment as the server knows it. */
  readonly payment: PaymentStatus;

  constructor(payment: PaymentStatus) {
    super('tender-authorized');
    this.payment = payment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-authorized': TenderAuthorizedEvent;
  }
}
