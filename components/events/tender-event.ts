import type { PaymentStatus } from '../../server/contract.ts';

/** What the elements' events have in common: they bubble, and cross shadow roots. */
export class TenderEvent extends Event {
  constructor(type: `tender-${string}`, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
  }
}

/** How a payment stands. */
export class TenderPaymentEvent extends TenderEvent {
  /** The payment as the server knows it. */
  readonly payment: PaymentStatus;

  constructor(type: `tender-${string}`, payment: PaymentStatus) {
    super(type);
    this.payment = payment;
  }
}
