/** Which express buttons show: what the API allows, less what the shop turned off. */
import type {
  AvailablePaymentMethods,
  ExpressPaymentType,
  StripeExpressCheckoutElementOptions,
} from '@stripe/stripe-js';
import type { ElementsSession } from './session.ts';

/** The same wallets as Stripe.js's options and as its events spell them, in order of display. */
export const EXPRESS_OPTIONS: Record<ExpressPaymentType, keyof AvailablePaymentMethods> = {
  apple_pay: 'applePay',
  google_pay: 'googlePay',
  link: 'link',
  paypal: 'paypal',
  amazon_pay: 'amazonPay',
  klarna: 'klarna',
};

export const WALLET_NAMES: Record<ExpressPaymentType, string> = {
  apple_pay: 'Apple Pay',
  google_pay: 'Google Pay',
  link: 'Link',
  paypal: 'PayPal',
  amazon_pay: 'Amazon Pay',
  klarna: 'Klarna',
};

export function expressMethods(
  session: ElementsSession,
  options: StripeExpressCheckoutElementOptions,
): ExpressPaymentType[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Stripe still takes the old name
  const chosen = { ...options.wallets, ...options.paymentMethods };
  const shown = (Object.keys(EXPRESS_OPTIONS) as ExpressPaymentType[]).filter(
    (method) => session.wallets[method] && chosen[EXPRESS_OPTIONS[method]] !== 'never',
  );
  const order = (options.paymentMethodOrder ?? []) as ExpressPaymentType[];
  const rank = (method: ExpressPaymentType): number => {
    const place = order.indexOf(method);
    return place < 0 ? order.length : place;
  };
  return shown.sort((a, b) => rank(a) - rank(b));
}
