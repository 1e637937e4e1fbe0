/**
 * What an error looks like on the wire: `{ error: { code, message, requestId } }`.
 *
 * @module
 */
import type { Context as HonoContext, ErrorHandler, NotFoundHandler } from 'hono';
import type { Logger } from 'pino';
import { CheckoutError } from '../checkout-error.ts';
import { newId } from '../ids.ts';

/** Seconds after which the page may try again, for the errors that pass by themselves. */
const RETRY_AFTER: Partial<Record<CheckoutError['status'], string>> = { 429: '10', 503: '2' };

/** Answers any error; what isn't a {@link CheckoutError} is `internal`, and told to the log alone. */
export const errorHandler =
  (log: Logger): ErrorHandler =>
  (error, c) =>
    render(c, log, error instanceof CheckoutError ? error : internal(error));

export const notFoundHandler =
  (log: Logger): NotFoundHandler =>
  (c) =>
    render(c, log, new CheckoutError('not_found'));

const internal = (cause: unknown): CheckoutError => new CheckoutError('internal', { cause });

function render(c: HonoContext, log: Logger, error: CheckoutError): Response {
  const { code, status, message, extra } = error;
  // Middleware names the request where there is any; the webhook route has none.
  const requestId = (c.get('requestId') as string | undefined) ?? newId('req', Date.now());
  const line = { requestId, code, path: c.req.path, err: error.cause };
  if (status >= 500) log.error(line, 'request failed');
  else log.info(line, 'request refused');
  const retryAfter = RETRY_AFTER[status];
  if (retryAfter !== undefined) c.header('Retry-After', retryAfter);
  return c.json({ ...extra, error: { code, message, requestId } }, status);
}
