/** Reasons in words, for the operator who asks why a method does not show. */
import { InvalidInputError } from '../errors.ts';
import { formatAmount } from '../money/index.ts';
import {
  assertCatalogue,
  findMethod,
  paymentMethods,
  type Catalogue,
  type Market,
  type PaymentMethod,
} from './catalogue.ts';
import { express } from './catalogue/express.ts';
import type { Unavailable } from './catalogue/entry.ts';
import { readContext, type EligibilityContext, type Purchase } from './context.ts';
import { marketsFor, reachOf, reasonCodes, type Reason } from './rules.ts';

type InWords = (method: PaymentMethod, purchase: Purchase) => string;

const IN_WORDS: Record<Reason, InWords> = {
  disabled_by_shop: () => 'switched off by the shop',

  not_offerable: (method) => unavailability(method) ?? UNAVAILABLE.internal,

  capability_inactive: ({ capabilities }) =>
    `the account's capability ${capabilities.join(' or ')} is not active`,

  currency_unsupported: (method, { accountCountry, currency }) => {
    const markets = marketsFor(method, accountCountry);
    const some = markets.length < method.markets.length;
    const from = some ? ` from accounts in ${accountCountry}` : '';
    return `takes ${list(markets, 'currencies')}${from}, not ${currency.toUpperCase()}`;
  },

  account_country_unsupported: ({ markets }, { accountCountry }) =>
    `for accounts in ${list(markets, 'accounts')}, not ${accountCountry}`,

  customer_country_unsupported: ({ markets }, { customerCountry = '' }) =>
    `for shoppers in ${list(markets, 'shoppers')}, not ${customerCountry}`,

  customer_country_unknown: ({ markets }) =>
    `for shoppers in ${list(markets, 'shoppers')}; this shopper's country is not known`,

  currency_not_local: ({ markets }, { customerCountry, currency }) => {
    const own = markets.filter(({ shoppers }) => customerCountry && shoppers?.has(customerCountry));
    return `shoppers in ${customerCountry ?? ''} pay in ${list(own, 'currencies')}, not ${currency.toUpperCase()}`;
  },

  cross_border_unsupported: ({ crossBorder: zone }, { accountCountry, customerCountry = '' }) =>
    zone?.has(accountCountry)
      ? `an account in ${accountCountry} cannot sell to ${customerCountry} with it`
      : `account and shopper must be in one country, not in ${accountCountry} and ${customerCountry}`,

  amount_too_small: (method, purchase) =>
    `from ${formatAmount(reachOf(method, purchase).min, purchase.currency, 'en')}`,

  amount_too_large: (method, purchase) =>
    `up to ${formatAmount(reachOf(method, purchase).max, purchase.currency, 'en')}`,

  capture_unsupported: () => 'cannot be held and captured later',

  saving_unsupported: () => 'cannot be stored for later payments',

  requires_missing: ({ buyers }) =>
    buyers === 'business' ? 'for businesses only' : 'for consumers only',
};

const UNAVAILABLE: Record<Unavailable, string> = {
  preview: 'in preview at Stripe',
  private_preview: 'in private preview at Stripe',
  limited: 'by arrangement with Stripe only',
  discontinued: 'discontinued',
  terminal: 'on card readers only',
  internal: 'not meant for a checkout',
  custom: 'processed outside Stripe',
};

/** Why no shop can offer a method, as an English phrase; nothing where shops can. */
export const unavailability = ({
  unavailable,
  discontinuedOn,
}: PaymentMethod): string | undefined =>
  unavailable && (discontinuedOn ? `discontinued on ${discontinuedOn}` : UNAVAILABLE[unavailable]);

/**
 * One reason of a hidden method, as an English phrase: `for shoppers in NL, not BE`.
 *
 * @param type a payment method or express button that `context` hides for this reason
 * @throws {InvalidInputError} naming what is wrong
 */
export function explain(
  type: string,
  reason: Reason,
  context: EligibilityContext,
  catalogue: Catalogue = paymentMethods,
): string {
  assertCatalogue(catalogue);
  const purchase = readContext(context, catalogue);
  if (!reasonCodes.includes(reason)) {
    throw new InvalidInputError('invalid_reason', 'reason', reason, 'a reason for hiding a method');
  }
  const button = express.get(type);
  if (reason === 'customer_country_unsupported' && button?.exceptShoppers) {
    return `not for shoppers in ${purchase.customerCountry ?? ''}`;
  }
  return IN_WORDS[reason](findMethod(button?.method ?? type, catalogue), purchase);
}

/** More than this many codes say less than their number. */
const FEW = 12;

function list(markets: readonly Market[], what: 'accounts' | 'shoppers' | 'currencies'): string {
  const codes = new Set<string>(markets.flatMap((market) => [...(market[what] ?? [])]));
  if (codes.size > FEW) return `${codes.size} ${what === 'currencies' ? what : 'countries'}`;
  return [...codes].join(', ').toUpperCase();
}
