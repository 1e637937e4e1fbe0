import { invalidRequest } from './errors.ts';

/** Looks an object up by its id, whatever its kind. */
export type Find = (id: string) => object | undefined;

/** A part that an object has only when it is asked for, such as a charge's `refunds`. */
export type Include = (object: object, name: string) => object | undefined;

const deepest = 4;

/**
 * Puts objects in the place of their ids: `latest_charge.balance_transaction`, `data.customer`.
 * @returns a copy as far as anything changes; objects in the state are never touched
 * @throws {StripeError} for what can't be expanded
 */
export function expand(
  answer: object,
  paths: readonly string[],
  find: Find,
  include: Include,
): object {
  return paths.reduce<object>((expanded, path) => {
    const names = path.split('.');
    // `data` of a list is no level of its own.
    if (names.filter((name) => name !== 'data').length > deepest) {
      throw invalidRequest(
        `You cannot expand more than ${deepest} levels of a property. Property: ${path}`,
        { param: 'expand' },
      );
    }
    return expandAt(expanded, names, { path, find, include }) as object;
  }, answer);
}

interface Expansion {
  path: string;
  find: Find;
  include: Include;
}

function expandAt(value: unknown, names: readonly string[], expansion: Expansion): unknown {
  if (value === null) return value;
  if (Array.isArray(value)) return value.map((item) => expandAt(item, names, expansion));
  const [name, ...rest] = names;
  if (name === undefined) return value;

  const { path, find, include } = expansion;
  const impossible = () =>
    invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
  if (typeof value !== 'object' || name === 'id') throw impossible();
  const object = value as Readonly<Record<string, unknown>>;
  // What is null has nothing to expand, and that is no mistake.
  if (object[name] === null) return object;
  const inner = object[name] ?? include(object, name);
  if (typeof inner === 'string') {
    const found = find(inner);
    if (!found) throw impossible();
    return { ...object, [name]: expandAt(found, rest, expansion) };
  }
  if (typeof inner !== 'object') throw impossible();
  if (rest.length === 0 && !('object' in inner)) throw impossible();
  return { ...object, [name]: expandAt(inner, rest, expansion) };
}
