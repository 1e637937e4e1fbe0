/**
 * The HTTP contract between the page and the checkout server: one schema for each body, from which
 * the types, the validation and the OpenAPI document come. A page imports the types alone.
 *
 * @module
 */
import * as v from 'valibot';
import { checkoutErrorCodes } from './checkout-error.ts';
import { addressSchema, countrySchema as country, deliverySchema } from './orders/order.ts';

const methodType = v.pipe(v.string(), v.regex(/^[a-z0-9_]{1,40}$/, 'is not a payment method type'));
const fingerprint = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'is not a fingerprint'));

const line = v.object({ name: v.string(), amount: v.number(), quantity: v.optional(v.number()) });

/**
 * What `stripe.elements()` and the PaymentIntent are both made from, word for word. Amounts are minor
 * units as Stripe counts them.
 */
const elements = v.object({
  mode: v.literal('payment'),
  amount: v.number(),
  currency: v.string(),
  captureMethod: v.picklist(['automatic', 'manual']),
  allowedPaymentMethodTypes: v.array(v.string()),
});

const method = v.object({
  /** Stripe's name for it, such as `ideal`. */
  type: v.string(),
  /** Its own name, such as `iDEAL | Wero`. */
  label: v.string(),
  /** Names the payment mark. */
  icon: v.string(),
  /** `manual`: the money is held now and taken later. */
  capture: v.picklist(['automatic', 'manual']),
  /** What the shopper goes through after pressing pay. */
  confirmation: v.picklist(['immediate', 'redirect', 'delayed', 'qr', 'voucher']),
  /** `delayed`: whether the money came is known days later. */
  settlement: v.picklist(['immediate', 'delayed']),
  /** Whether its form needs the client secret: ask for the intent before mounting it. */
  intentFirst: v.boolean(),
  elements,
  /** Sent back with the intent, so that nobody pays another amount than he was shown. */
  fingerprint: v.string(),
});

/** The Express Checkout Element's wallets that the order can be paid with. */
const express = v.object({
  /** In the order of display; `type` as in `apple_pay`. */
  wallets: v.array(v.object({ type: v.string(), label: v.string() })),
  elements,
  fingerprint: v.string(),
  lines: v.array(line),
  /** Whether the wallet must give a shipping address; the price then comes from the express quote. */
  shippable: v.boolean(),
});

/** A payment as the shopper may see it. */
export const paymentViewSchema = v.object({
  id: v.string(),
  /**
   * Lets who has it ask for this payment: `GET /payments/:token`, and `/payments/:token/events` for
   * live updates. The return address carries it, so that any browser can pick the payment up.
   */
  token: v.string(),
  orderId: v.string(),
  /** `open`: nothing was paid yet; see `error` and `nextAction`. */
  state: v.picklist(['open', 'processing', 'authorized', 'paid', 'canceled']),
  amount: v.number(),
  currency: v.string(),
  captured: v.number(),
  refunded: v.number(),
  /** What it was paid with, once that is known. */
  method: v.nullable(
    v.object({
      type: v.string(),
      brand: v.nullable(v.string()),
      last4: v.nullable(v.string()),
      wallet: v.nullable(v.string()),
    }),
  ),
  /** What the shopper must still do, as Stripe names it, such as `multibanco_display_details`. */
  nextAction: v.nullable(v.string()),
  /** Why the last attempt failed; the words are fit for the shopper. */
  error: v.nullable(v.object({ code: v.string(), message: v.string() })),
  /** Whether there is nothing to wait for: a page stops asking. */
  settled: v.boolean(),
  /** Raised with every change. */
  version: v.number(),
});

/** `GET /orders/:token` */
export const sessionSchema = v.object({
  order: v.object({
    id: v.string(),
    amount: v.number(),
    currency: v.string(),
    description: v.nullable(v.string()),
    lines: v.array(line),
    status: v.picklist(['open', 'closed']),
  }),
  /** For Stripe's own form fields. */
  customer: v.object({ email: v.nullable(v.string()), name: v.nullable(v.string()) }),
  stripe: v.object({
    publishableKey: v.string(),
    /** Only in the sandbox, whose Stripe.js stands in for Stripe's. */
    scriptUrl: v.optional(v.string()),
  }),
  /** The country that the methods were chosen for; null when it is unknown. */
  country: v.nullable(v.string()),
  /** In the order of display. */
  methods: v.array(method),
  express: v.nullable(express),
  /** The order's payment, where there is one. */
  payment: v.nullable(paymentViewSchema),
});

export const sessionQuerySchema = v.object({ country: v.optional(country) });

/** `POST /orders/:token/intent` */
export const intentRequestSchema = v.strictObject({
  method: methodType,
  country: v.optional(v.nullable(country), null),
  fingerprint,
  /** With a wallet of express checkout; `method` is then the wallet. */
  express: v.optional(deliverySchema),
});

export const intentSchema = v.object({
  clientSecret: v.string(),
  paymentId: v.string(),
  /** As in the payment's own `token`. */
  paymentToken: v.string(),
});

/** `POST /orders/:token/quote` */
export const expressQuoteRequestSchema = v.strictObject({
  address: addressSchema,
  rate: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
  country: v.optional(v.nullable(country), null),
});

export const expressQuoteSchema = v.object({
  elements,
  fingerprint: v.string(),
  lines: v.array(line),
  /** The chosen rate first, as wallets take the first for the chosen one; nine at most. */
  rates: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      amount: v.number(),
      detail: v.nullable(v.string()),
    }),
  ),
});

/** `POST /orders/:token/errors`: what went wrong in the page, of which no webhook tells. */
export const pageErrorSchema = v.strictObject({
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  message: v.pipe(v.string(), v.maxLength(1000)),
});

/** Every error. `order_changed` and `method_unavailable` bring `session`, `already_paid` `payment`. */
export const errorSchema = v.object({
  error: v.object({
    code: v.picklist(checkoutErrorCodes),
    /** Fit for a shopper. */
    message: v.string(),
    requestId: v.string(),
  }),
  session: v.optional(sessionSchema),
  payment: v.optional(paymentViewSchema),
});

export type ElementsConfig = v.InferOutput<typeof elements>;
export type Line = v.InferOutput<typeof line>;
export type SessionMethod = v.InferOutput<typeof method>;
export type SessionExpress = v.InferOutput<typeof express>;
export type PaymentStatus = v.InferOutput<typeof paymentViewSchema>;
export type Session = v.InferOutput<typeof sessionSchema>;
export type IntentRequest = v.InferInput<typeof intentRequestSchema>;
export type CheckedIntentRequest = v.InferOutput<typeof intentRequestSchema>;
export type Intent = v.InferOutput<typeof intentSchema>;
export type ExpressQuoteRequest = v.InferInput<typeof expressQuoteRequestSchema>;
export type CheckedExpressQuoteRequest = v.InferOutput<typeof expressQuoteRequestSchema>;
export type ExpressQuote = v.InferOutput<typeof expressQuoteSchema>;
export type PageError = v.InferOutput<typeof pageErrorSchema>;
export type CheckoutErrorBody = v.InferOutput<typeof errorSchema>;
