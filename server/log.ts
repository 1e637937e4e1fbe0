/**
 * Logs that hold no secret, whatever is put into them.
 *
 * @module
 */
import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

/** Client secrets, API keys, signing secrets and bearer tokens, wherever they stand in a text. */
const SECRETS =
  /(pi|seti)_[A-Za-z0-9]+_secret_[A-Za-z0-9]+|\b(sk|rk|whsec)_[A-Za-z0-9_]{6,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** The text with its secrets blacked out. */
export function redact(text: string): string {
  return text.replace(SECRETS, '[secret]');
}

/** A pino logger whose lines have passed {@link redact}. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      serializers: { err: stdSerializers.errWithCause },
      hooks: { streamWrite: redact },
    },
    ...(destination ? [destination] : []),
  );
}
