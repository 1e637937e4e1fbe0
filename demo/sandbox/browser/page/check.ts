/** Checks of what a shop passes in, with messages in Stripe.js's form. */
import { IntegrationError } from './errors.ts';

type Kind = 'string' | 'boolean' | 'integer' | 'array' | 'object' | 'function';

const article: Record<Kind, string> = {
  string: 'a string',
  boolean: 'a boolean',
  integer: 'an integer',
  array: 'an array',
  object: 'an object',
  function: 'a function',
};

function is(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}

/** @param where the call, such as `stripe.elements()` or `click event resolve callback` */
export function expect(value: unknown, kind: Kind, where: string, path: string): void {
  if (is(value, kind)) return;
  const problem = `${path} should be ${article[kind]}.`;
  if (value === undefined || value === null) {
    throw new IntegrationError(`Missing value for ${where}: ${problem}`);
  }
  invalid(where, problem, value);
}

export function expectOptional(value: unknown, kind: Kind, where: string, path: string): void {
  if (value !== undefined) expect(value, kind, where, path);
}

export function expectOneOf(
  value: unknown,
  allowed: readonly string[],
  where: string,
  path: string,
): void {
  if (typeof value === 'string' && allowed.includes(value)) return;
  invalid(where, `${path} should be one of the following strings: ${allowed.join(', ')}.`, value);
}

export function invalid(where: string, problem: string, value: unknown): never {
  const specified = typeof value === 'string' ? value : JSON.stringify(value);
  throw new IntegrationError(`Invalid value for ${where}: ${problem} You specified: ${specified}.`);
}
