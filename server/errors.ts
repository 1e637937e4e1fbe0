/**
 * The errors of Tender's pure core.
 *
 * @module
 */

/** Every code that {@link InvalidInputError} can carry. A closed set: callers may switch on it. */
export type InvalidInputCode =
  | 'invalid_currency'
  | 'invalid_amount'
  | 'invalid_country'
  | 'invalid_locale'
  | 'invalid_method'
  | 'invalid_catalogue'
  | 'invalid_capture_mode'
  | 'invalid_context'
  | 'invalid_reason'
  | 'invalid_payment_intent';

/**
 * The core was given something it can't mean. Names the field and the value, so that the message
 * alone is enough to mend the call.
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  readonly code: InvalidInputCode;
  /** Path of the offending field in the argument, such as `amount` or `limits.max`. */
  readonly field: string;
  /** What was found there. */
  readonly value: unknown;

  constructor(code: InvalidInputCode, field: string, value: unknown, expected: string) {
    super(`${field} must be ${expected}, got ${preview(value)}`);
    this.code = code;
    this.field = field;
    this.value = value;
  }
}

/** One line, bounded: a value of any size, nesting or prototype is safe to name. */
function preview(value: unknown): string {
  let text: string | undefined;
  try {
    text =
      typeof value === 'number' || typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
  } catch {
    // Cyclic, or with a getter that throws.
  }
  text ??= typeof value;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
