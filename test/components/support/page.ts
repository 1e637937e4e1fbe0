/** A page of a shop, for tests in the browser. */
import { fixture, waitUntil } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import 'axe-core/axe.min.js';
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
  return { checkout, order: made };
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
    () => payButton(checkout).getAttribute('aria-disabled') === 'false',
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

interface Axe {
  run: (
    element: Element,
    options: { iframes: false },
  ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/**
 * What axe objects to. Like `to.be.accessible()`, but it doesn't wait for an answer from Stripe's
 * frames, which are another origin's.
 */
export async function objections(element: Element): Promise<string[]> {
  const { axe } = window as unknown as { axe: Axe };
  const { violations } = await axe.run(element, { iframes: false });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
}
