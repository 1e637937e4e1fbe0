/** A page of a shop, for tests in the browser. */
import { fixture, nextFrame, waitUntil } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { html, type LitElement, type TemplateResult } from 'lit';
import '../../../components/index.ts';
import type { TenderCheckout } from '../../../components/index.ts';
import type { OrderInput } from '../../../server/index.ts';
import type { OrderOnPage } from '../../support/element-shop.ts';

/** Makes an order, or changes the one with that id. */
export const order = (fields: Partial<OrderInput> = {}): Promise<OrderOnPage> =>
  executeServerCommand<OrderOnPage, Partial<OrderInput>>('shop:order', fields);

/** What Stripe has of an order's payments. */
export const intents = (id: string): Promise<{ status: string; amount: number }[]> =>
  executeServerCommand('shop:intents', id);

export interface Page {
  checkout: TenderCheckout;
  order: OrderOnPage;
}

/** A checkout for a new order, ready to be paid. */
export async function checkoutPage(
  fields: Partial<OrderInput> = {},
  children: TemplateResult = html``,
): Promise<Page> {
  const made = await order({ customer: { country: 'BE' }, ...fields });
  const checkout = await fixture<TenderCheckout>(
    html`<tender-checkout order=${made.token} endpoint=${made.endpoint} locale="en"
      >${children}</tender-checkout
    >`,
  );
  await partsRendered(checkout);
  return { checkout, order: made };
}

/** Waits for the parts, each of which renders in a task of its own, after the checkout. */
async function partsRendered(checkout: Element): Promise<void> {
  const tags = 'tender-express, tender-methods, tender-pay';
  const parts = [checkout.shadowRoot, checkout].flatMap((scope) => [
    ...(scope?.querySelectorAll<LitElement>(tags) ?? []),
  ]);
  await Promise.all(parts.map(async (one) => one.updateComplete));
}

/** The part with that tag inside the checkout, wherever it stands. */
export function part<Tag extends keyof HTMLElementTagNameMap>(
  checkout: Element,
  tag: Tag,
): HTMLElementTagNameMap[Tag] {
  const found = checkout.shadowRoot?.querySelector(tag) ?? checkout.querySelector(tag);
  if (!found) throw new Error(`there is no <${tag}>`);
  return found;
}

/** The first element in the part's shadow root that the selector finds. */
export function inside(host: Element, selector: string): HTMLElement {
  const found = host.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`<${host.localName}> shows no ${selector}`);
  return found;
}

export const radios = (checkout: Element): HTMLInputElement[] => [
  ...(part(checkout, 'tender-methods').shadowRoot?.querySelectorAll<HTMLInputElement>(
    'input[type=radio]',
  ) ?? []),
];

export const payButton = (checkout: Element): HTMLElement =>
  inside(part(checkout, 'tender-pay'), 'button');

/** Waits for the methods to be on screen. */
export const methodsShown = (checkout: Element): Promise<void> =>
  waitUntil(() => radios(checkout).length > 0, 'no method is shown', { timeout: 8000 });

/** Waits for Stripe's form, so that the order can be paid. */
export const payable = (checkout: Element): Promise<void> =>
  waitUntil(
    () => part(checkout, 'tender-pay').shadowRoot?.querySelector('button[aria-disabled=false]'),
    'the order is not payable',
    { timeout: 8000 },
  );

/** Text as a shopper reads it. */
export const text = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();

/** What the shopper is told beside the pay button. */
export function notice(checkout: Element): string {
  const shown = part(checkout, 'tender-pay').shadowRoot?.querySelector('.notice');
  return shown ? text(shown) : '';
}

/**
 * Types a card into Stripe's form, from the chosen radio on. The frame is another origin's, and goes to
 * the next field by itself when one is complete.
 */
export async function fillCard(number: string): Promise<void> {
  await sendKeys({ press: 'Tab' });
  for (const value of [number, '1234', '123']) await sendKeys({ type: value });
}

/** Chooses a method as a click does, and waits for its form. */
export async function choose(checkout: Element, type: string): Promise<void> {
  radios(checkout)
    .find(({ value }) => value === type)
    ?.click();
  await nextFrame();
  await payable(checkout);
  radios(checkout)
    .find(({ checked }) => checked)
    ?.focus();
}

export interface PaymentOnPage {
  /** The element's `payment`. */
  token: string;
  /** For {@link confirm}. */
  secret: string;
  endpoint: string;
}

/** Starts a payment of a new order, by card unless told otherwise. */
export const payment = (
  fields: Partial<OrderInput> & { method?: string } = {},
): Promise<PaymentOnPage> => executeServerCommand('shop:payment', fields);

/** Pays with one of Stripe's test payment methods. */
export const confirm = ({ secret }: PaymentOnPage, method = 'pm_card_visa'): Promise<void> =>
  executeServerCommand('shop:confirm', { secret, method });
