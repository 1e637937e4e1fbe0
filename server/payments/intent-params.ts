/**
 * What Stripe is sent to make or update a PaymentIntent.
 *
 * @module
 */
import type { ElementsConfig } from '../contract.ts';
import type { Delivery, Order } from '../orders/order.ts';
import { METADATA } from './from-stripe.ts';

interface Parts {
  order: Order;
  elements: ElementsConfig;
  delivery?: Delivery;
}

/** What the PaymentIntent is made or updated with: the page's configuration, word for word. */
export function intentParams(paymentId: string, { order, elements, delivery }: Parts) {
  const { amount, currency, captureMethod, allowedPaymentMethodTypes } = elements;
  const shipping = delivery && shippingFrom(delivery);
  return {
    amount,
    currency,
    capture_method: captureMethod,
    allowed_payment_method_types: allowedPaymentMethodTypes,
    ...(order.description === undefined ? {} : { description: order.description }),
    ...(shipping ? { shipping } : {}),
    ...(allowedPaymentMethodTypes.includes('card')
      ? { payment_method_options: { card: cardOptions(captureMethod) } }
      : {}),
    metadata: metadataFor(order, paymentId),
  };
}

/**
 * Some accounts and cards let what is held be taken in several parts. `never` is Stripe's default; it is
 * said for an order that was to be held when the PaymentIntent was made.
 */
const cardOptions = (captureMethod: ElementsConfig['captureMethod']) =>
  ({ request_multicapture: captureMethod === 'manual' ? 'if_available' : 'never' }) as const;

/** Stripe takes 50 keys; the operation's id is one more of ours. */
const OTHERS_KEYS = 47;

/** The shop's metadata, and ours, which nothing of the shop's can replace. */
function metadataFor(order: Order, paymentId: string): Record<string, string> {
  const theirs = Object.entries(order.metadata ?? {}).filter(([key]) => !key.startsWith('tender_'));
  return {
    ...Object.fromEntries(theirs.slice(0, OTHERS_KEYS)),
    [METADATA.order]: order.id,
    [METADATA.payment]: paymentId,
  };
}

/** Stripe wants a name and a first line; a wallet may keep them until the shopper has paid. */
function shippingFrom({ name, phone, address }: Delivery): object | undefined {
  if (name === undefined || !address?.line1) return undefined;
  const lines = Object.entries(address).filter(([, line]) => line);
  return { name, ...(phone === undefined ? {} : { phone }), address: Object.fromEntries(lines) };
}
