import type {
  AddressMode,
  StripeAddressElementChangeEvent,
  StripeAddressElementOptions,
  StripeError,
} from '@stripe/stripe-js';
import type { Params } from '../../shared/api.ts';
import type { ElementPage, ValueFrame } from '../../shared/protocol.ts';
import { expectOneOf } from '../check.ts';
import { FrameElement, type CommonEvents } from './frame-element.ts';
import type { ElementsGroup } from './group.ts';

interface AddressEvents extends CommonEvents<'address'> {
  change: StripeAddressElementChangeEvent;
}

export class AddressElement extends FrameElement<
  'address',
  StripeAddressElementOptions,
  AddressEvents,
  ValueFrame
> {
  constructor(group: ElementsGroup, options: StripeAddressElementOptions) {
    expectOneOf(options.mode, ['shipping', 'billing'], 'elements.create("address")', 'mode');
    const title = 'Secure address input frame';
    super(group, { type: 'address', frame: 'address', title }, options);
  }

  get mode(): AddressMode {
    return this.options.mode;
  }

  async getValue(): Promise<
    Pick<StripeAddressElementChangeEvent, 'complete' | 'isNewAddress' | 'value'>
  > {
    const { complete, isNewAddress, value } = await this.#read();
    return { complete, isNewAddress, value };
  }

  async validate(): Promise<StripeError | undefined> {
    if (!this.isMounted) return undefined;
    const { complete } = await this.#read();
    if (complete) return undefined;
    return {
      type: 'validation_error',
      code: 'incomplete_address',
      message: 'Your address is incomplete.',
    };
  }

  /** As `billing_details` and `shipping` take it. */
  async contact(): Promise<Params | undefined> {
    if (!this.isMounted) return undefined;
    const { name, phone, address } = (await this.#read()).value;
    return { name, phone, address: { ...address } };
  }

  protected override serve(page: ElementPage): ElementPage {
    return page;
  }

  async #read(): Promise<StripeAddressElementChangeEvent> {
    return (await this.call('read')) as StripeAddressElementChangeEvent;
  }
}
