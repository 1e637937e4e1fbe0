/**
 * What a request for a page of a list may say. Apart from what reads the page, so that the contract can
 * be read where there is no Node.
 *
 * @module
 */
import * as v from 'valibot';

/** Such as `?cursor=…&limit=50`. */
export const pageQuery = {
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/, 'is not a cursor'))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, 'must be a number'),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(100),
    ),
    '50',
  ),
};
