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
  /** Account and shopper must be in one country, or both in this zone. `undefined`: they need not. */
  readonly crossBorder: ReadonlySet<Country> | undefined;
  /** The shoppers to whom it is shown before cards. */
  readonly local: ReadonlySet<Country>;
  /** `undefined`: it cannot be held. */
  readonly hold: HoldEntry | undefined;
  readonly confirmation: Confirmation;
  readonly settlement: Settlement;
  readonly refunds: 'partial' | 'full' | 'none';
  /** `undefined`: Stripe names no end. */
  readonly refundDays: number | undefined;
  readonly savable: boolean;
  /** `undefined`: both. */
  readonly buyers: 'business' | 'consumer' | undefined;
  /** What the PaymentIntent or the page must have besides. */
  readonly needs: 'customer' | 'email' | 'phone' | 'tax_id' | undefined;
  /** Stripe's general minimum for the currency does not apply. */
  readonly belowMinimum: boolean;
  /** Stripe.js cannot mount it before there is a PaymentIntent. */
  readonly intentFirst: boolean;
  /** Any of these active on the account allows it. Empty: the account shows none for it. */
  readonly capabilities: readonly string[];
  /** Why no shop can offer it. `undefined`: it can. */
  readonly unavailable: Unavailable | undefined;
  /** `YYYY-MM-DD` */
  readonly discontinuedOn: string | undefined;
  /** When the sources were read: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Addresses, or a package with its version. */
  readonly sources: readonly string[];
}

/** Where a method works. `undefined` excludes nothing. Limits in minor units, ends included. */
export interface Market {
  readonly accounts: ReadonlySet<Country> | undefined;
  readonly shoppers: ReadonlySet<Country> | undefined;
  readonly currencies: ReadonlySet<Currency> | undefined;
  readonly min: number;
  /** `Infinity` where the method has no limit of its own. */
  readonly max: number;
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
    revived.set(type, { ...method, unavailable: undefined });
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

/** Every method has every field, in one order: engines are faster on objects of one shape. */
function read(type: string, family: Family, entry: MethodEntry): PaymentMethod {
  const { capability = `${type}_payments`, crossBorder, home } = entry;
  const markets = (entry.markets ?? [{}]).map((row, index) =>
    readMarket({ ...entry, ...row }, entry.markets ? `${type}.markets[${index}]` : type),
  );
  return {
    type,
    label: entry.label,
    family,
    markets,
    crossBorder: countries(crossBorder === 'never' ? '' : crossBorder?.within, type),
    local: localShoppers(family, home ? [readMarket({ shoppers: home }, type)] : markets),
    hold: entry.hold,
    confirmation: entry.confirmation ?? 'redirect',
    settlement: entry.settlement ?? 'immediate',
    refunds: entry.refunds ?? 'partial',
    refundDays: entry.refundDays,
    savable: entry.savable ?? false,
    buyers: entry.buyers,
    needs: entry.needs,
    belowMinimum: entry.belowMinimum ?? false,
    intentFirst: entry.intentFirst ?? false,
    capabilities: capability?.split(' ') ?? [],
    unavailable: entry.unavailable,
    discontinuedOn: entry.discontinuedOn,
    asOf: entry.asOf,
    sources: entry.sources.map((source) =>
      source.includes(':') ? source : `https://docs.stripe.com/${source}`,
    ),
  };
}

function readMarket(entry: MarketEntry, field: string): Market {
  const { min = 0, max = Infinity } = entry;
  const currencies = entry.currencies?.split(' ').map((code) => {
    assertCurrency(code, `${field}.currencies`);
    return code;
  });
  const limits = [entry.min, entry.max].filter((limit) => limit !== undefined);
  if (limits.length > 0) {
    const [currency, ...others] = currencies ?? [];
    if (!currency || others.length > 0) {
      const expected = 'a single currency, as it has limits';
      throw new InvalidInputError('invalid_catalogue', field, entry.currencies, expected);
    }
    for (const limit of limits) assertAmount(limit, currency, field);
  }
  return {
    accounts: countries(entry.accounts, `${field}.accounts`),
    shoppers: countries(entry.shoppers, `${field}.shoppers`),
    currencies: currencies && new Set(currencies),
    min,
    max,
  };
}

function countries(codes: string | undefined, field: string): ReadonlySet<Country> | undefined {
  return codes === undefined
    ? undefined
    : new Set(
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
