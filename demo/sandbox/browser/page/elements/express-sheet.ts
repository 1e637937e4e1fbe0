/** A wallet's sheet from the press of its button to its end: what it asks the shop, and in what time. */
import type {
  ChangeResolveDetails,
  ConfirmationTokenResult,
  ExpressPaymentType,
  PaymentMethodResult,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementShippingAddressChangeEvent,
  StripeExpressCheckoutElementShippingRateChangeEvent,
} from '@stripe/stripe-js';
import { connectToFrame, type Remote } from '../../shared/channel.ts';
import type {
  ConfirmRequest,
  GroupState,
  IntentResult,
  PayingFrame,
  SheetAnswer,
  SheetContents,
  SheetFailure,
  SheetFrame,
  SheetPage,
  SheetRequest,
} from '../../shared/protocol.ts';
import { WALLET_NAMES } from '../../shared/wallets.ts';
import { openDialog, type FrameDialog } from '../dialog.ts';
import { frameUrl } from '../frame.ts';
import { checkSheetDetails } from './express-options.ts';

/**
 * How long a shop may take to price an address or a rate. Apple's own sheet gives up after 30 s;
 * shops report that Stripe's does after about 20.
 */
const ANSWER_TIMEOUT = 20_000;

type Confirm = Omit<StripeExpressCheckoutElementConfirmEvent, 'expressPaymentType'>;

interface Shop {
  /** The amount of the Elements group at this moment. */
  amount(): number;
  /** Absent without a listener: then every address and every rate is fine as it is. */
  addressChanged:
    ((event: StripeExpressCheckoutElementShippingAddressChangeEvent) => void) | undefined;
  rateChanged: ((event: StripeExpressCheckoutElementShippingRateChangeEvent) => void) | undefined;
  confirm(event: Confirm): void;
  canceled(): void;
  /** The sheet is gone, whatever the end. */
  closed(): void;
  /** The shopper's part is over with the approval: the shop has no way to talk to the sheet. */
  endsOnApproval?: true;
}

export class ExpressSheet {
  readonly method: ExpressPaymentType;
  /** The shopper has approved and the shop has not yet answered. */
  isConfirming = false;
  readonly #shop: Shop;
  readonly #request: SheetRequest;
  #contents: SheetContents;
  #dialog: FrameDialog;
  #remote = Promise.withResolvers<Remote<SheetFrame>>();

  constructor(framesUrl: string, group: GroupState, request: SheetRequest, shop: Shop) {
    this.method = request.method;
    this.#shop = shop;
    this.#request = request;
    this.#contents = request;
    this.#remote.promise.catch(() => undefined);
    this.#dialog = openDialog({
      title: `${WALLET_NAMES[request.method]} (sandbox)`,
      src: frameUrl(framesUrl, 'sheet'),
      onDismiss: () => this.cancel(),
    });
    const { iframe } = this.#dialog;
    iframe.addEventListener('load', () => {
      if (!iframe.contentWindow) return;
      const remote = connectToFrame<SheetFrame, SheetPage>(
        iframe.contentWindow,
        new URL(framesUrl).origin,
        this.#serve(),
      );
      remote
        .call('setup', { group, options: {} })
        .then(() => remote.call('open', request))
        .then(() => this.#remote.resolve(remote))
        .catch(() => undefined);
    });
  }

  cancel(): void {
    this.#close();
    this.#shop.canceled();
  }

  async confirm(request: ConfirmRequest): Promise<IntentResult> {
    const remote = await this.#remote.promise;
    const result = await remote.call('confirm', request);
    this.#finish(result);
    return result;
  }

  async createConfirmationToken(
    request: Parameters<PayingFrame['createConfirmationToken']>[0],
  ): Promise<ConfirmationTokenResult> {
    const remote = await this.#remote.promise;
    const result = await remote.call('createConfirmationToken', request);
    this.#finish(result);
    return result;
  }

  async createPaymentMethod(
    request: Parameters<PayingFrame['createPaymentMethod']>[0],
  ): Promise<PaymentMethodResult> {
    const remote = await this.#remote.promise;
    const result = await remote.call('createPaymentMethod', request);
    this.#finish(result);
    return result;
  }

  #finish({ error }: Pick<IntentResult, 'error'>): void {
    if (error) this.#fail({ reason: 'fail', message: error.message });
    else this.#close();
  }

  #fail(failure: SheetFailure): void {
    if (this.#shop.endsOnApproval) {
      this.#close();
      return;
    }
    this.isConfirming = false;
    void this.#remote.promise
      .then((remote) => remote.call('paymentFailed', failure))
      .catch(() => undefined);
  }

  #close(): void {
    this.isConfirming = false;
    this.#remote.promise.then((remote) => remote.close()).catch(() => undefined);
    this.#remote.reject(new Error('The sheet was closed.'));
    this.#dialog.close();
    this.#shop.closed();
  }

  #serve(): SheetPage {
    return {
      resized: () => undefined,
      happened: () => undefined,
      canceled: () => this.cancel(),
      shippingAddressChanged: (change) =>
        this.#ask('shippingaddresschange', this.#shop.addressChanged, change),
      shippingRateChanged: (change) =>
        this.#ask('shippingratechange', this.#shop.rateChanged, change),
      approved: (approval) => {
        this.isConfirming = true;
        if (this.#shop.endsOnApproval) this.#dialog.hide();
        const { billingDetails, shippingAddress, shippingRate } = approval;
        this.#shop.confirm({
          ...(billingDetails && { billingDetails }),
          ...(shippingAddress && { shippingAddress }),
          ...(shippingRate && { shippingRate }),
          paymentFailed: ({ reason = 'fail', message } = {}) => this.#fail({ reason, message }),
        });
      },
    };
  }

  /** Asks the shop and waits for its answer, but not for ever. */
  #ask<Change extends object>(
    event: 'shippingaddresschange' | 'shippingratechange',
    emit:
      | ((
          event: Change & { resolve: (details?: ChangeResolveDetails) => void; reject: () => void },
        ) => void)
      | undefined,
    change: Change,
  ): Promise<SheetAnswer> {
    const answer = Promise.withResolvers<SheetAnswer>();
    const timer = setTimeout(() => {
      console.error(
        `[Stripe.js] The ${event} event was not resolved within ${ANSWER_TIMEOUT / 1000} seconds.`,
      );
      answer.resolve({ outcome: 'timed_out' });
      this.cancel();
    }, ANSWER_TIMEOUT);
    const resolve = (details: ChangeResolveDetails = {}): void => {
      const { lineItems, shippingRates } = details;
      const contents = {
        ...this.#contents,
        amount: this.#shop.amount(),
        ...(lineItems && { lineItems }),
        ...(shippingRates && { shippingRates }),
      };
      checkSheetDetails({ ...this.#request, ...contents }, `${event} event resolve callback`);
      this.#contents = contents;
      answer.resolve({ outcome: 'resolved', contents });
    };
    if (emit) {
      emit({ ...change, resolve, reject: () => answer.resolve({ outcome: 'rejected' }) });
    } else {
      answer.resolve({ outcome: 'resolved', contents: this.#contents });
    }
    return answer.promise.finally(() => clearTimeout(timer));
  }
}
