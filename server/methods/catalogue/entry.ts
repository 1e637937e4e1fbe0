/** How the tables of this folder are written. What they say is read by `../catalogue.ts`. */

/** Countries and currencies are codes with spaces between. */
export type Codes = string;

/**
 * One payment method. Only what is out of the ordinary is written down: an entry without a field has
 * the default named beside it.
 */
export interface MethodEntry extends MarketEntry {
  /** As shoppers know it. */
  label: string;
  /** Where a method's reach is not the same everywhere: each row narrows what the entry says. */
  markets?: readonly MarketEntry[];
  /**
   * Whether account and shopper may be in different countries. Default: they may. `within`: only when
   * both are in that zone.
   */
  crossBorder?: 'never' | { within: Codes };
  /** Whose first choice it is, for ordering only; default: the countries of `shoppers`. */
  home?: Codes;

  /** Absent: it cannot be held. `{}`: it can, and Stripe does not say for how long. */
  hold?: HoldEntry;
  /** What follows the click. Default: `redirect`. */
  confirmation?: Confirmation;
  /** When it is known whether the money comes. Default: `immediate`. */
  settlement?: Settlement;
  /** Default: in full or in part. */
  refunds?: 'full' | 'none';
  /** How long after the charge, in days. Default: Stripe names no end. */
  refundDays?: number;
  /** It can be stored for later payments (`setup_future_usage`). Default: no. */
  savable?: true;

  /** Default: both. */
  buyers?: 'business' | 'consumer';
  /** What the PaymentIntent or the page must have. Default: nothing. */
  needs?: 'customer' | 'email' | 'phone' | 'tax_id';
  /** Stripe's general minimum for the currency does not apply. */
  belowMinimum?: true;
  /** Stripe.js cannot mount it before there is a PaymentIntent. */
  intentFirst?: true;
  /**
   * The account's capabilities that allow it: any of them. Default: `<type>_payments`. `null`: the
   * account shows none for it.
   */
  capability?: string | null;

  /** Why no shop can offer it today. Absent: it can. */
  unavailable?: Unavailable;
  /** The last day, `YYYY-MM-DD`. */
  discontinuedOn?: string;

  /** When the sources were read: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  asOf: string;
  /** Pages of docs.stripe.com, or a full address. */
  sources: readonly string[];
}

/** Where a method works. Limits are in minor units, ends included; they need a single currency. */
export interface MarketEntry {
  /** Countries of the Stripe account. Default: any, or not known. */
  accounts?: Codes;
  /** Countries of the shopper. Default: any, or not known. */
  shoppers?: Codes;
  /** Default: any, or not known. */
  currencies?: Codes;
  min?: number;
  max?: number;
}

export interface HoldEntry {
  /** Days that an authorization lasts. Absent: Stripe names none. */
  days?: number;
  /** What Stripe then tries to extend it to by itself. */
  extendedDays?: number;
  /** Less than the whole can be captured, and the rest is released. Absent: not documented. */
  partial?: boolean;
  /** Captured in several parts. Default: no. */
  several?: true;
}

export type Confirmation = 'immediate' | 'redirect' | 'qr' | 'voucher' | 'delayed';

export type Settlement = 'immediate' | 'delayed';

export type Unavailable =
  'preview' | 'private_preview' | 'limited' | 'discontinued' | 'terminal' | 'internal' | 'custom';

export type Family =
  | 'card'
  | 'wallet'
  | 'bank_redirect'
  | 'real_time'
  | 'bnpl'
  | 'bank_debit'
  | 'bank_transfer'
  | 'voucher'
  | 'crypto';

export interface FamilyTable {
  readonly family: Family;
  readonly methods: Readonly<Record<string, MethodEntry>>;
}

/** A table of one family. What all its methods share is said once. */
export function family(
  name: Family,
  methods: Readonly<Record<string, MethodEntry>>,
  shared: Partial<MethodEntry> = {},
): FamilyTable {
  const entries = Object.entries(methods).map(([type, entry]) => [type, { ...shared, ...entry }]);
  return { family: name, methods: Object.fromEntries(entries) as Record<string, MethodEntry> };
}

/** The European Union. */
export const EU =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK';

/** The European Economic Area. */
export const EEA = `${EU} IS LI NO`;

/** The EEA as far as Stripe opens accounts there: not in Iceland. */
export const STRIPE_EEA = `${EU} LI NO`;

/** Stripe's table of all methods: countries, currencies, and what each can do. */
export const SUPPORT_TABLE = 'payments/payment-methods/payment-method-support';

/** Stripe's page about separate authorization and capture: how long each method holds. */
export const HOLDS = 'payments/place-a-hold-on-a-payment-method';

/** The SDK's types, which list what the API accepts. */
export const SDK = 'npm:stripe@23.1.0';
