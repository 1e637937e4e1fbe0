/** What Stripe.js says to developers who use it wrongly, in its own words. */

export class IntegrationError extends Error {
  override name = 'IntegrationError';
}

export const SHADOW_ROOT =
  'Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.';

export const DESTROYED = 'This Element has already been destroyed. Please create a new one.';

export const NO_ELEMENT =
  'Invalid DOM element. Call mount() with either a valid DOM element or selector.';

export const noMatch = (selector: string): string =>
  `The selector you specified (${selector}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`;

export const didNotMount = (elementType: string): string =>
  `${elementType} Element didn't mount normally.`;

export const NO_MODE =
  'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.';

export const onlyOne = (elementType: string): string =>
  `Can only create one Element of type ${elementType}.`;

export const notSubmitted = (caller: string): string =>
  `elements.submit() must be called before ${caller}. Call elements.submit() as soon as your customer presses pay, prior to any asynchronous work. Integration guide: https://stripe.com/docs/payments/accept-a-payment-deferred`;

export const noClientSecret = (caller: string): string =>
  `You must pass in a clientSecret when calling ${caller}.`;

export const neitherElementsNorSecret = (caller: string): string =>
  `${caller}: expected either \`elements\` or \`clientSecret\`, but got neither.`;

export const notMounted = (caller: string): string =>
  `Invalid value for ${caller}: elements should have a mounted Payment Element or Express Checkout Element.`;

export const outsideConfirmEvent = (caller: string): string =>
  `Element confirming payment is "expressCheckout", but ${caller} was not called within the "confirm" event. Please call ${caller} within the Express Checkout Element's "confirm" event handler.`;

export const noReturnUrl = (caller: string): string =>
  `${caller}: the \`confirmParams.return_url\` argument is required unless passing \`redirect: 'if_required'\`.`;

export const lineItemsExceedAmount = (amount: number): string =>
  `The amount (${amount}) is less than the total amount of the line items provided.`;
