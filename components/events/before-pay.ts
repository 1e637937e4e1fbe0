/**
 * A payment is about to start. Cancelable: `preventDefault()` keeps it from starting, say because
 * the page's own form is not complete. Fires before anything is sent.
 */
export class TenderBeforePayEvent extends Event {
  /** Type of the method, or the wallet of an express button, such as `apple_pay`. */
  readonly method: string;
  /** Whether an express button started it. */
  readonly express: boolean;

  constructor(method: string, express: boolean) {
    super('tender-before-pay', { bubbles: true, composed: true, cancelable: true });
    this.method = method;
    this.express = express;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-before-pay': TenderBeforePayEvent;
  }
}
