/**
 * Validates what a request brings; the same schemas document it.
 *
 * @module
 */
import { validator } from 'hono-openapi';
import type * as v from 'valibot';
import { CheckoutError } from '../checkout-error.ts';

const MOST_ISSUES = 10;

/**
 * Checks the JSON body; behind `jsonBody()`.
 *
 * @throws {@link CheckoutError} `invalid_request`, with the fields that are wrong and how.
 */
export const takesJson = <Schema extends v.GenericSchema>(schema: Schema) =>
  validator('json', schema, refuse);

/** Checks the query string: {@link takesJson}. */
export const takesQuery = <Schema extends v.GenericSchema>(schema: Schema) =>
  validator('query', schema, refuse);

/** Checks the headers, whose names are in lower case: {@link takesJson}. */
export const takesHeaders = <Schema extends v.GenericSchema>(schema: Schema) =>
  validator('header', schema, refuse);

interface Result {
  success: boolean;
  error?: readonly { message: string; path?: Path | undefined }[];
}
type Path = readonly (PropertyKey | { key: PropertyKey })[];

function refuse({ success, error = [] }: Result): void {
  if (success) return;
  const issues = error.slice(0, MOST_ISSUES).map(({ message, path = [] }) => ({
    field: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    problem: message,
  }));
  throw new CheckoutError('invalid_request', { extra: { issues } });
}
