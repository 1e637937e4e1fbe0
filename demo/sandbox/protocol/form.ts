/**
 * Form bodies and query strings as Stripe's clients write them: `a[b]=c`, arrays as `k[0]=v` (SDKs)
 * or `k[]=v` (CLI).
 */
import { invalidRequest } from './errors.ts';

/**
 * What was sent, still as text. Arrays are records with the keys `0`, `1`, …: only whoever knows the
 * parameter can tell an array from metadata with the key `0`.
 */
export interface FormRecord {
  [name: string]: FormValue;
}
export type FormValue = string | FormRecord;

/** Deeper nesting than any parameter of Stripe's has. */
const maxDepth = 12;

const record = (): FormRecord => Object.create(null) as FormRecord;

/** @throws {StripeError} for names that are no parameter names */
export function parseForm(body: string): FormRecord {
  const form = record();
  for (const [name, value] of new URLSearchParams(body)) {
    const path = pathOf(name);
    let target = form;
    for (const key of path.slice(0, -1)) {
      const property = nextKey(target, key, path.length > 2);
      const inner = target[property];
      target = typeof inner === 'object' ? inner : (target[property] = record());
    }
    target[nextKey(target, path.at(-1) ?? '', false)] = value;
  }
  return form;
}

/** `a[b][]` → `['a', 'b', '']` */
function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open === -1) return [name];
  const rest = name.slice(open);
  const keys = [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? '');
  const whole = keys.reduce((length, key) => length + key.length + 2, 0) === rest.length;
  if (open === 0 || !whole || keys.length > maxDepth) {
    throw invalidRequest(`Invalid parameter name: ${name}`, { param: name });
  }
  return [name.slice(0, open), ...keys];
}

/** `[]` means the next element. In a list of records it means the last one, until that has the field. */
function nextKey(target: FormRecord, key: string, nested: boolean): string {
  if (key !== '') return key;
  const count = Object.keys(target).length;
  return String(nested && count > 0 ? count - 1 : count);
}
