/**
 * The elements: importing this defines them. Without a DOM it does nothing, and doing it twice is
 * harmless.
 *
 * @module
 */
import { TenderCheckout } from './checkout/checkout.ts';
import { TenderExpress } from './express/express.ts';
import { TenderMethods } from './methods/methods.ts';
import { TenderPay } from './pay/pay.ts';
import { TenderStatus } from './status/status.ts';

export { setTexts, type TextKey, type Texts } from './locales/texts.ts';
export * from './events/index.ts';
export { TenderCheckout, TenderExpress, TenderMethods, TenderPay, TenderStatus };

// The checkout first: the parts inside ask it for their session as soon as they are defined.
const elements = {
  'tender-checkout': TenderCheckout,
  'tender-express': TenderExpress,
  'tender-methods': TenderMethods,
  'tender-pay': TenderPay,
  'tender-status': TenderStatus,
};

if ('document' in globalThis) {
  for (const [tag, element] of Object.entries(elements)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
