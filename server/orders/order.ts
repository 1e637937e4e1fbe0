/**
 * The shop's side: what an order is, and where orders come from.
 *
 * @module
 */
import * as v from 'valibot';
import { isCountry } from '../methods/index.ts';
import { isCurrency } from '../money/index.ts';

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

/** Minor units as Stripe counts them: an integer, never negative. */
const minorUnits = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const countrySchema = v.pipe(
  v.string(),
  v.guard(isCountry, 'must be a country code in capital letters'),
);

const currency = v.pipe(
  v.string(),
  v.guard(isCurrency, 'must be a currency that Stripe takes, in lower case'),
);

/** Which ids an order may have: they go into URLs, logs and Stripe's metadata. */
export const orderIdSchema = v.pipe(
  v.string(),
  v.regex(/^[\w.:/#-]{1,128}$/, 'is not an order id'),
);

const lineSchema = v.object({
  name: text(250),
  /** For the whole line. A discount is negative. */
  amount: v.pipe(v.number(), v.safeInteger()),
  quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What `orders.find` returns: the order as it is now. */
export const orderSchema = v.object({
  id: orderIdSchema,
  /** Everything included, in the currency's minor unit. */
  amount: minorUnits,
  /** Three letters, lower case. */
  currency,
  description: v.optional(text(1000)),
  lines: v.optional(v.pipe(v.array(lineSchema), v.maxLength(500))),
  /** How this order is captured, if not as the checkout's `capture` says. */
  capture: v.optional(v.picklist(['automatic', 'manual', 'manual_if_supported'])),
  customer: v.optional(
    v.object({
      /** The shop's own reference. */
      id: v.optional(text(128)),
      email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
      name: v.optional(text(200)),
      country: v.optional(countrySchema),
    }),
  ),
  /** Whether express checkout must ask for a shipping address. */
  shippable: v.optional(v.boolean(), false),
  /** Only an open order can be paid. */
  status: v.picklist(['open', 'closed']),
  /** Changes whenever the order does; a page that shows an older one is told so. */
  version: v.optional(v.union([text(128), v.number()])),
  /** Goes into the PaymentIntent's metadata. Keys that begin with `tender_` are ours. */
  metadata: v.optional(v.record(text(40), v.pipe(v.string(), v.maxLength(500)))),
});

/** An order as the shop gives it. */
export type OrderInput = v.InferInput<typeof orderSchema>;
/** An order, checked. */
export type Order = v.InferOutput<typeof orderSchema>;

const shippingRateSchema = v.object({
  id: text(128),
  label: text(100),
  amount: minorUnits,
  /** Such as `2–3 working days`. */
  detail: v.optional(text(100)),
});

/** What `orders.quote` returns: the order's price when delivered to an address. */
export const quoteSchema = v.object({
  /** Everything included, with the chosen rate, or the first where none was chosen. */
  amount: minorUnits,
  lines: v.optional(v.pipe(v.array(lineSchema), v.maxLength(100))),
  /** The rates to choose from, best first; none when the shop doesn't deliver there. */
  rates: v.array(shippingRateSchema),
});

export type QuoteInput = v.InferInput<typeof quoteSchema>;
export type Quote = v.InferOutput<typeof quoteSchema>;

export const addressSchema = v.object({
  line1: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(300)))),
  line2: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(300)))),
  city: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200)))),
  state: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200)))),
  postal_code: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40)))),
  country: countrySchema,
});

/** Before the shopper has paid, a wallet shows only the part of an address that prices need. */
export type Address = v.InferOutput<typeof addressSchema>;

/** Where an express payment goes, as the shopper's wallet tells it. */
export const deliverySchema = v.object({
  name: v.optional(text(200)),
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
  phone: v.optional(text(40)),
  address: v.optional(addressSchema),
  /** `id` of the chosen shipping rate. */
  rate: v.optional(text(128)),
});

export type Delivery = v.InferOutput<typeof deliverySchema>;

/** Where the orders come from. Each may throw: the shopper is then told that the shop is away. */
export interface OrderSource {
  /** The order as it is now, or null when there is none. Called for every session and every payment. */
  find: (id: string) => Promise<OrderInput | null> | OrderInput | null;
  /** What the order costs when delivered to `address` by `rate`, for express checkout. */
  quote?: (
    id: string,
    delivery: { address: Address; rate?: string },
  ) => Promise<QuoteInput> | QuoteInput;
  /**
   * Takes over the delivery that the shopper's wallet gave, and returns the order at its final price.
   * May be called again with the same values.
   */
  accept?: (id: string, delivery: Delivery) => Promise<OrderInput> | OrderInput;
}
