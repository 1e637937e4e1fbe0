import type {
  ConfirmationTokenResult,
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
import { FrameElement, type CommonEvents } from './frame-element.ts';
import type { ElementsGroup } from './group.ts';

interface PaymentEvents extends CommonEvents<'payment'> {
  change: StripePaymentElementChangeEvent;
  carddetailschange: StripePaymentElementCardDetailsChangeEvent;
  availablepaymentmethodschange: StripePaymentElementAvailablePaymentMethodsChangeEvent;
  savedpaymentmethodupdate: StripePaymentElementSavedPaymentMethodUpdateEvent;
  savedpaymentmethodremove: StripePaymentElementSavedPaymentMethodRemoveEvent;
}

export class PaymentElement extends FrameElement<
  'payment',
  StripePaymentElementOptions,
  PaymentEvents,
  PaymentFrame
> {
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

  submit(): Promise<SubmitResult> {
    return this.call('submit');
  }

  confirm(request: ConfirmRequest): Promise<IntentResult> {
    return this.call('confirm', request);
  }

  createConfirmationToken(
    request: Parameters<PayingFrame['createConfirmationToken']>[0],
  ): Promise<ConfirmationTokenResult> {
    return this.call('createConfirmationToken', request);
  }

  createPaymentMethod(
    request: Parameters<PayingFrame['createPaymentMethod']>[0],
  ): Promise<PaymentMethodResult> {
    return this.call('createPaymentMethod', request);
  }

  protected override serve(page: ElementPage): ElementPage {
    return page;
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
