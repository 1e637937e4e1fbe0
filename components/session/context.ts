import type { LitElement, ReactiveController } from 'lit';
import { TenderEvent } from '../events/tender-event.ts';
import type { CheckoutSession } from './checkout-session.ts';
import { tellDeveloper } from './developer.ts';
import { endpointOf } from './endpoint.ts';

/** A part asks the checkout around it, through however many shadow roots, for its session. */
class SessionRequest extends TenderEvent {
  session?: CheckoutSession;

  constructor() {
    super('tender-session-request');
  }
}

/** Has `checkout` answer the parts inside it. */
export function provideSession(checkout: EventTarget, session: CheckoutSession): void {
  checkout.addEventListener('tender-session-request', (event) => {
    if (!(event instanceof SessionRequest)) return;
    event.stopPropagation();
    event.session = session;
  });
}

/** Gives a part the session of the checkout around it, and an update whenever that changes. */
export class SessionController implements ReactiveController {
  /** Undefined outside a `<tender-checkout>`. */
  session: CheckoutSession | undefined;

  readonly #host: LitElement;
  readonly #required: boolean;

  /** @param required - whether the part is of no use alone */
  constructor(host: LitElement, required = true) {
    this.#host = host;
    this.#required = required;
    host.addController(this);
  }

  hostConnected(): void {
    const request = new SessionRequest();
    this.#host.dispatchEvent(request);
    this.session = request.session;
    this.session?.addEventListener('change', this.#changed);
    this.#changed();
    if (!this.session && this.#required)
      tellDeveloper('part_outside_checkout', endpointOf(), this.#host);
  }

  hostDisconnected(): void {
    this.session?.removeEventListener('change', this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
