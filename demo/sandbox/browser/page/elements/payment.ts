import type {
  ConfirmationTokenResult,
  ExpressPaymentType,
  PaymentMethodResult,
  StripePaymentElementCardDetailsChangeEvent,
  StripePaymentElementAvailablePaymentMethodsChangeEvent,
  StripePaymentElementChangeEvent,
  StripePaymentElementOptions,
  StripePaymentElementSavedPaymentMethodRemoveEvent,
  StripePaymentElementSavedPaymentMethodUpdateEvent,
  StripePaymentElementUpdateOptions,
} from '@stripe/stripe-js';
import type {
  ConfirmRequest,
  ElementPage,
  IntentResult,
  PaymentFrame,
  PayingFrame,
  SubmitResult,
} from '../../shared/protocol.ts';
import { expectOneOf, expectOptional } from '../check.ts';
import { IntegrationError } from '../errors.ts';
import { WALLET_NAMES } from '../../shared/wallets.ts';
import { sheetRequest } from './express-options.ts';
import { ExpressSheet } from './express-sheet.ts';
import { FrameElement, type CommonEvents } from './frame-element.ts';
import type { ElementsGroup } from './group.ts';

interface PaymentEvents extends CommonEvents<'payment'> {
  change: StripePaymentElementChangeEvent;
  carddetailschange: StripePaymentElementCardDetailsChangeEvent;
  availablepaymentmethodschange: StripePaymentElementAvailablePaymentMethodsChangeEvent;
  savedpaymentmethodupdate: StripePaymentElementSavedPaymentMethodUpdateEvent;
  savedpaymentmethodremove: StripePaymentElementSavedPaymentMethodRemoveEvent;
}

/** Wallets among the Payment Element's methods that open a sheet; the others redirect. */
const SHEETS: readonly string[] = ['apple_pay', 'google_pay', 'link'];

export class PaymentElement extends FrameElement<
  'payment',
  StripePaymentElementOptions,
  PaymentEvents,
  PaymentFrame
> {
  #sheet: ExpressSheet | undefined;

  constructor(group: ElementsGroup, options: StripePaymentElementOptions) {
    checkOptions(options, 'elements.create("payment")');
    const title = 'Secure payment input frame';
    super(group, { type: 'payment', frame: 'payment', title }, options);
  }

  override update(options: Partial<StripePaymentElementUpdateOptions>): this {
    checkOptions(options, 'element.update()');
    if ('wallets' in options) {
      throw new IntegrationError('Invalid value for element.update(): wallets cannot be updated.');
    }
    return super.update(options);
  }

  collapse(): this {
    void this.call('collapse').catch(() => undefined);
    return this;
  }

  /** Validates; for a wallet, lets the shopper approve in its sheet. */
  async submit(): Promise<SubmitResult> {
    const result = await this.call('submit');
    const method = (Object.keys(WALLET_NAMES) as ExpressPaymentType[]).find(
      (type) => type === result.selectedPaymentMethod,
    );
    return method && SHEETS.includes(method) ? this.#approve(method) : result;
  }

  confirm(request: ConfirmRequest): Promise<IntentResult> {
    return this.#sheet ? this.#sheet.confirm(request) : this.call('confirm', request);
  }

  createConfirmationToken(
    request: Parameters<PayingFrame['createConfirmationToken']>[0],
  ): Promise<ConfirmationTokenResult> {
    return this.#sheet
      ? this.#sheet.createConfirmationToken(request)
      : this.call('createConfirmationToken', request);
  }

  createPaymentMethod(
    request: Parameters<PayingFrame['createPaymentMethod']>[0],
  ): Promise<PaymentMethodResult> {
    return this.#sheet
      ? this.#sheet.createPaymentMethod(request)
      : this.call('createPaymentMethod', request);
  }

  protected override serve(page: ElementPage): ElementPage {
    return page;
  }

  async #approve(method: ExpressPaymentType): Promise<SubmitResult> {
    const { value: session, error } = await this.group.session;
    if (error) return { error };
    const { emailRequired = false, phoneNumberRequired = false } = this.options.walletOptions ?? {};
    const intent = session.intent?.object === 'payment_intent' ? session.intent : undefined;
    const amount = (): number => this.group.amount ?? intent?.amount ?? 0;
    const email = await this.call('email');
    const request = sheetRequest(
      {
        emailRequired,
        phoneNumberRequired,
        ...(this.options.business && { business: this.options.business }),
      },
      {},
      {
        method,
        amount: amount(),
        currency: this.group.currency ?? intent?.currency ?? 'usd',
        business: session.account.business_name,
      },
    );
    const answer = Promise.withResolvers<SubmitResult>();
    const { frames } = this.group.location;
    this.#sheet = new ExpressSheet(
      frames,
      this.group.state(session),
      { ...request, email },
      {
        amount,
        addressChanged: undefined,
        rateChanged: undefined,
        confirm: () => answer.resolve({ selectedPaymentMethod: method }),
        canceled: () => {
          const message = `${WALLET_NAMES[method]} was closed before the payment was approved.`;
          answer.resolve({
            error: { type: 'validation_error', code: 'incomplete_payment', message },
          });
        },
        closed: () => {
          this.#sheet = undefined;
        },
        endsOnApproval: true,
      },
    );
    return answer.promise;
  }
}

function checkOptions(options: StripePaymentElementOptions, where: string): void {
  for (const name of ['defaultValues', 'fields', 'terms', 'wallets', 'business'] as const) {
    expectOptional(options[name], 'object', where, name);
  }
  expectOptional(options.paymentMethodOrder, 'array', where, 'paymentMethodOrder');
  expectOptional(options.readOnly, 'boolean', where, 'readOnly');
  const { layout } = options;
  if (layout === undefined) return;
  const { type, radios } =
    typeof layout === 'string' ? { type: layout } : { radios: undefined, ...layout };
  expectOneOf(type, ['tabs', 'accordion', 'auto'], where, 'layout.type');
  if (radios !== undefined) {
    expectOneOf(radios, ['auto', 'always', 'never', 'if_multiple'], where, 'layout.radios');
  }
}
