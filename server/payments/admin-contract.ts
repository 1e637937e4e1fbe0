/**
 * The HTTP contract of the back office's payments: one schema for each body, from which the types, the
 * validation and the OpenAPI document come. Amounts are minor units, times milliseconds since 1970.
 *
 * @module
 */
import * as v from 'valibot';
import { auditEntrySchema } from '../operators/contract.ts';
import { pageQuery } from '../store/page-query.ts';

const STATES = ['open', 'processing', 'authorized', 'paid', 'canceled'] as const;

const time = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/, 'must be milliseconds since 1970'),
  v.transform(Number),
);
const flag = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((value) => value === 'true'),
);

const filters = {
  state: v.optional(v.picklist(STATES)),
  /** What the shopper chose, such as `ideal` or `apple_pay`. */
  method: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9_]{1,40}$/, 'is not a payment method'))),
  /** Made at or after. */
  from: v.optional(time),
  /** Made before. */
  to: v.optional(time),
  /** `true`: refunded at least in part. */
  refunded: v.optional(flag),
  /** `true`: with a dispute that is open or was lost. */
  disputed: v.optional(flag),
  /**
   * What is at hand: an id (of the payment, its PaymentIntent, its latest charge, a refund, a dispute or
   * an operation), how an order's id begins, a customer's email address, or an amount such as `42`,
   * `42.00` or `42.00 EUR`.
   */
  q: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(320))),
};

/** Which payments: `GET /admin/payments/totals`, `GET /admin/payments.csv`. */
export const paymentFilterSchema = v.strictObject(filters);

/** `GET /admin/payments`, newest first. */
export const paymentQuerySchema = v.strictObject({ ...pageQuery, ...filters });

export const paymentSummarySchema = v.object({
  id: v.string(),
  orderId: v.string(),
  intentId: v.nullable(v.string()),
  /** Of the latest charge. */
  chargeId: v.nullable(v.string()),
  livemode: v.boolean(),
  state: v.picklist(STATES),
  amount: v.number(),
  currency: v.string(),
  captured: v.number(),
  refunded: v.number(),
  /** What can still be captured. */
  capturable: v.number(),
  /** What disputes took. */
  disputed: v.number(),
  /** Whether a dispute is open or was lost, also one that took nothing yet. */
  contested: v.boolean(),
  method: v.string(),
  email: v.nullable(v.string()),
  captureMethod: v.picklist(['automatic', 'manual']),
  captureBefore: v.nullable(v.number()),
  failures: v.number(),
  version: v.number(),
  createdAt: v.number(),
  updatedAt: v.number(),
});

export const paymentPageSchema = v.object({
  payments: v.array(paymentSummarySchema),
  /** Given back as `cursor` for the payments before these; null when there are none. */
  next: v.nullable(v.string()),
});

/** `GET /admin/payments/totals` */
export const paymentTotalsSchema = v.object({
  /** One for each state and currency that there are payments in, the most payments first. */
  totals: v.array(
    v.object({
      state: v.picklist(STATES),
      currency: v.string(),
      /** How many payments. */
      count: v.number(),
      amount: v.number(),
      capturable: v.number(),
      captured: v.number(),
      refunded: v.number(),
      disputed: v.number(),
    }),
  ),
  /** False: there are more than are added up, and these are the newest. */
  complete: v.boolean(),
});

const operationSchema = v.object({
  id: v.string(),
  kind: v.picklist(['create', 'update', 'capture', 'void', 'refund']),
  amount: v.nullable(v.number()),
  /** `unknown`: Stripe's answer was lost, and what happened is being found out. */
  status: v.picklist(['pending', 'unknown', 'succeeded', 'failed']),
  actor: v.string(),
  /** Id of the Stripe object that came of it. */
  result: v.nullable(v.string()),
  errorCode: v.nullable(v.string()),
  at: v.number(),
});

const notificationSchema = v.object({
  id: v.string(),
  kind: v.string(),
  /** `parked`: given up after three days of trying, until it is sent again. */
  state: v.picklist(['pending', 'delivered', 'parked']),
  attempts: v.number(),
  lastError: v.nullable(v.string()),
  deliveredAt: v.nullable(v.number()),
  at: v.number(),
});

const eventSchema = v.object({
  id: v.string(),
  type: v.string(),
  state: v.picklist(['pending', 'done', 'foreign']),
  /** When it happened, by Stripe's clock. */
  created: v.number(),
  at: v.number(),
});

const alarmSchema = v.object({
  id: v.string(),
  kind: v.string(),
  detail: v.string(),
  resolvedAt: v.nullable(v.number()),
  at: v.number(),
});

/** `GET /admin/payments/:id`. Each list is newest first, its last 200. */
export const paymentDetailSchema = v.object({
  payment: paymentSummarySchema,
  /** Stripe's facts as last read; null while the PaymentIntent is being made. */
  facts: v.nullable(v.record(v.string(), v.unknown())),
  /** What can be done now. */
  can: v.object({
    capture: v.number(),
    /** Whether the rest of a hold may stay after a part was captured. */
    captureAgain: v.boolean(),
    void: v.boolean(),
    refund: v.number(),
  }),
  /** When Stripe was last asked. */
  syncedAt: v.nullable(v.number()),
  /** Whether something is known to have changed since. */
  stale: v.boolean(),
  operations: v.array(operationSchema),
  notifications: v.array(notificationSchema),
  events: v.array(eventSchema),
  alarms: v.array(alarmSchema),
  audit: v.array(auditEntrySchema),
});

/** `GET /admin/attention`: what waits for an operator, the oldest first, 100 of each at most. */
export const attentionSchema = v.object({
  /** Notifications that were given up. */
  parked: v.array(
    v.object({
      id: v.string(),
      kind: v.string(),
      attempts: v.number(),
      lastError: v.nullable(v.string()),
      paymentId: v.string(),
      orderId: v.string(),
      at: v.number(),
    }),
  ),
  alarms: v.array(
    v.object({
      id: v.string(),
      kind: v.string(),
      detail: v.string(),
      /** Null: of no payment that is known here. */
      paymentId: v.nullable(v.string()),
      orderId: v.nullable(v.string()),
      at: v.number(),
    }),
  ),
});

const amount = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));

/** `POST /admin/payments/:id/capture` */
export const captureRequestSchema = v.strictObject({
  /** All that is held, where left out. */
  amount,
  /** `false`: the rest stays held, where the method allows it. */
  final: v.optional(v.boolean(), true),
});

/** `POST /admin/payments/:id/void` */
export const voidRequestSchema = v.strictObject({
  reason: v.optional(
    v.picklist(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']),
    'requested_by_customer',
  ),
});

/** `POST /admin/payments/:id/refund` */
export const refundRequestSchema = v.strictObject({
  /** All that is left, where left out. */
  amount,
  reason: v.optional(v.picklist(['duplicate', 'fraudulent', 'requested_by_customer'])),
});

/** The same key twice is the same request, however often it is sent. */
export const idempotencySchema = v.object({
  'idempotency-key': v.optional(
    v.pipe(v.string(), v.regex(/^[\w.:-]{8,128}$/, 'must be 8 to 128 letters, digits, or _.:-')),
  ),
});

/** What an operation did. */
export const operationDoneSchema = v.object({
  payment: paymentSummarySchema,
  /** Null when there was nothing left to do. */
  operation: v.nullable(operationSchema),
});

export type PaymentFilter = v.InferOutput<typeof paymentFilterSchema>;
export type PaymentTotals = v.InferOutput<typeof paymentTotalsSchema>;
export type PaymentQuery = v.InferOutput<typeof paymentQuerySchema>;
export type PaymentSummary = v.InferOutput<typeof paymentSummarySchema>;
export type PaymentPage = v.InferOutput<typeof paymentPageSchema>;
export type PaymentDetail = v.InferOutput<typeof paymentDetailSchema>;
export type OperationView = v.InferOutput<typeof operationSchema>;
export type OperationDone = v.InferOutput<typeof operationDoneSchema>;
export type Attention = v.InferOutput<typeof attentionSchema>;
export type CaptureRequest = v.InferInput<typeof captureRequestSchema>;
export type VoidRequest = v.InferInput<typeof voidRequestSchema>;
export type RefundRequest = v.InferInput<typeof refundRequestSchema>;
