import type {
  StripeError,
  StripeLinkAuthenticationElementChangeEvent,
  StripeLinkAuthenticationElementOptions,
} from '@stripe/stripe-js';
import type { ElementPage, ValueFrame } from '../../shared/protocol.ts';
import { FrameElement, type CommonEvents } from './frame-element.ts';
import type { ElementsGroup } from './group.ts';

interface LinkAuthenticationEvents extends CommonEvents<'linkAuthentication'> {
  change: StripeLinkAuthenticationElementChangeEvent;
}

export class LinkAuthenticationElement extends FrameElement<
  'linkAuthentication',
  StripeLinkAuthenticationElementOptions,
  LinkAuthenticationEvents,
  ValueFrame
> {
  constructor(group: ElementsGroup, options: StripeLinkAuthenticationElementOptions) {
    const title = 'Secure email input frame';
    super(group, { type: 'linkAuthentication', frame: 'link-authentication', title }, options);
  }

  async validate(): Promise<StripeError | undefined> {
    if (!this.isMounted) return undefined;
    const { complete } = await this.#read();
    if (complete) return undefined;
    return {
      type: 'validation_error',
      code: 'incomplete_email',
      message: 'Your email is incomplete.',
    };
  }

  async email(): Promise<string | undefined> {
    if (!this.isMounted) return undefined;
    return (await this.#read()).value.email || undefined;
  }

  protected override serve(page: ElementPage): ElementPage {
    return page;
  }

  async #read(): Promise<StripeLinkAuthenticationElementChangeEvent> {
    return (await this.call('read')) as StripeLinkAuthenticationElementChangeEvent;
  }
}
