/** The rules that hide a payment method. */
import type { Market, PaymentMethod } from './catalogue.ts';
import type { Purchase } from './context.ts';
import type { Country } from './countries.ts';

/** How far a method's markets reach into a context. */
export interface Reach {
  readonly account: boolean;
  /** In the shopper's country; while that is unknown, in every country. */
  readonly shopper: boolean;
  readonly currency: boolean;
  /** The currency is one in which shoppers of that country pay. */
  readonly together: boolean;
  /** In minor units, ends included. */
  readonly min: number;
  readonly max: number;
}

type Rule = (method: PaymentMethod, purchase: Purchase, reach: Reach) => boolean;

/** What hides a method. The order is that in which reasons are given. */
const hiddenWhen = {
  disabled_by_shop: ({ type }, { selections }) => selections.get(type)?.enabled === false,

  not_offerable: ({ unavailable }) => unavailable !== undefined,

  capability_inactive: ({ capabilities }, { active }) =>
    active !== undefined &&
    capabilities.length > 0 &&
    !capabilities.some((name) => active.has(name)),

  currency_unsupported: (_, __, { currency }) => !currency,

  account_country_unsupported: (_, __, { account }) => !account,

  customer_country_unsupported: (_, { customerCountry }, { shopper }) =>
    customerCountry !== undefined && !shopper,

  customer_country_unknown: (_, { customerCountry }, { shopper }) =>
    customerCountry === undefined && !shopper,

  currency_not_local: (_, __, { currency, shopper, together }) => currency && shopper && !together,

  cross_border_unsupported: ({ crossBorder: zone }, { accountCountry, customerCountry }) =>
    zone !== undefined &&
    customerCountry !== undefined &&
    customerCountry !== accountCountry &&
    !(zone.has(accountCountry) && zone.has(customerCountry)),

  amount_too_small: (_, { amount }, { min }) => amount < min,

  amount_too_large: (_, { amount }, { max }) => amount > max,

  capture_unsupported: ({ hold }, { capture }) => capture === 'manual' && hold === undefined,

  saving_unsupported: ({ savable }, { saving }) => saving && !savable,

  requires_missing: ({ buyers }, { customerType }) =>
    buyers !== undefined && buyers !== customerType,
} satisfies Record<string, Rule>;

/** Why a method is hidden. */
export type Reason = keyof typeof hiddenWhen;

const rules = (Object.keys(hiddenWhen) as Reason[]).map((reason) => ({
  reason,
  applies: hiddenWhen[reason],
}));

/** Every reason there is, in the order in which reasons are given. */
export const reasonCodes: readonly Reason[] = rules.map(({ reason }) => reason);

/** All that speaks against a method. */
export function reasonsAgainst(method: PaymentMethod, purchase: Purchase): Reason[] {
  const reach = reachOf(method, purchase);
  const reasons: Reason[] = [];
  for (const { reason, applies } of rules) {
    if (applies(method, purchase, reach)) reasons.push(reason);
  }
  return reasons;
}

/** The markets for accounts of a country; all of them when there is none. */
export function marketsFor({ markets }: PaymentMethod, account: Country): readonly Market[] {
  if (markets.length === 1) return markets;
  const own = markets.filter(({ accounts }) => accounts?.has(account) ?? true);
  return own.length > 0 ? own : markets;
}

/** How far a method reaches into a purchase, and its limits there. */
export function reachOf(method: PaymentMethod, purchase: Purchase): Reach {
  const { accountCountry, customerCountry, currency, limits, smallest, selections } = purchase;
  // Nothing is charged for nothing, even where Stripe publishes no minimum.
  const least = method.belowMinimum ? smallest : (limits.minimum ?? smallest);
  const most = method.type === 'card' ? limits.cardMaximum : limits.maximum;
  const markets = marketsFor(method, accountCountry);
  let shopper = false;
  let inCurrency = false;
  let together = false;
  let lowest = Infinity;
  let highest = 0;

  for (const { shoppers, currencies, min, max } of markets) {
    const serves =
      shoppers === undefined || (customerCountry !== undefined && shoppers.has(customerCountry));
    shopper ||= serves;
    if (currencies !== undefined && !currencies.has(currency)) continue;
    inCurrency = true;
    together ||= serves;
    if (serves || customerCountry === undefined) {
      lowest = Math.min(lowest, min);
      highest = Math.max(highest, max);
    }
  }
  const own = selections.get(method.type)?.limits?.[currency];
  return {
    account: markets[0]?.accounts?.has(accountCountry) ?? true,
    shopper,
    currency: inCurrency,
    together,
    min: Math.max(least, lowest === Infinity ? 0 : lowest, own?.min ?? 0),
    max: Math.min(most, highest === 0 ? Infinity : highest, own?.max ?? Infinity),
  };
}
