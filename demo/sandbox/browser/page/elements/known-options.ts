/**
 * The names of all options, from Stripe's types: a release with a new one breaks the build. An unknown
 * name is ignored, and the console says so, as on Stripe.
 */
import type {
  StripeAddressElementOptions,
  StripeElementsUpdateOptions,
  StripeExpressCheckoutElementOptions,
  StripeLinkAuthenticationElementOptions,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import type { ElementsOptions } from './options.ts';

type KeyOf<Options> = Options extends unknown ? keyof Options : never;
type NamesOf<Options> = Readonly<Record<KeyOf<Options>, true>>;

const elements: NamesOf<ElementsOptions | StripeElementsUpdateOptions> = {
  adaptivePricing: true,
  allowedPaymentMethodTypes: true,
  amount: true,
  appearance: true,
  captureMethod: true,
  capture_method: true,
  clientSecret: true,
  currency: true,
  customPaymentMethods: true,
  customerOptions: true,
  customerSessionClientSecret: true,
  excludedPaymentMethodTypes: true,
  externalPaymentMethodTypes: true,
  fonts: true,
  loader: true,
  locale: true,
  mode: true,
  onBehalfOf: true,
  on_behalf_of: true,
  paymentMethodConfiguration: true,
  paymentMethodCreation: true,
  paymentMethodOptions: true,
  payment_method_configuration: true,
  payment_method_options: true,
  setupFutureUsage: true,
  setup_future_usage: true,
  syncAddressCheckbox: true,
};

const payment: NamesOf<StripePaymentElementOptions> = {
  applePay: true,
  business: true,
  defaultValues: true,
  fields: true,
  layout: true,
  paymentMethodOrder: true,
  readOnly: true,
  terms: true,
  walletOptions: true,
  wallets: true,
};

const expressCheckout: NamesOf<StripeExpressCheckoutElementOptions> = {
  allowedShippingCountries: true,
  applePay: true,
  billingAddressRequired: true,
  business: true,
  buttonHeight: true,
  buttonTheme: true,
  buttonType: true,
  emailRequired: true,
  layout: true,
  lineItems: true,
  paymentMethodOrder: true,
  paymentMethods: true,
  phoneNumberRequired: true,
  shippingAddressRequired: true,
  shippingRates: true,
  wallets: true,
};

const address: NamesOf<StripeAddressElementOptions> = {
  allowedCountries: true,
  autocomplete: true,
  blockPoBox: true,
  contacts: true,
  defaultValues: true,
  display: true,
  fields: true,
  mode: true,
  validation: true,
};

const linkAuthentication: NamesOf<StripeLinkAuthenticationElementOptions> = { defaultValues: true };

const KNOWN = { elements, payment, expressCheckout, address, linkAuthentication };

/** @param call as Stripe.js names it: `elements()`, `create()`, `update()` */
export function warnOfUnknown(call: string, of: keyof typeof KNOWN, options: object): void {
  for (const name of Object.keys(options).filter((name) => !(name in KNOWN[of]))) {
    console.warn(
      `[Stripe.js] Unrecognized ${call} parameter: ${name} is not a recognized parameter. This may cause issues with your integration in the future.`,
    );
  }
}
