import type {
  StripeError,
  StripeLinkAuthenticationElementChangeEvent,
  StripeLinkAuthenticationElementOptions,
} from '@stripe/stripe-js';
import { ContactElement } from './contact.ts';
import type { ElementsGroup } from './group.ts';

export class LinkAuthenticationElement extends ContactElement<
  'linkAuthentication',
  StripeLinkAuthenticationElementOptions,
  StripeLinkAuthenticationElementChangeEvent
> {
  protected readonly incomplete: StripeError = {
    type: 'validation_error',
    code: 'incomplete_email',
    message: 'Your email is incomplete.',
  };

  constructor(group: ElementsGroup, options: StripeLinkAuthenticationElementOptions) {
    const title = 'Secure email input frame';
    super(group, { type: 'linkAuthentication', frame: 'link-authentication', title }, options);
  }

  async email(): Promise<string | undefined> {
    return this.isMounted ? (await this.read()).value.email || undefined : undefined;
  }
}
