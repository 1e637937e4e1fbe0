import type { PaymentStatus } from '../../server/contract.ts';

/**
 * The payment succeeded.
 */
export class TenderPaidEvent extends Event {
  /** The payment as the server knows it. */
  readonly payment: PaymentStatus;

  constructor(payment: PaymentStatus) {
    super('tender-paid', { bubbles: true, composed: true });
    this.payment = payment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-paid': TenderPaidEvent;
  }
}
