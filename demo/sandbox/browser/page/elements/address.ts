import type {
  AddressMode,
  StripeAddressElementChangeEvent,
  StripeAddressElementOptions,
  StripeError,
} from '@stripe/stripe-js';
import { filledIn, type Params } from '../../shared/api.ts';
import { expectOneOf } from '../check.ts';
import { ContactElement } from './contact.ts';
import type { ElementsGroup } from './group.ts';

type Change = StripeAddressElementChangeEvent;

export class AddressElement extends ContactElement<'address', StripeAddressElementOptions, Change> {
  protected readonly incomplete: StripeError = {
    type: 'validation_error',
    code: 'incomplete_address',
    message: 'Your address is incomplete.',
  };

  constructor(group: ElementsGroup, options: StripeAddressElementOptions) {
    expectOneOf(options.mode, ['shipping', 'billing'], 'elements.create("address")', 'mode');
    const title = 'Secure address input frame';
    super(group, { type: 'address', frame: 'address', title }, options);
  }

  get mode(): AddressMode {
    return this.options.mode;
  }

  async getValue(): Promise<Pick<Change, 'complete' | 'isNewAddress' | 'value'>> {
    const { complete, isNewAddress, value } = await this.read();
    return { complete, isNewAddress, value };
  }

  /** As `billing_details` and `shipping` take it. */
  async contact(): Promise<Params | undefined> {
    if (!this.isMounted) return undefined;
    const { name, phone, address } = (await this.read()).value;
    return { ...filledIn({ name, phone }), address: filledIn(address) };
  }
}
