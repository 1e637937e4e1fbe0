/** The catalogue that eligibility works on: the tables of `catalogue/`, checked and made fast to ask. */
import { InvalidInputError } from '../errors.ts';
import { assertAmount, assertCurrency, type Currency } from '../money/index.ts';
import type {
  Confirmation,
  Family,
  FamilyTable,
  HoldEntry,
  MarketEntry,
  MethodEntry,
  Settlement,
  Unavailable,
} from './catalogue/entry.ts';
import { tables } from './catalogue/index.ts';
import { assertCountry, type Country } from './countries.ts';

/** One payment method: where it works and what it can do. */
export interface PaymentMethod {
  /** Stripe's name for it, such as `ideal`. */
  readonly type: string;
  /** As shoppers know it. */
  readonly label: string;
  readonly family: Family;
  /** It works where one of these does. At least one. */
  readonly markets: readonly Market[];
  /** Account and shopper must be in one country, unless both are in this zone. Absent: they need not. */
  readonly crossBorder?: ReadonlySet<Country>;
  /** The shoppers to whom it is shown before cards. */
  readonly local: ReadonlySet<Country>;
  /** Absent: it cannot be held. */
  readonly hold?: HoldEntry;
  readonly confirmation: Confirmation;
  readonly settlement: Settlement;
  readonly refunds: 'partial' | 'full' | 'none';
  /** Absent: Stripe names no end. */
  readonly refundDays?: number;
  readonly savable: boolean;
  /** Absent: both. */
  readonly buyers?: 'business' | 'consumer';
  /** What the PaymentIntent or the page must have besides. */
  readonly needs?: 'customer' | 'email' | 'phone' | 'tax_id';
  /** Stripe's general minimum for the currency does not apply. */
  readonly belowMinimum: boolean;
  /** Stripe.js cannot mount it before there is a PaymentIntent. */
  readonly intentFirst: boolean;
  /** Any of these active on the account allows it. Empty: the account shows none for it. */
  readonly capabilities: readonly string[];
  /** Why no shop can offer it. Absent: it can. */
  readonly unavailable?: Unavailable;
  /** `YYYY-MM-DD` */
  readonly discontinuedOn?: string;
  /** When the sources were read: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Addresses, or a package with its version. */
  readonly sources: readonly string[];
}

/** Where a method works. An absent set excludes nothing. Limits in minor units, ends included. */
export interface Market {
  readonly accounts?: ReadonlySet<Country>;
  readonly shoppers?: ReadonlySet<Country>;
  readonly currencies?: ReadonlySet<Currency>;
  readonly min?: number;
  readonly max?: number;
}

/** Methods by type, in the order in which methods of equal standing are shown. */
export type Catalogue = ReadonlyMap<string, PaymentMethod>;

/** Catalogues made here: what {@link assertCatalogue} accepts. */
const made = new WeakSet<object>();

/**
 * Reads tables into a catalogue.
 *
 * @throws {InvalidInputError} `invalid_catalogue`, `invalid_country`, `invalid_currency` or
 *   `invalid_amount`, naming the entry and the field
 */
export function defineCatalogue(families: readonly FamilyTable[]): Catalogue {
  const catalogue = new Map<string, PaymentMethod>();
  for (const { family, methods } of families) {
    for (const [type, entry] of Object.entries(methods)) {
      if (catalogue.has(type)) {
        throw new InvalidInputError('invalid_catalogue', type, entry.label, 'listed once');
      }
      catalogue.set(type, read(type, family, entry));
    }
  }
  made.add(catalogue);
  return catalogue;
}

/**
 * The catalogue with discontinued methods back in it, as they were: for a sandbox that plays an account
 * which still has them. `revive('giropay')`
 *
 * @throws {InvalidInputError} `invalid_method` when a type is not a discontinued method
 */
export function revive(...types: string[]): Catalogue {
  const revived = new Map(paymentMethods);
  for (const type of types) {
    const method = revived.get(type);
    if (method?.unavailable !== 'discontinued') {
      throw new InvalidInputError('invalid_method', 'type', type, 'a discontinued payment method');
    }
    const { unavailable: _, ...alive } = method;
    revived.set(type, alive);
  }
  made.add(revived);
  return revived;
}

/** @throws {InvalidInputError} `invalid_catalogue` */
export function assertCatalogue(value: unknown): asserts value is Catalogue {
  if (typeof value !== 'object' || value === null || !made.has(value)) {
    const expected = 'the catalogue of payment methods, or one that revive() returned';
    throw new InvalidInputError('invalid_catalogue', 'catalogue', value, expected);
  }
}

/** @throws {InvalidInputError} `invalid_method`, `invalid_catalogue` */
export function findMethod(
  type: string,
  catalogue: Catalogue = paymentMethods,
  field = 'type',
): PaymentMethod {
  assertCatalogue(catalogue);
  const method = catalogue.get(type);
  if (method) return method;
  throw new InvalidInputError('invalid_method', field, type, 'a payment method of the catalogue');
}

/** A handful: countries in which a method counts as local. Beyond six the next serves 23. */
const FEW_COUNTRIES = 6;

const LOCAL_FAMILIES: ReadonlySet<Family> = new Set([
  'card',
  'bank_redirect',
  'real_time',
  'wallet',
  'voucher',
]);

function read(type: string, family: Family, entry: MethodEntry): PaymentMethod {
  const markets = (entry.markets ?? [{}]).map((row, index) =>
    readMarket({ ...entry, ...row }, entry.markets ? `${type}.markets[${index}]` : type),
  );
  const { crossBorder, label, confirmation = 'redirect', settlement = 'immediate' } = entry;
  const capability = entry.capability === undefined ? `${type}_payments` : entry.capability;
  const zone = crossBorder === 'never' ? '' : crossBorder?.within;
  return {
    type,
    label,
    family,
    markets,
    ...(zone !== undefined && { crossBorder: countries(zone, `${type}.crossBorder`) }),
    local: localShoppers(
      family,
      entry.home ? [readMarket({ shoppers: entry.home }, type)] : markets,
    ),
    ...(entry.hold && { hold: entry.hold }),
    confirmation,
    settlement,
    refunds: entry.refunds ?? 'partial',
    ...(entry.refundDays !== undefined && { refundDays: entry.refundDays }),
    savable: entry.savable ?? false,
    ...(entry.buyers && { buyers: entry.buyers }),
    ...(entry.needs && { needs: entry.needs }),
    belowMinimum: entry.belowMinimum ?? false,
    intentFirst: entry.intentFirst ?? false,
    capabilities: capability?.split(' ') ?? [],
    ...(entry.unavailable && { unavailable: entry.unavailable }),
    ...(entry.discontinuedOn && { discontinuedOn: entry.discontinuedOn }),
    asOf: entry.asOf,
    sources: entry.sources.map((source) =>
      source.includes(':') ? source : `https://docs.stripe.com/${source}`,
    ),
  };
}

function readMarket(entry: MarketEntry, field: string): Market {
  const { accounts, shoppers, currencies, min, max } = entry;
  const codes = currencies?.split(' ').map((code) => {
    assertCurrency(code, `${field}.currencies`);
    return code;
  });
  if (min !== undefined || max !== undefined) {
    const [currency, ...others] = codes ?? [];
    if (!currency || others.length > 0) {
      throw new InvalidInputError(
        'invalid_catalogue',
        field,
        currencies,
        'a single currency, as it has limits',
      );
    }
    for (const limit of [min, max]) {
      if (limit !== undefined) assertAmount(limit, currency, field);
    }
  }
  return {
    ...(accounts !== undefined && { accounts: countries(accounts, `${field}.accounts`) }),
    ...(shoppers !== undefined && { shoppers: countries(shoppers, `${field}.shoppers`) }),
    ...(codes && { currencies: new Set(codes) }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

function countries(codes: string, field: string): ReadonlySet<Country> {
  return new Set(
    codes
      .split(' ')
      .filter(Boolean)
      .map((code) => {
        assertCountry(code, field);
        return code;
      }),
  );
}

function localShoppers(family: Family, markets: readonly Market[]): ReadonlySet<Country> {
  const shoppers = new Set(markets.flatMap((market) => [...(market.shoppers ?? [])]));
  return LOCAL_FAMILIES.has(family) && shoppers.size <= FEW_COUNTRIES ? shoppers : new Set();
}

/** Every payment method that Stripe's SDK knows a name for. */
export const paymentMethods: Catalogue = defineCatalogue(tables);
