/**
 * What an error looks like on the wire: `{ error: { code, message, requestId } }`.
 *
 * @module
 */
import type { Context as HonoContext, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { CheckoutError } from '../checkout-error.ts';
import { newId } from '../ids.ts';

/** Seconds after which the page may try again, for the errors that pass by themselves. */
const RETRY_AFTER: Partial<Record<CheckoutError['status'], number>> = { 429: 10, 503: 2 };

/** Answers any error; what isn't a {@link CheckoutError} is `internal`, and told to the log alone. */
export const errorHandler =
  (log: Logger): ErrorHandler =>
  (error, c) =>
    render(c, log, checkoutError(error));

export const notFoundHandler =
  (log: Logger): NotFoundHandler =>
  (c) =>
    render(c, log, new CheckoutError('not_found'));

function checkoutError(error: Error): CheckoutError {
  if (error instanceof CheckoutError) return error;
  // Hono's own, such as for a body that is not JSON.
  const refused = (error instanceof HTTPException && error.status < 500) || isUnstorable(error);
  return new CheckoutError(refused ? 'invalid_request' : 'internal', { cause: error });
}

/** PostgreSQL's text can't hold the character NUL, which only requests bring. */
const isUnstorable = (error: Error): boolean => 'code' in error && error.code === '22021';

function render(c: HonoContext, log: Logger, error: CheckoutError): Response {
  const { code, status, message, extra } = error;
  // Middleware names the request where there is any; the webhook route has none.
  const requestId = (c.get('requestId') as string | undefined) ?? newId('req', Date.now());
  const line = { requestId, code, path: c.req.path, err: error.cause };
  if (status >= 500) log.error(line, 'request failed');
  else log.info(line, 'request refused');
  c.set('errorCode', code);
  const retryAfter = error.retryAfter ?? RETRY_AFTER[status];
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  return c.json({ ...extra, error: { code, message, requestId } }, status);
}
