/**
 * What a shopper would see, and why the rest is hidden: for the operator.
 *
 * @module
 */
import * as v from 'valibot';
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { InvalidInputError } from '../errors.ts';
import {
  captureModes,
  eligibleMethods,
  type Eligibility,
  type EligibilityContext,
} from '../methods/index.ts';
import type { Account } from './account.ts';
import { shopSelection } from './methods.ts';

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
  hidden: v.array(v.object({ type: v.string(), reasons: v.array(v.string()) })),
});

export type MethodQuery = v.InferOutput<typeof methodQuerySchema>;
export type MethodReport = v.InferOutput<typeof methodReportSchema>;

/** @throws {@link CheckoutError} `invalid_request` for a currency or country that there is not. */
export async function methodReport(
  { store }: Context,
  account: Account,
  { currency, amount, country, capture }: MethodQuery,
): Promise<MethodReport> {
  const facts = await account.facts();
  const context: EligibilityContext = {
    accountCountry: facts.country,
    capabilities: facts.capabilities,
    shop: await shopSelection(store, facts),
    currency: currency as EligibilityContext['currency'],
    amount,
    capture,
    ...(country === undefined
      ? {}
      : { customerCountry: country as EligibilityContext['accountCountry'] }),
  };
  const { offered, hidden } = eligible(context);
  return {
    account: { country: facts.country, readAt: facts.readAt },
    offered: offered.map(({ type, label, capture: held }) => ({ type, label, capture: held })),
    hidden: hidden.map(({ type, reasons }) => ({ type, reasons: [...reasons] })),
  };
}

function eligible(context: EligibilityContext): Eligibility {
  try {
    return eligibleMethods(context);
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    const issues = [{ field: cause.field, problem: cause.message }];
    throw new CheckoutError('invalid_request', { cause, extra: { issues } });
  }
}
