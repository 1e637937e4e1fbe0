/**
 * What an order can be paid with: the methods and wallets, each with the configuration from which both
 * Stripe's form and the PaymentIntent are made.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import type { ElementsConfig } from '../contract.ts';
import {
  eligibleExpress,
  eligibleMethods,
  type CaptureMode,
  type Catalogue,
  type Country,
  type EligibilityContext,
  type ExpressMethod,
  type OfferedMethod,
  type ShopSelection,
} from '../methods/index.ts';
import type { AccountFacts } from '../settings/account.ts';
import type { Order } from './order.ts';

export interface OfferedPayment {
  elements: ElementsConfig;
  fingerprint: string;
}

export interface Offer {
  methods: readonly (OfferedMethod & OfferedPayment)[];
  express: (OfferedPayment & { wallets: readonly ExpressMethod[] }) | null;
}

export interface OfferContext {
  account: AccountFacts;
  catalogue: Catalogue;
  shop: ShopSelection;
  /** The checkout's own mode, for orders that name none. */
  capture: CaptureMode;
  country: Country | null;
  /** Keys the fingerprints. */
  secret: string;
  /** Whether wallets can ask what delivery costs. */
  canQuote: boolean;
}

/** The methods for an order, in the order of display. */
export function offerFor(order: Order, context: OfferContext): Offer {
  const eligibility = eligibilityOf(order, context);
  const payment = (
    captureMethod: 'automatic' | 'manual',
    types: string[],
    version?: Order['version'],
  ): OfferedPayment => {
    const elements: ElementsConfig = {
      mode: 'payment',
      amount: order.amount,
      currency: order.currency,
      captureMethod,
      allowedPaymentMethodTypes: types,
    };
    return { elements, fingerprint: fingerprintOf(order, elements, version, context.secret) };
  };

  const methods = eligibleMethods(eligibility, context.catalogue).offered.map((method) => ({
    ...method,
    ...payment(method.capture, [method.type], order.version),
  }));
  // One Elements group has one capture method: buttons that can be held leave the others out.
  const all = order.shippable && !context.canQuote ? [] : eligibleExpress(eligibility).offered;
  const capture = all.some((wallet) => wallet.capture === 'manual') ? 'manual' : 'automatic';
  const wallets = all.filter((wallet) => wallet.capture === capture);
  const types = [...new Set(wallets.map(({ method }) => method))];
  // A wallet's payment is for the total on its sheet; accepting its delivery may change the version.
  return {
    methods,
    express: wallets.length > 0 ? { wallets, ...payment(capture, types) } : null,
  };
}

/** What the pure core is asked about an order. */
function eligibilityOf(
  order: Order,
  { account, shop, capture, country }: OfferContext,
): EligibilityContext {
  return {
    accountCountry: account.country,
    capabilities: account.capabilities,
    shop,
    ...(country === null ? {} : { customerCountry: country }),
    currency: order.currency,
    amount: order.amount,
    capture: order.capture ?? capture,
  };
}

/**
 * Names a configuration of an order: the page sends it back with the intent, and an order that has
 * changed meanwhile is noticed. Keyed, so that it can't be computed without the server.
 */
function fingerprintOf(
  { id }: Order,
  elements: ElementsConfig,
  version: Order['version'],
  secret: string,
): string {
  return createHmac('sha256', `fingerprint ${secret}`)
    .update(JSON.stringify([id, version ?? null, elements]))
    .digest('base64url')
    .slice(0, 24);
}
