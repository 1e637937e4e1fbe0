import { resourceMissing } from '../protocol/errors.ts';

/**
 * All objects of one kind in one account, in the order of their creation.
 *
 * The objects are never changed but replaced, so that an event, a list that is being read and an
 * export can share them without copying. Every access costs the same however many there are.
 */
export interface Collection<T extends { id: string }> {
  /** What Stripe calls such an object in errors: `payment_intent`, `PaymentMethod`. */
  readonly name: string;
  readonly size: number;
  get(id: string): T | undefined;
  /**
   * The object of that id.
   * @param param the parameter that named it; without it the object was named by the URL
   * @throws {StripeError} resource_missing
   */
  require(id: string, param?: string): T;
  insert(object: T): T;
  /** Replaces the object by one with these changes, and returns that. */
  update(id: string, changes: Partial<T>): T;
  remove(id: string): void;
  /** Newest first unless told otherwise. */
  scan(options?: Scan<T>): Generator<T>;
  /** From the oldest to the newest. */
  [Symbol.iterator](): Iterator<T>;
}

export interface Scan<T> {
  /** Only those whose field has this value. */
  field?: readonly [name: keyof T & string, value: unknown];
  /** Begins behind the object of this id. */
  from?: string | undefined;
  oldestFirst?: boolean;
}

/**
 * @param indexed the fields that `scan` can look up without reading every object
 */
export function createCollection<T extends { id: string }>(
  name: string,
  indexed: readonly (keyof T & string)[] = [],
): Collection<T> {
  const objects = new Map<string, { object: T; position: number }>();
  /** Position → id; what was removed leaves a hole. */
  const order: (string | undefined)[] = [];
  const indexes = new Map(indexed.map((field) => [field, new Map<unknown, number[]>()]));

  const index = (object: T, position: number): void => {
    for (const [field, positions] of indexes) {
      const value = object[field];
      // Nobody looks for what belongs to nothing.
      if (value === null || value === undefined) continue;
      const list = positions.get(value);
      if (!list) positions.set(value, [position]);
      else if (position > (list.at(-1) ?? -1)) list.push(position);
      else list.splice(insertionPoint(list, position), 0, position);
    }
  };

  const unindex = (object: T, position: number): void => {
    for (const [field, positions] of indexes) {
      const list = positions.get(object[field]);
      if (!list) continue;
      list.splice(insertionPoint(list, position), 1);
      if (list.length === 0) positions.delete(object[field]);
    }
  };

  const at = (position: number): T | undefined => {
    const id = order[position];
    return id === undefined ? undefined : objects.get(id)?.object;
  };

  const collection: Collection<T> = {
    name,
    get size() {
      return objects.size;
    },
    get: (id) => objects.get(id)?.object,
    require(id, param) {
      const found = objects.get(id);
      if (!found) throw resourceMissing(name, id, param);
      return found.object;
    },
    insert(object) {
      const position = order.push(object.id) - 1;
      objects.set(object.id, { object, position });
      index(object, position);
      return object;
    },
    update(id, changes) {
      const found = objects.get(id);
      if (!found) throw resourceMissing(name, id);
      const changed = { ...found.object, ...changes };
      const moved = indexed.some((field) => changed[field] !== found.object[field]);
      if (moved) unindex(found.object, found.position);
      found.object = changed;
      if (moved) index(changed, found.position);
      return changed;
    },
    remove(id) {
      const found = objects.get(id);
      if (!found) return;
      unindex(found.object, found.position);
      order[found.position] = undefined;
      objects.delete(id);
    },
    *scan({ field, from, oldestFirst = false } = {}) {
      const positions = field && indexes.get(field[0]);
      // Without an index every position is a candidate.
      const candidates = positions ? (positions.get(field[1]) ?? []) : undefined;
      const count = candidates?.length ?? order.length;
      const start = from === undefined ? undefined : objects.get(from)?.position;
      const step = oldestFirst ? 1 : -1;
      let next = oldestFirst ? 0 : count - 1;
      if (start !== undefined) {
        const placeOf = (position: number): number =>
          candidates ? insertionPoint(candidates, position) : position;
        next = oldestFirst ? placeOf(start + 1) : placeOf(start) - 1;
      }
      for (; next >= 0 && next < count; next += step) {
        const object = at(candidates ? (candidates[next] ?? -1) : next);
        if (object && (field === undefined || object[field[0]] === field[1])) yield object;
      }
    },
    *[Symbol.iterator]() {
      for (const { object } of objects.values()) yield object;
    },
  };
  return collection;
}

/** Where `position` is, or belongs, in a rising list. */
function insertionPoint(list: readonly number[], position: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
