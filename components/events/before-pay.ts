import { TenderEvent } from './tender-event.ts';

/**
 * A payment is about to start. Cancelable: `preventDefault()` keeps it from starting, say because
 * the page's own form is not complete. Fires before anything is sent.
 */
export class TenderBeforePayEvent extends TenderEvent {
  /** Type of the method, or the wallet of an express button, such as `apple_pay`. */
  readonly method: string;
  /** Whether an express button started it. */
  readonly express: boolean;

  constructor(method: string, express: boolean) {
    super('tender-before-pay', true);
    this.method = method;
    this.express = express;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-before-pay': TenderBeforePayEvent;
  }
}
