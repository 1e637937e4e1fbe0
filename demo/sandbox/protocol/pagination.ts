import type { Collection } from '../state/collection.ts';
import { invalidRequest } from './errors.ts';

export interface List<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** What every list takes. */
export interface ListParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | CreatedRange | undefined;
}

interface CreatedRange {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}

const defaultLimit = 10;
const maxLimit = 100;

/** One page of a collection, newest first. `where` names indexed fields or any other condition. */
export function list<T extends { id: string; created?: number }>(
  collection: Collection<T>,
  url: string,
  { limit = defaultLimit, starting_after, ending_before, created }: ListParams,
  where: { field?: readonly [keyof T & string, unknown]; matches?: (object: T) => boolean } = {},
): List<T> {
  assertLimit(limit);
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalidRequest(
      'Received both ending_before and starting_after parameters. Please pass in only one.',
    );
  }
  const cursor = starting_after ?? ending_before;
  if (cursor !== undefined) {
    collection.require(cursor, starting_after === undefined ? 'ending_before' : 'starting_after');
  }
  const backwards = ending_before !== undefined;
  const found: T[] = [];
  for (const object of collection.scan({ ...where, from: cursor, oldestFirst: backwards })) {
    if (!isWithin(object.created, created) || where.matches?.(object) === false) continue;
    found.push(object);
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  return {
    object: 'list',
    data: backwards ? data.reverse() : data,
    has_more: found.length > limit,
    url,
  };
}

export function assertLimit(limit: number): void {
  if (limit < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  if (limit > maxLimit) {
    throw invalidRequest(`This value must be less than or equal to ${maxLimit}.`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
}

function isWithin(created: number | undefined, range: ListParams['created']): boolean {
  if (range === undefined || created === undefined) return true;
  if (typeof range === 'number') return created === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return created > gt && created >= gte && created < lt && created <= lte;
}
