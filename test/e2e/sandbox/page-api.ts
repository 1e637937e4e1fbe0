/** What a shop's page does with Stripe.js, for tests to say in one line. */
import type {
  ConfirmPaymentData,
  Stripe,
  StripeElements,
  StripeElementsOptionsMode,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import type { Page } from '@playwright/test';
import type { Shop } from './shop.ts';

/** What the tests keep in the page between two steps. */
export interface Checkout {
  stripe: Stripe;
  elements: StripeElements;
  /** Events of the elements in the order of their arrival. */
  events: { name: string; payload: unknown }[];
  result?: unknown;
}

declare global {
  interface Window {
    checkout: Checkout;
  }
}

export type DeferredOptions = Partial<StripeElementsOptionsMode>;

/** Opens the shop's page with a mounted Payment Element and waits until it is ready. */
export async function openPaymentElement(
  page: Page,
  shop: Shop,
  options: { elements?: object; payment?: StripePaymentElementOptions } = {},
): Promise<void> {
  await page.goto(shop.url);
  await page.evaluate(
    async ({ key, elementsOptions, paymentOptions }) => {
      if (!window.Stripe) throw new Error('Stripe.js is not there.');
      const stripe = window.Stripe(key);
      const elements = stripe.elements(elementsOptions);
      const events: Checkout['events'] = [];
      window.checkout = { stripe, elements, events };
      const element = elements.create('payment', paymentOptions);
      for (const name of [
        'change',
        'carddetailschange',
        'escape',
        'focus',
        'blur',
        'loaderstart',
        'availablepaymentmethodschange',
      ] as const) {
        element.on(name as 'change', (payload) => events.push({ name, payload }));
      }
      await new Promise<void>((resolve, reject) => {
        element.on('ready', () => resolve());
        element.on('loaderror', ({ error }) => reject(new Error(error.message)));
        element.mount('#element');
      });
    },
    {
      key: shop.sandbox.publishableKey,
      elementsOptions: {
        mode: 'payment' as const,
        amount: 1999,
        currency: 'eur',
        captureMethod: 'automatic' as const,
        ...options.elements,
      },
      paymentOptions: { layout: 'tabs' as const, ...options.payment },
    },
  );
}

/** What `confirmPayment` resolves with; undefined while it waits, or when the shopper was sent away. */
export interface PaymentResult {
  paymentIntent?: { id: string; status: string; amount: number };
  error?: { type: string; code?: string; decline_code?: string; message?: string };
  thrown?: { name: string; message: string };
}

/** Submits, makes the intent on the server as the shop would, and confirms; does not wait for the end. */
export async function startPaying(
  page: Page,
  clientSecret: string | (() => Promise<string>),
  confirmParams: Partial<ConfirmPaymentData> = {},
): Promise<PaymentResult | undefined> {
  const submitted = await page.evaluate(async () => window.checkout.elements.submit());
  if (submitted.error) return { error: submitted.error };
  const secret = typeof clientSecret === 'string' ? clientSecret : await clientSecret();
  await page.evaluate(
    ({ secret, confirmParams }) => {
      const { stripe, elements } = window.checkout;
      delete window.checkout.result;
      stripe
        .confirmPayment({
          elements,
          clientSecret: secret,
          confirmParams: {
            return_url: new URL('/thanks?order=7', location.href).href,
            ...confirmParams,
          },
          redirect: 'if_required',
        })
        .then(
          (result) => (window.checkout.result = result),
          (error: unknown) => {
            const { name, message } = error as Error;
            window.checkout.result = { thrown: { name, message } };
          },
        );
    },
    { secret, confirmParams },
  );
  return undefined;
}

/** What the confirmation that was started came to. */
export async function paymentResult(page: Page): Promise<PaymentResult> {
  const result = await page.waitForFunction(() => window.checkout.result);
  return (await result.jsonValue()) as PaymentResult;
}

export async function pay(
  page: Page,
  clientSecret: string | (() => Promise<string>),
  confirmParams?: Partial<ConfirmPaymentData>,
): Promise<PaymentResult> {
  return (await startPaying(page, clientSecret, confirmParams)) ?? (await paymentResult(page));
}

/** The intent that the shop's server makes for what the page shows. */
export const createIntent =
  (shop: Shop, params: Partial<Parameters<Shop['stripe']['paymentIntents']['create']>[0]> = {}) =>
  async (): Promise<string> => {
    const intent = await shop.stripe.paymentIntents.create({
      amount: 1999,
      currency: 'eur',
      capture_method: 'automatic',
      ...params,
    });
    return intent.client_secret ?? '';
  };
