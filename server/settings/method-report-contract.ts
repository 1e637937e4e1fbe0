/**
 * The HTTP contract of the report on what a shopper would see.
 *
 * @module
 */
import * as v from 'valibot';
import { captureModes } from '../methods/index.ts';

/** `GET /admin/methods?currency=eur&amount=4200&country=BE&capture=manual` */
export const methodQuerySchema = v.strictObject({
  currency: v.pipe(v.string(), v.regex(/^[a-z]{3}$/, 'must be three lower-case letters')),
  /** Minor units. */
  amount: v.pipe(
    v.string(),
    v.regex(/^\d{1,12}$/, 'must be a number of minor units'),
    v.transform(Number),
  ),
  /** The shopper's; left out, nobody knows it. */
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two capital letters'))),
  capture: v.optional(v.picklist(captureModes), 'automatic'),
});

export const methodReportSchema = v.object({
  account: v.object({
    country: v.string(),
    /** When Stripe was last asked, milliseconds since 1970. */
    readAt: v.number(),
  }),
  /** In the order of display. */
  offered: v.array(
    v.object({
      type: v.string(),
      label: v.string(),
      capture: v.picklist(['automatic', 'manual']),
    }),
  ),
  hidden: v.array(
    v.object({
      type: v.string(),
      reasons: v.array(v.string()),
      /** Each reason in English, such as `for shoppers in NL, not BE`. */
      words: v.array(v.string()),
    }),
  ),
});

export type MethodQuery = v.InferOutput<typeof methodQuerySchema>;
export type MethodReport = v.InferOutput<typeof methodReportSchema>;
