/**
 * What a shopper would see, and why the rest is hidden: for the operator.
 *
 * @module
 */
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { InvalidInputError } from '../errors.ts';
import {
  eligibleMethods,
  explain,
  type Catalogue,
  type Eligibility,
  type EligibilityContext,
} from '../methods/index.ts';
import { catalogueFor, type Account } from './account.ts';
import type { MethodQuery, MethodReport } from './method-report-contract.ts';
import { shopSelection } from './methods.ts';

/** @throws {@link CheckoutError} `invalid_request` for a currency or country that there is not. */
export async function methodReport(
  { store, settings }: Context,
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
  const catalogue = catalogueFor(facts, settings);
  const { offered, hidden } = eligible(context, catalogue);
  return {
    account: { country: facts.country, readAt: facts.readAt },
    offered: offered.map(({ type, label, capture: held }) => ({ type, label, capture: held })),
    hidden: hidden.map(({ type, reasons }) => ({
      type,
      reasons: [...reasons],
      words: reasons.map((reason) => explain(type, reason, context, catalogue)),
    })),
  };
}

function eligible(context: EligibilityContext, catalogue: Catalogue): Eligibility {
  try {
    return eligibleMethods(context, catalogue);
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    const issues = [{ field: cause.field, problem: cause.message }];
    throw new CheckoutError('invalid_request', { cause, extra: { issues } });
  }
}
