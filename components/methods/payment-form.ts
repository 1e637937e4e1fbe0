import type { StripeElementLocale, StripeElements, StripePaymentElement } from '@stripe/stripe-js';
import type { LitElement, ReactiveController } from 'lit';
import type { Intent, SessionMethod } from '../../server/contract.ts';
import { AppearanceController } from '../controllers/appearance.ts';
import { MountRelay } from '../controllers/mount-relay.ts';
import { stripe } from '../controllers/stripe.ts';
import type { CheckoutSession, Form } from '../session/checkout-session.ts';
import type { Attempt } from '../session/confirm.ts';
import type { SessionController } from '../session/context.ts';

/** What Stripe shows, for which of the server's configs. */
interface Shown {
  group: StripeElements;
  element: StripePaymentElement;
  /** Of the config that the group has. */
  fingerprint: string;
  /** When the group was made for a PaymentIntent. */
  intent?: Intent;
}

/**
 * Stripe's Payment Element for the chosen method. One group and one element serve all methods: a
 * change of method, amount or country updates the group, so that what the shopper typed stays.
 */
export class PaymentForm implements ReactiveController, Form {
  readonly relay: MountRelay;
  /** Whether the form is on screen. */
  ready = false;

  readonly #host: LitElement;
  readonly #checkout: SessionController;
  readonly #appearance: AppearanceController;
  #shown: Shown | undefined;
  #updating = false;

  constructor(host: LitElement, checkout: SessionController) {
    this.#host = host;
    this.#checkout = checkout;
    this.relay = new MountRelay(
      host,
      (node) => this.#mount(node),
      ({ localName }) => {
        const problem = `<${localName}> assigns its slots by hand, so no frame can be shown in it.`;
        checkout.session?.report('manual_slots', problem);
      },
    );
    this.#appearance = new AppearanceController(host, (appearance) =>
      this.#shown?.group.update({ appearance }),
    );
    host.addController(this);
  }

  get attempt(): Attempt | undefined {
    const { session } = this.#checkout;
    const chosen = session?.chosen;
    if (!chosen || !this.#shown || !this.ready) return undefined;
    const { group: elements, intent, fingerprint } = this.#shown;
    if (chosen.fingerprint !== fingerprint) return undefined;
    return { elements, request: request(session, chosen), ...(intent && { intent }) };
  }

  focus(): void {
    this.#shown?.element.focus();
  }

  hostUpdated(): void {
    const { session } = this.#checkout;
    if (session) void this.#follow(session);
  }

  hostDisconnected(): void {
    // A move disconnects and connects in one go.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#destroy();
    });
  }

  /** Makes Stripe show what is chosen: one change at a time, until it's the newest. */
  async #follow(session: CheckoutSession): Promise<void> {
    if (this.#updating) return;
    this.#updating = true;
    session.form = this;
    let method: SessionMethod | undefined;
    try {
      while ((method = session.chosen) && method.fingerprint !== this.#shown?.fingerprint) {
        await this.#showMethod(session, method);
      }
    } catch (cause) {
      this.#destroy();
      if (method) session.dropMethod(method, cause);
    } finally {
      this.#updating = false;
    }
    session.dispatchEvent(new Event('change'));
  }

  async #showMethod(session: CheckoutSession, method: SessionMethod): Promise<void> {
    if (this.#shown && !this.#shown.intent && !method.intentFirst) {
      await this.#shown.group.update(method.elements);
      this.#shown = { ...this.#shown, fingerprint: method.fingerprint };
    } else {
      this.#destroy();
      await this.#create(session, method);
    }
  }

  async #create(session: CheckoutSession, method: SessionMethod): Promise<void> {
    const { data, country, settings, translator, api, order } = session;
    if (!data) return;
    const [instance, intent] = await Promise.all([
      stripe(data.stripe),
      method.intentFirst ? api.intent(order, request(session, method)) : undefined,
    ]);
    const look = {
      appearance: this.#appearance.read(),
      locale: translator.language as StripeElementLocale,
      fonts: settings.fontSrc ? [{ cssSrc: settings.fontSrc }] : [],
      // Ours stands there until the form is ready.
      loader: 'never',
    } as const;
    const group = intent
      ? instance.elements({ clientSecret: intent.clientSecret, ...look })
      : instance.elements({ ...method.elements, ...look });
    const { name, email } = data.customer;
    const element = group.create('payment', {
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
    });
    element.on('ready', () => this.#setReady(true));
    element.on('loaderror', ({ error }) => {
      this.#destroy();
      if (session.chosen) session.dropMethod(session.chosen, error);
    });
    this.#shown = { group, element, fingerprint: method.fingerprint, ...(intent && { intent }) };
    if (this.relay.node) element.mount(this.relay.node);
  }

  /** Again after each move: the frame was reloaded together with the page's node that holds it. */
  #mount(node: HTMLElement): void {
    if (!this.#shown) return;
    this.#setReady(false);
    this.#shown.element.unmount();
    this.#shown.element.mount(node);
  }

  #setReady(ready: boolean): void {
    this.ready = ready;
    this.#checkout.session?.dispatchEvent(new Event('change'));
  }

  #destroy(): void {
    this.#shown?.element.destroy();
    this.#shown = undefined;
    this.ready = false;
  }
}

function request({ country }: CheckoutSession, { type, fingerprint }: SessionMethod) {
  return { method: type, fingerprint, country: country ?? null };
}
