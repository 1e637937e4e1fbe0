/** Which payment methods a shopper sees, and why the others stay hidden. */
import { chargeLimits, type ChargeLimits } from '../money/index.ts';
import {
  assertCatalogue,
  paymentMethods,
  type Catalogue,
  type PaymentMethod,
} from './catalogue.ts';
import type { Confirmation, Family, Settlement } from './catalogue/entry.ts';
import { assertContext, type EligibilityContext } from './context.ts';

export interface Eligibility {
  /** In display order: the operator's, else the shopper's local methods, cards, the rest. */
  readonly offered: readonly OfferedMethod[];
  readonly hidden: readonly HiddenMethod[];
}

/** What a page needs to show a method. */
export interface OfferedMethod {
  readonly type: string;
  readonly label: string;
  readonly family: Family;
  /** What will really happen: the money is held, or taken at once. */
  readonly capture: 'automatic' | 'manual';
  readonly confirmation: Confirmation;
  readonly settlement: Settlement;
  /** Stripe.js cannot mount it before there is a PaymentIntent. */
  readonly intentFirst: boolean;
}

export interface HiddenMethod {
  readonly type: string;
  /** All that speak against it, in the order of {@link reasonCodes}. At least one. */
  readonly reasons: readonly Reason[];
}

/** How far a method's markets reach into a context. */
interface Reach {
  account: boolean;
  /** In the shopper's country; while that is unknown, in every country. */
  shopper: boolean;
  currency: boolean;
  /** The currency for accounts of this country. */
  currencyOfAccount: boolean;
  /** The currency for shoppers of this country. */
  currencyOfShopper: boolean;
  min: number;
  max: number;
}

type Rule = (method: PaymentMethod, context: EligibilityContext, reach: Reach) => boolean;

/** What hides a method. The order is that in which reasons are given. */
const hiddenWhen = {
  disabled_by_shop: ({ type }, { shop }) => shop?.methods?.[type]?.enabled === false,

  not_offerable: ({ unavailable }) => unavailable !== undefined,

  capability_inactive: ({ capabilities }, context) =>
    context.capabilities !== undefined &&
    capabilities.length > 0 &&
    !capabilities.some((name) => context.capabilities?.[name] === 'active'),

  currency_unsupported: (_, __, reach) =>
    reach.account ? !reach.currencyOfAccount : !reach.currency,

  account_country_unsupported: (_, __, reach) => !reach.account,

  customer_country_unsupported: (_, { customerCountry }, reach) =>
    customerCountry !== undefined && !reach.shopper,

  customer_country_unknown: (_, { customerCountry }, reach) =>
    customerCountry === undefined && !reach.shopper,

  currency_not_local: (_, __, reach) => reach.currency && reach.shopper && !reach.currencyOfShopper,

  cross_border_unsupported: ({ crossBorder: zone }, { accountCountry, customerCountry }) =>
    zone !== undefined &&
    customerCountry !== undefined &&
    customerCountry !== accountCountry &&
    !(zone.has(accountCountry) && zone.has(customerCountry)),

  amount_too_small: (_, { amount }, reach) => amount < reach.min,

  amount_too_large: (_, { amount }, reach) => amount > reach.max,

  capture_unsupported: ({ hold }, { capture }) => capture === 'manual' && hold === undefined,

  saving_unsupported: ({ savable }, { saving = false }) => saving && !savable,

  requires_missing: ({ buyers }, { customerType = 'consumer' }) =>
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

/**
 * Sorts every method of the catalogue into offered and hidden. Pure; the same context always gives the
 * same answer.
 *
 * @throws {InvalidInputError} naming the field of the context that is wrong
 */
export function eligibleMethods(
  context: EligibilityContext,
  catalogue: Catalogue = paymentMethods,
): Eligibility {
  assertCatalogue(catalogue);
  assertContext(context, catalogue);
  const limits = chargeLimits(context.currency);
  const local: OfferedMethod[] = [];
  const cards: OfferedMethod[] = [];
  const rest: OfferedMethod[] = [];
  const hidden: HiddenMethod[] = [];

  for (const method of catalogue.values()) {
    const reasons = reasonsAgainst(method, context, limits);
    if (reasons.length > 0) {
      hidden.push({ type: method.type, reasons });
      continue;
    }
    const { customerCountry } = context;
    const standing =
      customerCountry && method.local.has(customerCountry)
        ? local
        : method.family === 'card'
          ? cards
          : rest;
    standing.push(offer(method, context));
  }
  return { offered: inOrder([...local, ...cards, ...rest], context.shop?.order), hidden };
}

/** All that speaks against a method in a valid context. */
export function reasonsAgainst(
  method: PaymentMethod,
  context: EligibilityContext,
  limits: ChargeLimits,
): Reason[] {
  const reach = reachOf(method, context, limits);
  const reasons: Reason[] = [];
  for (const { reason, applies } of rules) {
    if (applies(method, context, reach)) reasons.push(reason);
  }
  return reasons;
}

function reachOf(
  method: PaymentMethod,
  { accountCountry, customerCountry, currency, shop }: EligibilityContext,
  limits: ChargeLimits,
): Reach {
  const reach: Reach = {
    account: false,
    shopper: false,
    currency: false,
    currencyOfAccount: false,
    currencyOfShopper: false,
    min: Infinity,
    max: 0,
  };
  // Nothing is charged for nothing, even where Stripe publishes no minimum.
  const least = method.belowMinimum ? 1 : (limits.minimum ?? 1);
  const most = method.type === 'card' ? limits.cardMaximum : limits.maximum;

  for (const { accounts, shoppers, currencies, min = 0, max = Infinity } of method.markets) {
    const account = accounts?.has(accountCountry) ?? true;
    const shopper =
      shoppers === undefined || (customerCountry !== undefined && shoppers.has(customerCountry));
    reach.account ||= account;
    reach.shopper ||= shopper;
    if (!(currencies?.has(currency) ?? true)) continue;
    reach.currency = true;
    reach.currencyOfAccount ||= account;
    reach.currencyOfShopper ||= shopper;
    if (account && (shopper || customerCountry === undefined)) {
      reach.min = Math.min(reach.min, Math.max(least, min));
      reach.max = Math.max(reach.max, Math.min(most, max));
    }
  }
  if (reach.max === 0) {
    reach.min = least;
    reach.max = most;
  }
  const own = shop?.methods?.[method.type]?.limits?.[currency];
  reach.min = Math.max(reach.min, own?.min ?? 0);
  reach.max = Math.min(reach.max, own?.max ?? Infinity);
  return reach;
}

function offer(method: PaymentMethod, { capture }: EligibilityContext): OfferedMethod {
  const { type, label, family, confirmation, settlement, intentFirst } = method;
  const held = capture !== 'automatic' && method.hold !== undefined;
  return {
    type,
    label,
    family,
    capture: held ? 'manual' : 'automatic',
    confirmation,
    settlement,
    intentFirst,
  };
}

/** Those that the operator put in order come first, the others keep theirs. */
export function inOrder<Shown extends { readonly type: string }>(
  shown: Shown[],
  order: readonly string[] = [],
): Shown[] {
  if (order.length === 0) return shown;
  const place = new Map(order.map((type, index) => [type, index]));
  const placeOf = ({ type }: Shown): number => place.get(type) ?? order.length;
  return shown.sort((a, b) => placeOf(a) - placeOf(b));
}
