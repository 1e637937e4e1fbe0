import { TenderEvent } from './tender-event.ts';

/**
 * The order is loaded and its payment methods are on screen. Fires again when either changes.
 */
export class TenderReadyEvent extends TenderEvent {
  /** Types of the methods on offer, in display order; empty when nothing fits. */
  readonly methods: readonly string[];
  /** The shopper's country (ISO 3166-1 alpha-2), when known. */
  readonly country: string | undefined;

  constructor(methods: readonly string[], country: string | undefined) {
    super('tender-ready');
    this.methods = methods;
    this.country = country;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-ready': TenderReadyEvent;
  }
}
