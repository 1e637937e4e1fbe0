import { TenderEvent } from './tender-event.ts';

/**
 * Another payment method is chosen, by the shopper or because the old one is no longer offered.
 */
export class TenderMethodChangeEvent extends TenderEvent {
  /** Type of the method, such as `card`. */
  readonly method: string;

  constructor(method: string) {
    super('tender-method-change');
    this.method = method;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-method-change': TenderMethodChangeEvent;
  }
}
