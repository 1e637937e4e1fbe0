import { InvalidInputError } from '../errors.ts';

/** Reads the fields of one object, each as the type it must have or with an error that names it. */
export interface Fields {
  text(name: string): string;
  /** `null` for a field that is absent, null or empty. */
  optionalText(name: string): string | null;
  flag(name: string): boolean;
  /** A count that can't be negative: an amount in minor units, or a time in Unix seconds. */
  count(name: string): number;
  optionalCount(name: string): number | null;
  object(name: string): Fields;
  /** `null` for a field that is absent or null. */
  optionalObject(name: string): Fields | null;
  list(name: string): Fields[];
  /** Whether the field is there at all. */
  has(name: string): boolean;
  /** An expandable field of Stripe's: the id, and the object when it was expanded. */
  expandable(name: string): { id: string; object: Fields | null } | null;
  /** Refuses another text than this one. */
  equals(name: string, expected: string): void;
  /** Refuses an expandable field that names another object than this one; null is let through. */
  refersTo(name: string, id: string): void;
}

/**
 * @param name what to call the object in an error
 * @param prefix what goes before the names of its fields
 * @throws {@link InvalidInputError} `invalid_payment_intent` when `value` is not an object, and from
 * each reader when the field is not what it must be.
 */
export function fieldsOf(value: unknown, name: string, prefix = `${name}.`): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(name, value, 'an object');
  }
  const read = (field: string): unknown => (value as Record<string, unknown>)[field];
  const at = (field: string) => prefix + field;

  const fields: Fields = {
    text: (name) => fields.optionalText(name) ?? fail(name, 'a string that is not empty'),
    optionalText: (name) => {
      const found = read(name) ?? '';
      return typeof found === 'string' ? found || null : fail(name, 'a string');
    },
    flag: (name) => {
      const found = read(name);
      return typeof found === 'boolean' ? found : fail(name, 'true or false');
    },
    count: (name) => fields.optionalCount(name) ?? fail(name, 'a whole number from 0'),
    optionalCount: (name) => {
      const found = read(name) ?? null;
      return found === null || isCount(found) ? found : fail(name, 'a whole number from 0');
    },
    object: (name) => fieldsOf(read(name), at(name)),
    optionalObject: (name) => ((read(name) ?? null) === null ? null : fields.object(name)),
    list: (name) => {
      const found = read(name);
      if (!Array.isArray(found)) return fail(name, 'a list');
      // Unlike map(), from() visits the holes of a sparse array too.
      return Array.from(found, (item: unknown, index) => fieldsOf(item, `${at(name)}[${index}]`));
    },
    expandable: (name) => {
      if (typeof read(name) === 'string') return { id: fields.text(name), object: null };
      const object = fields.optionalObject(name);
      return object && { id: object.text('id'), object };
    },
    has: (name) => read(name) !== undefined,
    equals: (name, expected) => {
      if (fields.text(name) !== expected) fail(name, expected);
    },
    refersTo: (name, id) => {
      const found = fields.expandable(name);
      if (found !== null && found.id !== id) fail(name, id);
    },
  };
  const fail = (name: string, expected: string): never => {
    throw invalid(at(name), read(name), expected);
  };
  return fields;
}

export const invalid = (field: string, value: unknown, expected: string) =>
  new InvalidInputError('invalid_payment_intent', field, value, expected);

/** −0 is refused as well: it would print and compare unlike the 0 that it becomes in a store. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}
