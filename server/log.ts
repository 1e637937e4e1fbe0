/**
 * Logs that hold no secret, whatever is put into them.
 *
 * @module
 */
import { pino, type DestinationStream, type Logger } from 'pino';

/** Client secrets, API keys, signing secrets and tokens, wherever they stand in a text. */
const SECRETS =
  /(pi|seti)_[A-Za-z0-9]+_secret_[A-Za-z0-9]+|\b(sk|rk|whsec)_[A-Za-z0-9_+/=]{6,}|\btdr_[0-9a-f]{16}_[\w-]+|~[\w-]{27}(?![\w-])|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

const EMAILS = /[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/g;

/** Fields that hold personal data, or secrets of any shape. */
const FIELDS = [
  'authorization',
  'cookie',
  '["stripe-signature"]',
  '["set-cookie"]',
  'clientSecret',
  'client_secret',
  'email',
  'phone',
  'address',
  'shipping',
  'billing_details',
  'receipt_email',
];

/** The text with its secrets, and the addresses of people, blacked out. */
function redact(text: string): string {
  return text.replace(SECRETS, '[secret]').replace(EMAILS, '[email]');
}

/** A pino logger whose lines hold no secret. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      redact: {
        paths: FIELDS.flatMap((field) => [
          field,
          field.startsWith('[') ? `*${field}` : `*.${field}`,
        ]),
        censor: '[redacted]',
      },
      serializers: { err: (error: unknown) => logged(error) },
      hooks: { streamWrite: redact },
    },
    ...(destination ? [destination] : []),
  );
}

/**
 * An error and its causes by the fields that are known to be harmless: what a library hangs on its
 * errors, such as the whole PaymentIntent, stays out.
 */
function logged(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? typeof error : error;
  const { code, requestId } = error as { code?: unknown; requestId?: unknown };
  return {
    type: error.name,
    message: error.message,
    code,
    requestId,
    stack: error.stack,
    ...(error.cause === undefined || depth === 5 ? {} : { cause: logged(error.cause, depth + 1) }),
  };
}
