/** `stripe.elements()`: elements that share one intent, one look and one language. */
import type {
  StripeAddressElementOptions,
  StripeElementsUpdateOptions,
  StripeElementType,
  StripeError,
  StripeExpressCheckoutElementOptions,
  StripeLinkAuthenticationElementOptions,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import { callApi, type ApiOptions, type ApiResult } from '../../shared/api.ts';
import { isDark } from '../../shared/appearance.ts';
import type { ConfirmRequest, GroupState } from '../../shared/protocol.ts';
import type { ElementsSession } from '../../shared/session.ts';
import * as text from '../errors.ts';
import { IntegrationError } from '../errors.ts';
import type { SandboxLocation } from '../location.ts';
import { AddressElement } from './address.ts';
import { ContactElement } from './contact.ts';
import { ExpressCheckoutElement } from './express-checkout.ts';
import { warnOfUnknown } from './known-options.ts';
import { LinkAuthenticationElement } from './link-authentication.ts';
import {
  checkComplete,
  checkElementsOptions,
  deferredIntent,
  resolveLocale,
  type ElementsOptions,
} from './options.ts';
import { PaymentElement } from './payment.ts';

/** The elements that the sandbox offers. */
interface OfferedElements {
  payment: PaymentElement;
  expressCheckout: ExpressCheckoutElement;
  address: AddressElement;
  linkAuthentication: LinkAuthenticationElement;
}
export type OfferedElementType = keyof OfferedElements;
type OtherElementType = Exclude<StripeElementType, OfferedElementType>;
type AnyElement = OfferedElements[OfferedElementType];

const OFFERED: readonly string[] = [
  'payment',
  'expressCheckout',
  'address',
  'linkAuthentication',
] satisfies OfferedElementType[];

/** What a change of one of these means for the methods on offer is for the API to say. */
const DECIDE_METHODS: (keyof StripeElementsUpdateOptions)[] = [
  'mode',
  'amount',
  'currency',
  'captureMethod',
  'capture_method',
  'setupFutureUsage',
  'setup_future_usage',
  'allowedPaymentMethodTypes',
  'excludedPaymentMethodTypes',
  'paymentMethodConfiguration',
  'payment_method_configuration',
  'onBehalfOf',
  'on_behalf_of',
];

export interface GroupContext {
  api: ApiOptions;
  location: SandboxLocation;
  locale: string | undefined;
}

export class ElementsGroup {
  readonly api: ApiOptions;
  readonly location: SandboxLocation;
  /** The latest answer on what can be paid with. */
  session: Promise<ApiResult<ElementsSession>>;
  #options: ElementsOptions;
  #locale: string | undefined;
  #elements: AnyElement[] = [];
  #updateHandlers: (() => void)[] = [];
  #submitted = false;

  constructor(context: GroupContext, options: ElementsOptions) {
    checkElementsOptions(options, 'stripe.elements()');
    warnOfUnknown('elements()', 'elements', options);
    checkComplete(options, 'stripe.elements()');
    this.api = context.api;
    this.location = context.location;
    this.#locale = context.locale;
    this.#options = { ...options };
    this.session = this.#loadSession();
  }

  get isDeferred(): boolean {
    return this.#options.mode !== undefined;
  }

  /** The secret that the group was made with. */
  get clientSecret(): string | undefined {
    return 'clientSecret' in this.#options ? this.#options.clientSecret : undefined;
  }

  get wasSubmitted(): boolean {
    return this.#submitted;
  }

  get isDark(): boolean {
    return isDark(this.#options.appearance ?? {});
  }

  get amount(): number | undefined {
    return deferredIntent(this.#options)?.amount;
  }

  get currency(): string | undefined {
    return deferredIntent(this.#options)?.currency;
  }

  state(session: ElementsSession): GroupState {
    const address = this.getElement('address');
    return {
      api: this.api,
      locale: resolveLocale(this.#options.locale ?? this.#locale),
      appearance: this.#options.appearance ?? {},
      fonts: this.#options.fonts ?? [],
      session,
      deferred: deferredIntent(this.#options),
      collectedElsewhere: {
        email: this.getElement('linkAuthentication')?.isMounted ?? false,
        billingAddress: (address?.isMounted && address.mode === 'billing') ?? false,
      },
    };
  }

  create(type: 'payment', options?: StripePaymentElementOptions): PaymentElement;
  create(
    type: 'expressCheckout',
    options?: StripeExpressCheckoutElementOptions,
  ): ExpressCheckoutElement;
  create(type: 'address', options: StripeAddressElementOptions): AddressElement;
  create(
    type: 'linkAuthentication',
    options?: StripeLinkAuthenticationElementOptions,
  ): LinkAuthenticationElement;
  create(type: OtherElementType | 'paymentRequestButton', options?: object): never;
  create(type: string, options: object = {}): AnyElement {
    const element = this.#construct(type, options);
    warnOfUnknown('create()', element.elementType, options);
    this.#elements.push(element);
    return element;
  }

  #construct(type: string, options: object): AnyElement {
    if (type === 'paymentRequestButton') {
      throw new IntegrationError(
        'The paymentRequestButton Element was removed in the Endive release. Use the expressCheckout Element instead.',
      );
    }
    if (!OFFERED.includes(type)) {
      throw new IntegrationError(
        `A valid Element name must be provided. The sandbox offers: ${OFFERED.join(', ')}; you passed: ${type}.`,
      );
    }
    if (type === 'address') {
      const address = new AddressElement(this, options as StripeAddressElementOptions);
      const same = this.#elements.some(
        (e) => e instanceof AddressElement && e.mode === address.mode,
      );
      if (same) throw new IntegrationError(text.onlyOne(type));
      return address;
    }
    if (this.#elements.some(({ elementType }) => elementType === type)) {
      throw new IntegrationError(text.onlyOne(type));
    }
    if (type === 'linkAuthentication') return new LinkAuthenticationElement(this, options);
    if (!this.isDeferred && !this.clientSecret) throw new IntegrationError(text.NO_MODE);
    return type === 'payment'
      ? new PaymentElement(this, options)
      : new ExpressCheckoutElement(this, options);
  }

  getElement<T extends OfferedElementType>(
    type: T,
    options?: { mode: 'shipping' | 'billing' },
  ): OfferedElements[T] | null;
  getElement(type: OtherElementType): null;
  getElement(type: string, options?: { mode: 'shipping' | 'billing' }): AnyElement | null {
    return (
      this.#elements.find(
        (element) =>
          element.elementType === type &&
          (!options || !(element instanceof AddressElement) || element.mode === options.mode),
      ) ?? null
    );
  }

  forget(element: object): void {
    this.#elements = this.#elements.filter((other) => other !== element);
  }

  async update(options: StripeElementsUpdateOptions): Promise<void> {
    checkElementsOptions(options, 'elements.update()');
    warnOfUnknown('update()', 'elements', options);
    const merged = { ...this.#options, ...options } as ElementsOptions;
    checkComplete(merged, 'elements.update()');
    this.#options = merged;
    if (DECIDE_METHODS.some((name) => name in options)) {
      this.#submitted = false;
      this.session = this.#loadSession();
    }
    await this.#refreshElements();
    for (const handler of this.#updateHandlers) handler();
  }

  on(_event: 'update-end', handler: () => void): void {
    this.#updateHandlers.push(handler);
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    if (!this.clientSecret) {
      const message =
        'elements.fetchUpdates() can only be called on an Elements group created with a clientSecret.';
      return { error: { message } };
    }
    this.session = this.#loadSession();
    const { error } = await this.session;
    if (error) return { error: { message: error.message ?? error.type } };
    await this.#refreshElements();
    return {};
  }

  async submit(): Promise<
    | { error?: StripeError; selectedPaymentMethod?: undefined }
    | { selectedPaymentMethod: string; error?: undefined }
  > {
    const express = this.getElement('expressCheckout')?.confirming;
    if (express) {
      this.#submitted = true;
      return { selectedPaymentMethod: express };
    }
    for (const element of this.#elements) {
      const error = element instanceof ContactElement ? await element.validate() : undefined;
      if (error) return { error };
    }
    const payment = this.getElement('payment');
    if (!payment?.isMounted) {
      if (this.getElement('expressCheckout')?.isMounted) return {};
      throw new IntegrationError(text.notMounted('elements.submit()'));
    }
    const result = await payment.submit();
    if (!result.error) this.#submitted = true;
    return result;
  }

  /** The element that holds the payment details which `caller` is to use. */
  payingElement(caller: string): PaymentElement | ExpressCheckoutElement {
    const express = this.getElement('expressCheckout');
    if (express?.confirming) return express;
    const payment = this.getElement('payment');
    if (payment?.isMounted) return payment;
    if (express?.isMounted) throw new IntegrationError(text.outsideConfirmEvent(caller));
    throw new IntegrationError(text.notMounted(caller));
  }

  /** Contact data from the group's other elements. */
  async collected(): Promise<ConfirmRequest['collected']> {
    const billing = await this.getElement('address', { mode: 'billing' })?.contact();
    const shipping = await this.getElement('address', { mode: 'shipping' })?.contact();
    const email = await this.getElement('linkAuthentication')?.email();
    return { billing: { ...billing, ...(email && { email }) }, shipping };
  }

  async #refreshElements(): Promise<void> {
    await Promise.all(this.#elements.map((element) => element.refresh()));
  }

  #loadSession(): Promise<ApiResult<ElementsSession>> {
    const deferred = deferredIntent(this.#options);
    return callApi<ElementsSession>(this.api, 'GET', 'v1/elements/sessions', {
      client_secret: this.clientSecret,
      page_host: location.hostname,
      deferred_intent: deferred && {
        mode: deferred.mode,
        amount: deferred.amount,
        currency: deferred.currency,
        capture_method: deferred.captureMethod,
        setup_future_usage: deferred.setupFutureUsage,
        allowed_payment_method_types: deferred.allowedPaymentMethodTypes,
        excluded_payment_method_types: deferred.excludedPaymentMethodTypes,
        payment_method_configuration: deferred.paymentMethodConfiguration,
      },
    });
  }
}
