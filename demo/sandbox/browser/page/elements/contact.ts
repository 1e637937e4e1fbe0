/** The elements whose value is theirs to give: an address, an e-mail address. */
import type { StripeElementType, StripeError } from '@stripe/stripe-js';
import type { ElementPage, ValueFrame } from '../../shared/protocol.ts';
import { FrameElement, type CommonEvents } from './frame-element.ts';

interface ContactEvents<Type extends StripeElementType, Change> extends CommonEvents<Type> {
  change: Change;
}

export abstract class ContactElement<
  Type extends StripeElementType,
  Options extends object,
  Change extends { complete: boolean },
> extends FrameElement<Type, Options, ContactEvents<Type, Change>, ValueFrame> {
  /** What a submission says while something is missing. */
  protected abstract readonly incomplete: StripeError;

  /** Shows what is wrong. An element that is not mounted asks for nothing. */
  async validate(): Promise<StripeError | undefined> {
    return this.isMounted && !(await this.read()).complete ? this.incomplete : undefined;
  }

  protected async read(): Promise<Change> {
    return (await this.call('read')) as Change;
  }

  protected override serve(page: ElementPage): ElementPage {
    return page;
  }
}
