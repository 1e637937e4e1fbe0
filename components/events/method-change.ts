/**
 * Another payment method is chosen, by the shopper or because the old one is no longer offered.
 */
export class TenderMethodChangeEvent extends Event {
  /** Type of the method, such as `card`. */
  readonly method: string;

  constructor(method: string) {
    super('tender-method-change', { bubbles: true, composed: true });
    this.method = method;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-method-change': TenderMethodChangeEvent;
  }
}
