import type {
  ClickResolveDetails,
  StripeElements,
  StripeExpressCheckoutElement,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
} from '@stripe/stripe-js';
import type { LitElement, ReactiveController } from 'lit';
import type { ExpressQuote, ExpressQuoteRequest, SessionExpress } from '../../server/contract.ts';
import { StripeUnavailable } from '../controllers/stripe.ts';
import { StripeFrame } from '../controllers/stripe-frame.ts';
import type { CheckoutSession } from '../session/checkout-session.ts';
import type { SessionController } from '../session/context.ts';

/**
 * How long the server may take to price a delivery, in milliseconds. A wallet's sheet gives up after
 * some 20 s; a "no" in time lets the shopper try another address.
 */
const QUOTE_PATIENCE = 10_000;

/** What the wallet's sheet shows for the chosen delivery, and what the server has to be told. */
interface Priced {
  fingerprint: string;
  address?: ExpressQuoteRequest['address'];
  /** `id` of the chosen rate, which a wallet keeps when the address changes and still has it. */
  rate?: string | undefined;
}

/**
 * Stripe's Express Checkout Element: a group of its own beside the form's, because it has other
 * methods and, once an address is known, another amount.
 */
export class WalletButtons implements ReactiveController {
  /** Whether there is a button to show; undefined until Stripe says. */
  available: boolean | undefined;
  readonly frame: StripeFrame<StripeExpressCheckoutElement>;

  readonly #host: LitElement;
  readonly #checkout: SessionController;
  #offer: SessionExpress | null | undefined;
  #priced: Priced = { fingerprint: '' };

  constructor(host: LitElement, checkout: SessionController) {
    this.#host = host;
    this.#checkout = checkout;
    this.frame = new StripeFrame(
      host,
      () => this.#setAvailable(undefined),
      // The form next to the buttons reports it.
      () => this.#setAvailable(false),
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#offer = undefined;
  }

  hostUpdated(): void {
    const { session } = this.#checkout;
    // An open sheet keeps what it was opened with.
    if (!session?.data || session.state.phase === 'paying') return;
    const old = this.#offer;
    const offer = session.data.express;
    if (offer === old) return;
    this.#offer = offer;
    if (!offer) {
      this.frame.close();
      this.#setAvailable(false);
    } else if (old && this.frame.group && sameOptions(old, offer)) {
      void this.frame.group.update(offer.elements);
    } else {
      void this.#open(session, offer);
    }
  }

  /**
   * How many buttons to keep space for: Apple's and Google's are never in one browser, unless the
   * sandbox plays Stripe.
   */
  get expected(): number {
    const { express, stripe } = this.#checkout.session?.data ?? {};
    const all = stripe?.scriptUrl !== undefined;
    const other = 'ApplePaySession' in window ? 'google_pay' : 'apple_pay';
    return (express?.wallets ?? []).filter(({ type }) => all || type !== other).length;
  }

  async #open(session: CheckoutSession, offer: SessionExpress): Promise<void> {
    this.#setAvailable(undefined);
    try {
      await this.frame.open(session, offer.elements, (group) => {
        const buttonHeight = this.#buttonHeight;
        const element = group.create('expressCheckout', { buttonHeight, ...options(offer) });
        this.#listen(session, group, element);
        return element;
      });
    } catch (cause) {
      this.#fail(session, cause);
    }
  }

  /** As the style sheet has it, in pixels. */
  get #buttonHeight(): number {
    const space = this.#host.renderRoot.querySelector('.buttons') ?? this.#host;
    return Math.round(parseFloat(getComputedStyle(space).minBlockSize)) || 44;
  }

  #listen(
    session: CheckoutSession,
    group: StripeElements,
    element: StripeExpressCheckoutElement,
  ): void {
    element.on('ready', ({ availablePaymentMethods: methods }) =>
      this.#setAvailable(Object.values(methods ?? {}).includes(true)),
    );
    element.on('availablepaymentmethodschange', ({ paymentMethods: methods }) =>
      this.#setAvailable(Object.values(methods ?? {}).some((method) => method?.available)),
    );
    element.on('loaderror', ({ error }) => this.#fail(session, error));
    element.on('click', (event) => this.#start(session, event));
    element.on('cancel', () => {
      if (this.#offer) void group.update(this.#offer.elements);
      session.end();
    });
    element.on(
      'shippingaddresschange',
      ({ address, resolve, reject }) =>
        void this.#reprice(session, group, { address }, resolve, reject),
    );
    element.on(
      'shippingratechange',
      ({ shippingRate: { id: rate }, resolve, reject }) =>
        void this.#reprice(session, group, { rate }, resolve, reject),
    );
    element.on('confirm', (event) => void this.#confirm(session, group, event));
  }

  /** Stripe waits a second for the answer, so it's made of what is known. */
  #start(session: CheckoutSession, event: StripeExpressCheckoutElementClickEvent): void {
    const offer = this.#offer;
    if (!offer || !session.begin(event.expressPaymentType)) {
      event.reject();
      return;
    }
    this.#priced = { fingerprint: offer.fingerprint };
    event.resolve({ lineItems: lineItems(offer.lines) });
  }

  /** Never throws: nobody would catch it inside Stripe's handlers. */
  async #reprice(
    session: CheckoutSession,
    group: StripeElements,
    change: Partial<Priced>,
    resolve: (details: Pick<ClickResolveDetails, 'lineItems' | 'shippingRates'>) => void,
    reject: () => void,
  ): Promise<void> {
    const { address, rate } = { ...this.#priced, ...change };
    try {
      if (!address) throw new Error('no address');
      const country = session.country ?? null;
      const request = { address, country, ...(rate && { rate }) };
      const quote = await session.api.quote(session.order, request, QUOTE_PATIENCE);
      // Before the answer: a wallet refuses lines that add up to more than the amount.
      await group.update(quote.elements);
      this.#priced = { fingerprint: quote.fingerprint, address, rate: quote.rates[0]?.id };
      resolve({ lineItems: lineItems(quote.lines), shippingRates: shippingRates(quote) });
    } catch {
      reject();
    }
  }

  async #confirm(
    session: CheckoutSession,
    elements: StripeElements,
    event: StripeExpressCheckoutElementConfirmEvent,
  ): Promise<void> {
    const { billingDetails, shippingAddress, shippingRate, expressPaymentType } = event;
    const name = shippingAddress?.name ?? billingDetails?.name;
    const { email, phone } = billingDetails ?? {};
    const failure = await session.confirm({
      elements,
      request: {
        method: expressPaymentType,
        fingerprint: this.#priced.fingerprint,
        country: session.country ?? null,
        express: {
          ...(name && { name }),
          ...(email && { email }),
          ...(phone && { phone }),
          ...(shippingAddress && { address: shippingAddress.address }),
          ...(shippingRate && { rate: shippingRate.id }),
        },
      },
    });
    if (failure) {
      const { code, message } = failure;
      const reason = code === 'address_unserviceable' ? code : 'fail';
      event.paymentFailed({ reason, message });
    }
    session.end(failure);
  }

  #fail(session: CheckoutSession, cause: unknown): void {
    this.frame.close();
    this.#setAvailable(false);
    if (cause instanceof StripeUnavailable) session.stripeUnavailable(cause);
    else session.report('express_unavailable', cause);
  }

  #setAvailable(available: boolean | undefined): void {
    this.available = available;
    this.#host.requestUpdate();
  }
}

/** What can't be changed once the element is there. */
function options({ wallets, shippable }: SessionExpress) {
  const types = wallets.map(({ type }) => type);
  const when = (type: string) => (types.includes(type) ? 'auto' : 'never');
  return {
    paymentMethods: {
      applePay: when('apple_pay'),
      googlePay: when('google_pay'),
      link: when('link'),
      paypal: when('paypal'),
      amazonPay: when('amazon_pay'),
      klarna: when('klarna'),
    },
    // No limit of rows: behind Stripe's "more" a wallet is hardly found. Two columns, as the style
    // sheet keeps space for.
    layout: { maxColumns: 2, overflow: 'never' },
    paymentMethodOrder: types,
    emailRequired: true,
    shippingAddressRequired: shippable,
  } as const;
}

const sameOptions = (one: SessionExpress, other: SessionExpress) =>
  JSON.stringify(options(one)) === JSON.stringify(options(other));

const lineItems = (lines: SessionExpress['lines']) =>
  lines.map(({ name, amount }) => ({ name, amount }));

const shippingRates = ({ rates }: ExpressQuote) =>
  rates.map(({ id, label, amount, detail }) => ({
    id,
    amount,
    displayName: label,
    ...(detail && { deliveryEstimate: detail }),
  }));
