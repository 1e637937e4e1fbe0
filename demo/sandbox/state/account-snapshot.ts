/** One account's state as JSON, and back. */
import type { AccountState } from './account-state.ts';
import { createAccountState } from './account-state.ts';
import type { Collection } from './collection.ts';

/** Collections and sets have become arrays, oldest first; maps have become records. */
export type AccountSnapshot = {
  [Field in keyof AccountState]: AccountState[Field] extends Collection<infer T>
    ? T[]
    : AccountState[Field] extends ReadonlySet<infer Item>
      ? Item[]
      : AccountState[Field] extends ReadonlyMap<string, infer Value>
        ? Record<string, Value>
        : never;
};

export function exportAccountState(state: AccountState): AccountSnapshot {
  const fields = Object.entries(state).map(([field, held]: [string, Held]) => [
    field,
    held instanceof Map ? Object.fromEntries(held) : [...(held as Iterable<unknown>)],
  ]);
  return Object.fromEntries(fields) as AccountSnapshot;
}

/**
 * @param fields what is missing is empty
 * @throws {TypeError} naming the field that is not as it was exported
 */
export function importAccountState(fields: Readonly<Record<string, unknown>>): AccountState {
  const state = createAccountState();
  for (const [field, saved] of Object.entries(fields)) {
    if (!Object.hasOwn(state, field)) throw new TypeError(`${field}: unknown`);
    const held: Held = state[field as keyof AccountState];
    if (held instanceof Map) {
      if (!isRecord(saved)) throw new TypeError(`${field}: must be an object`);
      for (const [key, value] of Object.entries(saved)) held.set(key, value);
    } else if (!Array.isArray(saved)) throw new TypeError(`${field}: must be an array`);
    else if (held instanceof Set) for (const item of saved) held.add(item);
    else for (const object of saved) held.insert(identified(object, field));
  }
  return state;
}

type Held = Map<string, unknown> | Set<unknown> | Collection<{ id: string }>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function identified(object: unknown, field: string): { id: string } {
  if (!isRecord(object) || typeof object.id !== 'string') {
    throw new TypeError(`${field}: each must be an object with an id`);
  }
  return object as { id: string };
}
