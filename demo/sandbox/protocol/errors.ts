/**
 * Stripe's errors, in Stripe's shapes and words.
 *
 * @see https://docs.stripe.com/api/errors
 * @see https://docs.stripe.com/error-codes
 */
import type { PaymentIntent, PaymentMethod, SetupIntent } from '../state/objects.ts';

export type ErrorType =
  'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error';

export interface ErrorBody {
  type: ErrorType;
  message: string;
  code?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  param?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: PaymentIntent;
  payment_method?: PaymentMethod;
  setup_intent?: SetupIntent;
  request_log_url?: string;
}

/** What a call answers instead of an object. */
export class StripeError extends Error {
  override readonly name = 'StripeError';
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body.code === undefined ? body : { ...body, doc_url: docUrl(body.code) };
  }
}

const docUrl = (code: string): string =>
  `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;

type Details = Omit<Partial<ErrorBody>, 'type' | 'message'>;

/** 400: the call can't be carried out as it stands. */
export const invalidRequest = (message: string, details: Details = {}): StripeError =>
  new StripeError(400, { type: 'invalid_request_error', message, ...details });

/** 402: the payment method said no. The object in question has already moved on. */
export const cardError = (message: string, details: Details): StripeError =>
  new StripeError(402, { type: 'card_error', message, ...details });

/**
 * No object of that id.
 * @param param the parameter that named it; left out when the URL did, which is a 404
 */
export const resourceMissing = (name: string, id: string, param?: string): StripeError =>
  new StripeError(param === undefined ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${name}: '${id}'`,
    param: param ?? (name === 'payment_intent' || name === 'setup_intent' ? 'intent' : 'id'),
  });

/** The object is not in a state that allows this. */
export const unexpectedState = (
  object: 'payment_intent' | 'setup_intent',
  message: string,
  details: Details = {},
): StripeError => invalidRequest(message, { code: `${object}_unexpected_state`, ...details });

export const missingParameter = (param: string): StripeError =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

/** 401: no key, or none that opens anything here. */
export const unauthorized = (message: string, details: Details = {}): StripeError =>
  new StripeError(401, { type: 'invalid_request_error', message, ...details });

/** 404: no such address or method. */
export const unrecognizedUrl = (method: string, path: string): StripeError =>
  new StripeError(404, {
    type: 'invalid_request_error',
    message:
      `Unrecognized request URL (${method}: ${path}). ` +
      'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
  });

/** 500: a fault of the sandbox itself. */
export const apiError = (message: string): StripeError =>
  new StripeError(500, { type: 'api_error', message });
