/** What a shop's page does with Stripe.js, for tests to say in one line. */
import type {
  ConfirmPaymentData,
  Stripe,
  StripeElements,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import type { Page } from '@playwright/test';
import { paymentFrame, type Shop } from './shop.ts';

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

/** A group of elements for a purchase of EUR 19.99, unless a test wants another one. */
const purchase = {
  mode: 'payment' as const,
  amount: 1999,
  currency: 'eur',
  captureMethod: 'automatic' as const,
};

/** For `stripe.elements()` with a client secret instead. */
export const withSecret = (clientSecret: string) => ({
  clientSecret,
  mode: undefined,
  amount: undefined,
  currency: undefined,
  captureMethod: undefined,
});

/** Opens the shop's page with these elements mounted, one below the other, and waits until all are ready. */
export async function openElements(
  page: Page,
  shop: Shop,
  groupOptions: object,
  elements: [type: 'payment' | 'address' | 'linkAuthentication', options: object][],
): Promise<void> {
  await page.goto(shop.url);
  await page.evaluate(
    async ({ key, groupOptions, wanted }) => {
      if (!window.Stripe) throw new Error('Stripe.js is not there.');
      const stripe = window.Stripe(key);
      const elements = stripe.elements(groupOptions);
      const events: Checkout['events'] = [];
      window.checkout = { stripe, elements, events };
      const all = wanted.map(async ([type, options]) => {
        const element = elements.create(type as 'payment', options);
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
        const mount = document.createElement('div');
        document.querySelector('#element')?.append(mount);
        await new Promise<void>((resolve, reject) => {
          element.on('ready', () => resolve());
          element.on('loaderror', ({ error }) => reject(new Error(error.message)));
          element.mount(mount);
        });
      });
      await Promise.all(all);
    },
    {
      key: shop.sandbox.publishableKey,
      groupOptions: { ...purchase, ...groupOptions },
      wanted: elements,
    },
  );
}

/** As {@link openElements}, with a Payment Element alone. */
export const openPaymentElement = (
  page: Page,
  shop: Shop,
  options: { elements?: object; payment?: StripePaymentElementOptions } = {},
): Promise<void> =>
  openElements(page, shop, options.elements ?? {}, [
    ['payment', { layout: 'tabs', ...options.payment }],
  ]);

/** Fills in the card form, but for what depends on the country. */
export async function typeCard(page: Page, number: string): Promise<void> {
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill(number);
  await frame.locator('[name="expiry"]').fill('12 / 34');
  await frame.locator('[name="cvc"]').fill(number.startsWith('37') ? '1234' : '123');
}

/** The payload of the last event of this name. */
export const lastEvent = (page: Page, name: string): Promise<unknown> =>
  page.evaluate(
    (name) => window.checkout.events.findLast((event) => event.name === name)?.payload,
    name,
  );

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
