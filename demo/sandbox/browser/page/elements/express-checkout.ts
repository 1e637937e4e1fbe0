import type {
  AvailablePaymentMethods,
  ClickResolveDetails,
  ConfirmationTokenResult,
  ExpressPaymentType,
  PaymentMethodResult,
  StripeExpressCheckoutElementAvailablePaymentMethodsChangeEvent,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementOptions,
  StripeExpressCheckoutElementReadyEvent,
  StripeExpressCheckoutElementShippingAddressChangeEvent,
  StripeExpressCheckoutElementShippingRateChangeEvent,
  StripeExpressCheckoutElementUpdateOptions,
} from '@stripe/stripe-js';
import type {
  ConfirmRequest,
  ElementFrame,
  ElementPage,
  ExpressPage,
  IntentResult,
  PayingFrame,
} from '../../shared/protocol.ts';
import { EXPRESS_OPTIONS, expressMethods } from '../../shared/wallets.ts';
import { IntegrationError } from '../errors.ts';
import { checkOptions, sheetRequest } from './express-options.ts';
import { ExpressSheet } from './express-sheet.ts';
import { FrameElement, type CommonEvents } from './frame-element.ts';
import type { ElementsGroup } from './group.ts';

interface ExpressEvents extends CommonEvents<'expressCheckout'> {
  ready: StripeExpressCheckoutElementReadyEvent;
  availablepaymentmethodschange: StripeExpressCheckoutElementAvailablePaymentMethodsChangeEvent;
  click: StripeExpressCheckoutElementClickEvent;
  confirm: StripeExpressCheckoutElementConfirmEvent;
  cancel: { elementType: 'expressCheckout' };
  shippingaddresschange: StripeExpressCheckoutElementShippingAddressChangeEvent;
  shippingratechange: StripeExpressCheckoutElementShippingRateChangeEvent;
}

/** A wallet must open while the shopper's click still counts as one. */
const CLICK_TIMEOUT = 1000;

const elementType = 'expressCheckout';

export class ExpressCheckoutElement extends FrameElement<
  'expressCheckout',
  StripeExpressCheckoutElementOptions,
  ExpressEvents,
  ElementFrame,
  ExpressPage
> {
  #sheet: ExpressSheet | undefined;
  /** What the last event told the shop about the wallets on offer. */
  #announced = '';

  constructor(group: ElementsGroup, options: StripeExpressCheckoutElementOptions) {
    checkOptions(options, 'elements.create("expressCheckout")');
    const title = 'Secure express checkout frame';
    super(group, { type: elementType, frame: 'express-checkout', title }, options);
  }

  /** The wallet whose `confirm` event the shop is handling. */
  get confirming(): ExpressPaymentType | undefined {
    return this.#sheet?.isConfirming ? this.#sheet.method : undefined;
  }

  override update(options: StripeExpressCheckoutElementUpdateOptions): this {
    checkOptions(options, 'element.update()');
    return super.update(options);
  }

  override unmount(): void {
    this.#sheet?.cancel();
    super.unmount();
  }

  override async refresh(): Promise<void> {
    await super.refresh();
    if (this.isMounted && this.#announced) await this.#announce();
  }

  confirm(request: ConfirmRequest): Promise<IntentResult> {
    return this.#openSheet.confirm(request);
  }

  createConfirmationToken(
    request: Parameters<PayingFrame['createConfirmationToken']>[0],
  ): Promise<ConfirmationTokenResult> {
    return this.#openSheet.createConfirmationToken(request);
  }

  createPaymentMethod(
    request: Parameters<PayingFrame['createPaymentMethod']>[0],
  ): Promise<PaymentMethodResult> {
    return this.#openSheet.createPaymentMethod(request);
  }

  protected override serve(page: ElementPage): ExpressPage {
    return { ...page, pressed: ({ method }) => void this.#pressed(method) };
  }

  protected override ready(): void {
    void this.#methods().then(async (methods) => {
      this.emit('ready', {
        elementType,
        availablePaymentMethods: methods.length > 0 ? availability(methods) : undefined,
      });
      await this.#announce();
    });
  }

  get #openSheet(): ExpressSheet {
    if (!this.#sheet) throw new IntegrationError('The payment sheet is closed.');
    return this.#sheet;
  }

  async #methods(): Promise<ExpressPaymentType[]> {
    const { value } = await this.group.session;
    return value ? expressMethods(value, this.options) : [];
  }

  async #announce(): Promise<void> {
    const methods = await this.#methods();
    const available = Object.entries(availability(methods)).map(
      ([name, shown]) => [name, { available: shown }] as const,
    );
    const announced = JSON.stringify(available);
    if (announced === this.#announced) return;
    this.#announced = announced;
    this.emit('availablepaymentmethodschange', {
      elementType,
      paymentMethods: methods.length > 0 ? Object.fromEntries(available) : undefined,
    });
  }

  async #pressed(method: ExpressPaymentType): Promise<void> {
    if (this.#sheet) return;
    const details = await this.#askToOpen(method);
    const { value: session } = await this.group.session;
    if (!details || !session) return;
    this.#sheet = new ExpressSheet(this.group.location.frames, this.group.state(session), details, {
      amount: () => this.group.amount ?? details.amount,
      addressChanged: this.hasHandler('shippingaddresschange')
        ? (event) => this.emit('shippingaddresschange', event)
        : undefined,
      rateChanged: this.hasHandler('shippingratechange')
        ? (event) => this.emit('shippingratechange', event)
        : undefined,
      confirm: (event) => this.emit('confirm', { ...event, expressPaymentType: method }),
      canceled: () => this.emit('cancel', { elementType }),
      closed: () => {
        this.#sheet = undefined;
        // A frame behind an open dialog loses its focus.
        this.focus();
      },
    });
  }

  /** Lets the shop's `click` handler say what the sheet shows, or keep it shut. */
  async #askToOpen(method: ExpressPaymentType) {
    const { value: session } = await this.group.session;
    if (!session) return undefined;
    const intent = session.intent?.object === 'payment_intent' ? session.intent : undefined;
    const request = (details: ClickResolveDetails) =>
      sheetRequest(this.options, details, {
        method,
        amount: this.group.amount ?? intent?.amount ?? 0,
        currency: this.group.currency ?? intent?.currency ?? 'usd',
        business: session.account.business_name,
      });
    if (!this.hasHandler('click')) return request({});

    const answer = Promise.withResolvers<ReturnType<typeof request> | undefined>();
    const timer = setTimeout(() => {
      console.error(
        '[Stripe.js] The click event was neither resolved nor rejected within 1 second; the payment interface stays closed.',
      );
      answer.resolve(undefined);
    }, CLICK_TIMEOUT);
    this.emit('click', {
      elementType,
      expressPaymentType: method,
      resolve: (details = {}) => answer.resolve(request(details)),
      reject: () => answer.resolve(undefined),
    });
    return answer.promise.finally(() => clearTimeout(timer));
  }
}

function availability(methods: ExpressPaymentType[]): AvailablePaymentMethods {
  const shown = Object.entries(EXPRESS_OPTIONS).map(([method, name]) => [
    name,
    methods.includes(method as ExpressPaymentType),
  ]);
  return Object.fromEntries(shown) as AvailablePaymentMethods;
}
