/**
 * Objects in the place of their ids: `latest_charge.balance_transaction`, `data.customer`.
 *
 * What can be expanded comes from `expandable.json`, which `tools/stripe-expandables.ts` derives from the
 * types of the installed SDK. So a call whose `expand` is wrong is refused before it has changed anything.
 *
 * @see https://docs.stripe.com/api/expanding_objects
 */
import { invalidRequest } from './errors.ts';
import expandableJson from './expandable.json' with { type: 'json' };

/** In the place of a name: an object that the sandbox does not have, so that the field is always null. */
export const elsewhere = '*';

/** Where a field leads: to one of the objects named, or to a part, or a list, with fields of its own. */
export type Expansion = readonly string[] | { readonly [field: string]: Expansion };

export interface Expandables {
  /** `POST /v1/payment_intents/:id` → what it answers. */
  operations: Record<string, Expansion>;
  /** `PaymentIntent` → its fields that can be expanded, or that lead to such. */
  objects: Record<string, Readonly<Record<string, Expansion>>>;
}

/** Looks an object up by its id, whatever its kind. */
export type Find = (id: string) => object | undefined;

/** A part that an object has only when it is asked for, such as a charge's `refunds`. */
export type Include = (object: object, name: string) => object | undefined;

const { operations, objects } = expandableJson as Expandables;

const deepest = 4;

/**
 * @param operation method and route, e.g. `POST /v1/payment_intents/:id`
 * @throws {StripeError} for what can't be expanded in its answer
 */
export function assertExpandable(operation: string, paths: readonly string[]): void {
  for (const path of paths) {
    const names = path.split('.');
    // `data` of a list is no level of its own.
    if (names.filter((name) => name !== 'data').length > deepest) {
      throw invalidRequest(
        `You cannot expand more than ${deepest} levels of a property. Property: ${path}`,
        { param: 'expand' },
      );
    }
    if (!leadsSomewhere(operations[operation] ?? [], names)) {
      throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    }
  }
}

function leadsSomewhere(expansion: Expansion, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return isNames(expansion) || 'data' in expansion;
  if (isNames(expansion) && expansion.includes(elsewhere)) return true;
  const candidates = isNames(expansion) ? expansion.map((each) => objects[each]) : [expansion];
  return candidates.some((fields) => {
    const next = fields?.[name];
    return next !== undefined && leadsSomewhere(next, rest);
  });
}

const isNames = (expansion: Expansion): expansion is readonly string[] => Array.isArray(expansion);

/** @returns a copy as far as anything changes; objects in the state are never touched */
export function expand(
  answer: object,
  paths: readonly string[],
  find: Find,
  include: Include,
): object {
  const expandAt = (value: unknown, names: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item) => expandAt(item, names));
    const [name, ...rest] = names;
    if (name === undefined || typeof value !== 'object' || value === null) return value;
    const object = value as Readonly<Record<string, unknown>>;
    const inner = object[name] ?? include(object, name);
    const whole = typeof inner === 'string' ? (find(inner) ?? inner) : inner;
    return whole === undefined ? object : { ...object, [name]: expandAt(whole, rest) };
  };
  return paths.reduce<object>((seen, path) => expandAt(seen, path.split('.')) as object, answer);
}
