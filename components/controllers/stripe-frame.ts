import type {
  StripeElementBase,
  StripeElementLocale,
  StripeElements,
  StripeElementsOptionsClientSecret,
} from '@stripe/stripe-js';
import type { LitElement, ReactiveController } from 'lit';
import type { ElementsConfig } from '../../server/contract.ts';
import type { CheckoutSession } from '../session/checkout-session.ts';
import { nextTask } from '../session/task.ts';
import type { Translator } from '../locales/translator.ts';
import { AppearanceController } from './appearance.ts';
import { MountRelay } from './mount-relay.ts';
import { stripe } from './stripe.ts';

/**
 * One of Stripe's elements in a group of its own: mounted in the page's light DOM, shown inside the
 * host, and looking like the page.
 */
export class StripeFrame<Element extends StripeElementBase> implements ReactiveController {
  group: StripeElements | undefined;
  element: Element | undefined;
  /** What the host renders as the name of a slot. */
  readonly slotName: string;

  readonly #host: LitElement;
  #translator?: Translator;
  /** What Stripe was told last. */
  #language: string | undefined;
  readonly #relay: MountRelay;
  readonly #appearance: AppearanceController;

  /**
   * @param onReload - the frame was moved together with the page's node that holds it, and starts anew
   * @param onBlocked - gets an enclosing host that no frame can be shown in
   */
  constructor(host: LitElement, onReload: () => void, onBlocked: (by: globalThis.Element) => void) {
    this.#host = host;
    this.#relay = new MountRelay(
      host,
      (node) => {
        if (!this.element) return;
        onReload();
        this.element.unmount();
        this.element.mount(node);
      },
      onBlocked,
    );
    this.slotName = this.#relay.slotName;
    this.#appearance = new AppearanceController(
      host,
      (appearance) => void this.group?.update({ appearance }),
    );
    host.addController(this);
  }

  hostUpdated(): void {
    const language = this.#translator?.language;
    if (!this.group || language === this.#language) return;
    this.#language = language;
    void this.group.update({ locale: language as StripeElementLocale });
  }

  hostDisconnected(): void {
    // A move disconnects and connects in one go.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.close();
    });
  }

  /**
   * Opens a new group, in place of the one there was.
   *
   * @param config - the server's, or the secret of a PaymentIntent
   * @throws Error when Stripe.js can't be loaded or refuses
   */
  async open(
    { data, settings, translator }: CheckoutSession,
    config: ElementsConfig | { clientSecret: string },
    create: (group: StripeElements) => Element,
  ): Promise<void> {
    if (!data) return;
    const instance = await stripe(data.stripe);
    // The page's frames begin at the same moment: each in a task of its own.
    await nextTask();
    this.close();
    this.#translator = translator;
    this.#language = translator.language;
    const look = {
      appearance: this.#appearance.read(),
      locale: translator.language as StripeElementLocale,
      fonts: settings.fontSrc ? [{ cssSrc: settings.fontSrc }] : [],
      // Ours stands there until the form is ready.
      loader: 'never',
    } as const;
    // One of two overloads, which take the same rest.
    this.group = instance.elements({ ...config, ...look } as StripeElementsOptionsClientSecret);
    this.element = create(this.group);
    if (this.#relay.node) this.element.mount(this.#relay.node);
  }

  close(): void {
    this.element?.destroy();
    this.element = undefined;
    this.group = undefined;
  }
}
