import type { PaymentStatus } from '../../server/contract.ts';

/**
 * The amount is held; it will be captured later.
 */
export class TenderAuthorizedEvent extends Event {
  /** The payment as the server knows it. */
  readonly payment: PaymentStatus;

  constructor(payment: PaymentStatus) {
    super('tender-authorized', { bubbles: true, composed: true });
    this.payment = payment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-authorized': TenderAuthorizedEvent;
  }
}
