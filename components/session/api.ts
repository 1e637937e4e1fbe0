import type {
  CheckoutErrorBody,
  ExpressQuote,
  ExpressQuoteRequest,
  Intent,
  IntentRequest,
  PaymentStatus,
  Session,
} from '../../server/contract.ts';

/** How long the page waits for an answer, in milliseconds. */
const PATIENCE = 20_000;

/** The server's own "no": a stable code, words for the shopper, and what it sent along. */
export class ApiError extends Error {
  readonly code: string;
  /** Whether asking again is no use. */
  readonly isFinal: boolean;
  readonly session: Session | undefined;
  readonly payment: PaymentStatus | undefined;

  constructor(status: number, { error, session, payment }: Partial<CheckoutErrorBody>) {
    super(error?.message ?? '');
    this.code = error?.code ?? `http_${status}`;
    this.isFinal = status < 500 && status !== 429;
    this.session = session;
    this.payment = payment;
  }
}

/**
 * The checkout server, as the page speaks to it. A call rejects with {@link ApiError} when the server
 * refuses, and with what `fetch` throws when there is no answer.
 */
export class Api {
  readonly endpoint: string;

  /** @param endpoint - where the server is mounted, with a slash at its end */
  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  session(order: string, country: string | undefined): Promise<Session> {
    return this.#send(`orders/${order}${country ? `?country=${encodeURIComponent(country)}` : ''}`);
  }

  intent(order: string, request: IntentRequest): Promise<Intent> {
    return this.#send(`orders/${order}/intent`, request);
  }

  /** @param patience - milliseconds; a wallet's sheet waits for no longer */
  quote(order: string, request: ExpressQuoteRequest, patience: number): Promise<ExpressQuote> {
    return this.#send(`orders/${order}/quote`, request, patience);
  }

  payment(token: string): Promise<PaymentStatus> {
    return this.#send(`payments/${token}`);
  }

  /** Where the server pushes a payment's changes. */
  paymentEvents(token: string): string {
    return `${this.endpoint}payments/${token}/events`;
  }

  /** Tells the server what went wrong in the page. Waits for nothing. */
  report(order: string, code: string, message: string): void {
    this.#send(`orders/${order}/errors`, { code, message }).catch(() => undefined);
  }

  /** A `GET`, or with a body a `POST`. */
  async #send<Answer>(path: string, body?: unknown, patience = PATIENCE): Promise<Answer> {
    const response = await fetch(this.endpoint + path, {
      signal: AbortSignal.timeout(patience),
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    if (response.ok) return (await response.json()) as Answer;
    // A proxy's error page is not JSON.
    const problem = (await response.json().catch(() => ({}))) as Partial<CheckoutErrorBody>;
    throw new ApiError(response.status, problem);
  }
}
