/** Which payment methods an intent can be paid by: Stripe's own filter, over Tender's catalogue. */
import { isCurrency } from '../../../server/money/index.ts';
import { readContext } from '../../../server/methods/context.ts';
import {
  isCountry,
  paymentMethods,
  revive,
  type Catalogue,
} from '../../../server/methods/index.ts';
import { reasonsAgainst, type Reason } from '../../../server/methods/rules.ts';
import type { Account } from '../accounts.ts';
import { invalidRequest } from '../protocol/errors.ts';
import { capabilitiesOf } from './capabilities.ts';

export interface Selection {
  allowed: readonly string[] | null;
  excluded: readonly string[] | null;
  /** No method that sends the shopper to another page. */
  withoutRedirects: boolean;
  /** On in the payment method configuration; undefined: all. */
  configured?: ReadonlySet<string> | undefined;
}

export interface Purchase {
  amount: number;
  currency: string;
  manualCapture: boolean;
  saving: boolean;
  /** Where the goods go, if it is known: Stripe goes by it for methods that are local. */
  country?: string | null | undefined;
}

/** What Stripe doesn't look at: the shop's own choice, and what the page finds out about the shopper. */
const ignored: ReadonlySet<Reason> = new Set([
  'disabled_by_shop',
  'customer_country_unknown',
  'requires_missing',
]);

/**
 * Silently drops what does not fit.
 * @throws {StripeError} when nothing is left
 */
export function compatibleTypes(
  account: Account,
  { allowed, excluded, withoutRedirects, configured }: Selection,
  purchase: Purchase,
): string[] {
  const candidates =
    allowed ?? [...paymentMethods.keys()].filter((type) => configured?.has(type) ?? true);
  const fits = fitting(account, purchase);
  const types = candidates.filter(
    (type) => !excluded?.includes(type) && !(withoutRedirects && isRedirect(type)) && fits(type),
  );
  if (types.length > 0) return types;
  throw invalidRequest(
    'No valid payment method types for this Payment Intent. Please ensure that you have activated ' +
      'payment methods compatible with your chosen currency in your dashboard ' +
      '(https://dashboard.stripe.com/settings/payment_methods) or specify allowed_payment_method_types.',
    { param: allowed ? 'allowed_payment_method_types' : 'currency' },
  );
}

export const isRedirect = (type: string): boolean =>
  paymentMethods.get(type)?.confirmation === 'redirect';

const discontinued = [...paymentMethods.values()].filter(
  ({ unavailable }) => unavailable === 'discontinued',
);

/** Discontinued methods are back for an account whose capability for them was switched on by hand. */
function catalogueOf({ state }: Account): Catalogue {
  const back = discontinued.filter(({ capabilities }) =>
    capabilities.some((name) => state.capabilities.get(name) === 'active'),
  );
  return back.length === 0 ? paymentMethods : revive(...back.map(({ type }) => type));
}

function fitting(account: Account, purchase: Purchase): (type: string) => boolean {
  const { amount, currency, manualCapture, saving, country } = purchase;
  if (!isCurrency(currency)) throw new TypeError(`${currency} is no currency`);
  const catalogue = catalogueOf(account);
  const context = readContext(
    {
      accountCountry: account.country,
      capabilities: capabilitiesOf(account),
      currency,
      amount,
      capture: manualCapture ? 'manual' : 'automatic',
      saving,
      ...(isCountry(country) && { customerCountry: country }),
    },
    catalogue,
  );
  return (type) => {
    const method = catalogue.get(type);
    if (!method) return false;
    return reasonsAgainst(method, context).every((reason) => ignored.has(reason));
  };
}
