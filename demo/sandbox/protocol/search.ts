/** Stripe's search, as far as it is cheap here: exact matches of metadata and of a few fields. */
import type { Collection } from '../state/collection.ts';
import { invalidRequest } from './errors.ts';
import { assertLimit } from './pagination.ts';

interface SearchResult<T> {
  object: 'search_result';
  data: T[];
  has_more: boolean;
  next_page: string | null;
  url: string;
}

interface Searchable {
  id: string;
  metadata?: Readonly<Record<string, string>> | null;
}

const clause =
  /^\s*(-?)(?:metadata\[["']([^"']+)["']\]|(\w+))\s*(:|=)\s*(?:"([^"]*)"|'([^']*)'|(\S+))\s*$/;

/**
 * @param params `query` such as `metadata['order']:'o1' AND status:'succeeded'`
 * @throws {StripeError} for anything else of Stripe's query language
 */
export function searchByMetadata<T extends Searchable>(
  collection: Collection<T>,
  url: string,
  params: { query: string; limit?: number; page?: string },
): SearchResult<T> {
  const { query, limit = 10, page } = params;
  assertLimit(limit);
  const conditions = query.split(/\s+AND\s+/i).map(readClause);
  const found: T[] = [];
  if (page !== undefined) collection.require(page, 'page');
  for (const object of collection.scan({ from: page })) {
    if (conditions.every((matches) => matches(object))) found.push(object);
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  const more = found.length > limit;
  return {
    object: 'search_result',
    data,
    has_more: more,
    next_page: more ? (data.at(-1)?.id ?? null) : null,
    url,
  };
}

function readClause(text: string): (object: Searchable) => boolean {
  const [, negated, key, field, , double, single, bare] = clause.exec(text) ?? [];
  const value = double ?? single ?? bare;
  if (value === undefined) {
    throw invalidRequest(
      `The sandbox searches by exact matches joined with AND only, and can't read: ${text}`,
      { param: 'query' },
    );
  }
  return (object) => {
    const fields = object as unknown as Readonly<Record<string, unknown>>;
    const actual = key === undefined ? fields[field ?? ''] : object.metadata?.[key];
    return (String(actual) === value) !== (negated === '-');
  };
}
