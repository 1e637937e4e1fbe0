/**
 * Pages through a table, newest first, at the same cost wherever one is in it.
 *
 * @module
 */
import * as v from 'valibot';
import { CheckoutError } from '../checkout-error.ts';

/** A place in a list that is ordered by `created_at`, then `id`. */
export interface Place {
  created_at: number;
  id: string;
}

const placeSchema = v.tuple([
  v.pipe(v.number(), v.safeInteger()),
  v.pipe(v.string(), v.maxLength(100)),
]);

const writeCursor = ({ created_at, id }: Place): string =>
  Buffer.from(JSON.stringify([created_at, id])).toString('base64url');

/** @throws {@link CheckoutError} `invalid_request` when it is none of ours. */
export function readCursor(cursor: string): Place {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [created_at, id] = v.parse(placeSchema, JSON.parse(text));
    return { created_at, id };
  } catch (cause) {
    const issues = [{ field: 'cursor', problem: 'is not a cursor' }];
    throw new CheckoutError('invalid_request', { cause, extra: { issues } });
  }
}

/**
 * The first `limit` of rows that were read one further than shown, and the cursor of the rest.
 */
export function page<Row extends Place>(
  rows: readonly Row[],
  limit: number,
): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: last && rows.length > limit ? writeCursor(last) : null };
}
