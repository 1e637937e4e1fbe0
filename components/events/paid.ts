import type { PaymentStatus } from '../../server/contract.ts';
import { TenderEvent } from './tender-event.ts';

/**
 * The payment succeeded.
 */
export class TenderPaidEvent extends TenderEvent {
  /** The payment as the server knows it. */
  readonly payment: PaymentStatus;

  constructor(payment: PaymentStatus) {
    super('tender-paid');
    this.payment = payment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-paid': TenderPaidEvent;
  }
}
