/**
 * Which of Stripe's events concern us, and what we keep of one.
 *
 * @module
 */
import Stripe from 'stripe';
import type { StripePaymentIntent } from '../payments/from-stripe.ts';
import type { IncomingEvent } from '../store/store.ts';

/**
 * The events that an endpoint of ours subscribes to: those after which a PaymentIntent, its charge,
 * a refund or a dispute reads otherwise than before. `payment_intent.created` says nothing new, and
 * `charge.succeeded` says nothing that a PaymentIntent's own events don't.
 */
export const HANDLED_EVENTS = [
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.partially_funded',
  'charge.captured',
  'charge.expired',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'refund.created',
  'refund.updated',
  'refund.failed',
] as const satisfies Stripe.WebhookEndpointCreateParams.EnabledEvent[];

const handled: ReadonlySet<string> = new Set(HANDLED_EVENTS);

/** After these a PaymentIntent never changes, so the event's own copy of it is as good as a new one. */
const FINAL_EVENTS: ReadonlySet<string> = new Set([
  'payment_intent.succeeded',
  'payment_intent.canceled',
]);

/** Why an event is accepted and forgotten. */
export type Ignored = 'unhandled_type' | 'other_mode' | 'connected_account' | 'foreign';

/** The fields that an event must have to be one; all others are checked where they are used. */
export interface StripeEvent {
  id: string;
  type: string;
  created: number;
  livemode: boolean;
  api_version: string | null;
  account?: string;
  data: { object: Record<string, unknown> };
}

const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Whether a parsed body is a snapshot event, as far as anything here relies on it. */
export function isStripeEvent(body: unknown): body is StripeEvent {
  if (!isRecord(body) || body.object !== 'event' || !isRecord(body.data)) return false;
  return (
    typeof body.id === 'string' &&
    ID.test(body.id) &&
    typeof body.type === 'string' &&
    Number.isSafeInteger(body.created) &&
    typeof body.livemode === 'boolean' &&
    isRecord(body.data.object)
  );
}

/**
 * What the inbox keeps of an event, or why it keeps nothing: the PaymentIntent in it, as far as facts
 * come from it, when that may save a call to Stripe.
 */
export function incoming(event: StripeEvent, livemode: boolean): IncomingEvent | Ignored {
  if (!handled.has(event.type)) return 'unhandled_type';
  if (event.livemode !== livemode) return 'other_mode';
  if (event.account !== undefined) return 'connected_account';

  const { object } = event.data;
  const isIntent = object.object === 'payment_intent';
  const intentId = isIntent ? object.id : object.payment_intent;
  if (typeof intentId !== 'string' || !ID.test(intentId)) return 'foreign';
  const ref = isRecord(object.metadata) ? object.metadata.tender_payment : undefined;
  const paymentRef = typeof ref === 'string' && ID.test(ref) ? ref : null;
  // Our PaymentIntents all carry it; their charges, refunds and disputes may not.
  if (isIntent && paymentRef === null) return 'foreign';

  return {
    id: event.id,
    type: event.type,
    intentId,
    paymentRef,
    created: event.created * 1000,
    payload:
      FINAL_EVENTS.has(event.type) && event.api_version === Stripe.API_VERSION
        ? JSON.stringify(asFarAsRead(object))
        : null,
  };
}

/** All of a PaymentIntent that facts come from; the rest would be a shopper's address in our inbox. */
const READ = [
  'id',
  'object',
  'livemode',
  'created',
  'status',
  'currency',
  'capture_method',
  'metadata',
  'amount',
  'amount_capturable',
  'amount_received',
  'latest_charge',
  'next_action',
  'last_payment_error',
  'canceled_at',
  'cancellation_reason',
] as const satisfies (keyof StripePaymentIntent)[];

function asFarAsRead(intent: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const field of READ) kept[field] = intent[field];
  if (isRecord(kept.last_payment_error)) {
    const { type, code, decline_code, message, charge } = kept.last_payment_error;
    kept.last_payment_error = { type, code, decline_code, message, charge };
  }
  return kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
