/** Entry of `/stripe.js`, a classic script: defines `window.Stripe`. */
import type { StripeConstructor, StripeConstructorOptions } from '@stripe/stripe-js';
import { locate } from './location.ts';
import { createStripe, VERSION } from './stripe.ts';

const script = document.currentScript;
if (!(script instanceof HTMLScriptElement) || !script.src) {
  throw new Error('The sandbox’s Stripe.js must be loaded by a <script src="…/stripe.js"> tag.');
}
const location = locate(script.src);

/** Works with and without `new`, as Stripe's does. */
function Stripe(publishableKey: string, options?: StripeConstructorOptions) {
  return createStripe(location, publishableKey, options);
}

/** `@stripe/stripe-js` compares this with the release it was made for. */
Stripe.version = VERSION;

window.Stripe = Stripe satisfies StripeConstructor;

declare global {
  interface Window {
    Stripe?: StripeConstructor;
  }
}
