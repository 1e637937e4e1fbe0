/**
 * What the checkout server answers when it can't do what it was asked.
 *
 * @module
 */

/** Every code: its HTTP status, and words that a shopper may read. */
const definitions = {
  invalid_request: [400, 'The request could not be understood.'],
  body_too_large: [413, 'The request is too large.'],
  unsupported_media_type: [415, 'The request must be JSON.'],
  origin_not_allowed: [403, 'This page may not take payments here.'],
  not_found: [404, 'There is nothing here.'],
  invalid_token: [401, 'This payment link is not valid. Please return to the shop.'],
  token_expired: [401, 'This payment link has expired. Please return to the shop.'],
  order_not_found: [404, 'This order could not be found. Please return to the shop.'],
  order_closed: [409, 'This order can no longer be paid. Please return to the shop.'],
  order_changed: [409, 'The order has changed. Please check the new total.'],
  method_unavailable: [409, 'This payment method is not available for this order.'],
  already_paid: [409, 'A payment for this order has already been made.'],
  payment_not_found: [404, 'This payment could not be found.'],
  quote_unavailable: [409, 'Shipping can not be calculated for this order.'],
  address_unserviceable: [409, 'The shop does not deliver to this address.'],
  rate_limited: [429, 'Too many attempts. Please wait a moment and try again.'],
  busy: [503, 'Another request for this order is still running. Please try again.'],
  stripe_unavailable: [503, 'The payment service can not be reached. Please try again.'],
  stripe_refused: [502, 'The payment could not be started. Please try another payment method.'],
  shop_unavailable: [502, 'The shop can not be reached. Please try again.'],
  not_configured: [503, 'This shop can not take payments yet.'],
  shutting_down: [503, 'The server is restarting. Please try again.'],
  internal: [500, 'Something went wrong. Please try again.'],

  invalid_signature: [400, 'The signature does not match.'],
  malformed_event: [400, 'The body is not a Stripe event.'],
  thin_event: [400, 'This endpoint takes snapshot events, not thin ones.'],

  amount_too_large: [409, 'The amount is larger than what is left.'],
  invalid_state: [409, 'The payment is not in a state that allows this.'],
  operation_pending: [409, 'An earlier operation on this payment is still being settled.'],
  idempotency_conflict: [409, 'This Idempotency-Key was used for something else.'],
  authentication_required: [401, 'Please sign in.'],
  scope_missing: [403, 'You may not do this.'],
  cross_site: [403, 'This must be done from the back office itself.'],
  operation_refused: [409, 'Stripe refused the operation.'],

  settings_changed: [409, 'Somebody else changed this meanwhile. Please look at it again.'],
  settings_read_only: [409, 'This is set where the server runs, and can only be changed there.'],
  credentials_refused: [409, 'These keys can not be used.'],
  payments_in_flight: [409, 'Payments are under way that these keys could not follow.'],
  webhook_unreachable: [409, 'Stripe can not reach this server at its present address.'],
  webhook_limit: [409, 'The Stripe account has as many webhook endpoints as it may have.'],
  permission_missing: [409, 'The Stripe key does not have the permission for this.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type CheckoutErrorCode = keyof typeof definitions;
export type CheckoutErrorStatus = (typeof definitions)[CheckoutErrorCode][0];

export const checkoutErrorCodes = Object.keys(definitions) as CheckoutErrorCode[];

export interface CheckoutErrorDetails {
  /** Replaces the shopper's message. */
  message?: string;
  /** Goes to the log, never to the page. */
  cause?: unknown;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  /** Sent beside the error, such as `{ session }` with `order_changed`. */
  extra?: Record<string, unknown>;
}

/** Carries a stable code, the HTTP status that goes with it and a message fit for a shopper. */
export class CheckoutError extends Error {
  override readonly name = 'CheckoutError';
  readonly code: CheckoutErrorCode;
  readonly status: CheckoutErrorStatus;
  readonly retryAfter: number | undefined;
  readonly extra: Record<string, unknown>;

  constructor(
    code: CheckoutErrorCode,
    { message, cause, retryAfter, extra = {} }: CheckoutErrorDetails = {},
  ) {
    const [status, standard] = definitions[code];
    super(message ?? standard, { cause });
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    this.extra = extra;
  }
}
