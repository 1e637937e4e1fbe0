import type { StripeElements, StripePaymentElement } from '@stripe/stripe-js';
import type { LitElement, ReactiveController } from 'lit';
import type { Intent, SessionMethod } from '../../server/contract.ts';
import { StripeFrame } from '../controllers/stripe-frame.ts';
import type { CheckoutSession, Form } from '../session/checkout-session.ts';
import type { Attempt } from '../session/confirm.ts';
import type { SessionController } from '../session/context.ts';

/** Which of the server's configs Stripe shows. */
interface Shown {
  fingerprint: string;
  /** When the form was made for a PaymentIntent. */
  intent: Intent | undefined;
}

/**
 * Stripe's Payment Element for the chosen method. One group and one element serve all methods: a
 * change of method, amount or country updates the group, so that what the shopper typed stays.
 */
export class PaymentForm implements ReactiveController, Form {
  /** Whether the form is on screen. */
  ready = false;
  readonly frame: StripeFrame<StripePaymentElement>;

  readonly #checkout: SessionController;
  #shown: Shown | undefined;
  #updating = false;

  constructor(host: LitElement, checkout: SessionController) {
    this.#checkout = checkout;
    this.frame = new StripeFrame(
      host,
      () => this.#setReady(false),
      (by) => checkout.session?.report('manual_slots', by),
    );
    host.addController(this);
  }

  get attempt(): Attempt | undefined {
    const { session } = this.#checkout;
    const elements = this.frame.group;
    if (!session?.chosen || !elements || !this.ready || !this.#isCurrent(session)) return undefined;
    const request = intentRequest(session, session.chosen);
    return { elements, request, intent: this.#shown?.intent };
  }

  focus(): void {
    this.frame.element?.focus();
  }

  hostUpdated(): void {
    const { session } = this.#checkout;
    if (!session) return;
    session.form = this;
    const { phase } = session.state;
    if (phase === 'unavailable' || this.#updating || this.#isCurrent(session)) return;
    void this.#follow(session);
  }

  /** Makes Stripe show what is chosen: one change at a time, until it's the newest. */
  async #follow(session: CheckoutSession): Promise<void> {
    this.#updating = true;
    try {
      while (session.chosen && !this.#isCurrent(session)) await this.#show(session, session.chosen);
    } catch (cause) {
      this.#fail(session, cause);
    }
    this.#updating = false;
    session.changed();
  }

  #isCurrent({ chosen }: CheckoutSession): boolean {
    return !chosen || (this.frame.group && this.#shown)?.fingerprint === chosen.fingerprint;
  }

  async #show(session: CheckoutSession, method: SessionMethod): Promise<void> {
    const { fingerprint, elements, intentFirst } = method;
    const { group } = this.frame;
    let intent: Intent | undefined;
    if (group && !this.#shown?.intent && !intentFirst) {
      await group.update(elements);
    } else {
      this.ready = false;
      if (intentFirst) {
        intent = await session.api.intent(session.order, intentRequest(session, method));
      }
      await this.frame.open(session, intent ?? elements, (opened) => this.#create(session, opened));
    }
    this.#shown = { fingerprint, intent };
  }

  #create(session: CheckoutSession, group: StripeElements): StripePaymentElement {
    const { name, email } = session.data?.customer ?? {};
    const { country } = session;
    return group
      .create('payment', {
        // With one type, tabs show the bare form.
        layout: 'tabs',
        // Wallets have buttons of their own.
        wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
        defaultValues: {
          billingDetails: {
            ...(name && { name }),
            ...(email && { email }),
            ...(country && { address: { country } }),
          },
        },
      })
      .on('ready', () => this.#setReady(true))
      .on('loaderror', ({ error }) => this.#fail(session, error));
  }

  #fail(session: CheckoutSession, cause: unknown): void {
    this.frame.close();
    if (session.chosen) session.cannotShow(session.chosen, cause);
  }

  #setReady(ready: boolean): void {
    this.ready = ready;
    this.#checkout.session?.changed();
  }
}

function intentRequest({ country }: CheckoutSession, { type, fingerprint }: SessionMethod) {
  return { method: type, fingerprint, country: country ?? null };
}
