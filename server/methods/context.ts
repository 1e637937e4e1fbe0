/** What eligibility is asked about. */
import { InvalidInputError } from '../errors.ts';
import {
  assertAmount,
  assertCurrency,
  chargeLimits,
  currencyRules,
  type ChargeLimits,
  type Currency,
} from '../money/index.ts';
import { findMethod, paymentMethods, type Catalogue } from './catalogue.ts';
import { express } from './catalogue/express.ts';
import { assertCountry, type Country } from './countries.ts';

/**
 * `manual` holds the money and hides what cannot be held; `manual_if_supported` hides nothing, holds
 * what it can and captures the rest at once.
 */
export type CaptureMode = 'automatic' | 'manual' | 'manual_if_supported';

export const captureModes: readonly CaptureMode[] = ['automatic', 'manual', 'manual_if_supported'];

/** One purchase, as seen by one account. */
export interface EligibilityContext {
  /** Where the Stripe account is. */
  readonly accountCountry: Country;
  /** The account's `capabilities` as Stripe gives them. Absent: not known, so none is held against it. */
  readonly capabilities?: Readonly<Record<string, string>> | undefined;
  /** What the operator chose. Absent: everything. */
  readonly shop?: ShopSelection | undefined;
  /** Absent: not known yet; then only what is open to every country is offered. */
  readonly customerCountry?: Country | undefined;
  readonly currency: Currency;
  /** In minor units. */
  readonly amount: number;
  readonly capture: CaptureMode;
  /** Default: `consumer`. */
  readonly customerType?: 'consumer' | 'business' | undefined;
  /** The method is to be stored for later payments. Default: no. */
  readonly saving?: boolean | undefined;
}

/** The operator's choice of methods. Types are those of the catalogue and of express checkout. */
export interface ShopSelection {
  readonly methods?: Readonly<Record<string, MethodSelection>> | undefined;
  /** Shown first, in this order; what is not named follows in its usual order. */
  readonly order?: readonly string[] | undefined;
}

export interface MethodSelection {
  /** Default: yes. */
  readonly enabled?: boolean | undefined;
  /** Narrower than Stripe's; by currency, and none where a currency is not named. */
  readonly limits?: Readonly<Partial<Record<Currency, AmountLimits>>> | undefined;
}

/** In minor units, ends included. Absent: none. */
export interface AmountLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A context found to be right, with its defaults filled in and what the rules need of its currency. */
export interface Purchase {
  readonly accountCountry: Country;
  readonly customerCountry: Country | undefined;
  readonly currency: Currency;
  readonly amount: number;
  readonly capture: CaptureMode;
  readonly customerType: 'consumer' | 'business';
  readonly saving: boolean;
  /** The account's active capabilities, where they are known. */
  readonly active: ReadonlySet<string> | undefined;
  readonly selections: ReadonlyMap<string, MethodSelection>;
  readonly order: readonly string[];
  /** The smallest amount that the currency can express. */
  readonly smallest: number;
  readonly limits: ChargeLimits;
}

/** @throws {InvalidInputError} naming the field that is wrong */
export function readContext(given: unknown, catalogue: Catalogue): Purchase {
  assertContext(given, catalogue);
  const { customerType = 'consumer', saving = false, currency, shop } = given;
  return {
    accountCountry: given.accountCountry,
    customerCountry: given.customerCountry,
    currency,
    amount: given.amount,
    capture: given.capture,
    customerType,
    saving,
    active: given.capabilities && activeIn(given.capabilities),
    selections: new Map(Object.entries(shop?.methods ?? {})),
    order: shop?.order ?? [],
    smallest: currencyRules(currency).chargeStep,
    limits: chargeLimits(currency),
  };
}

function assertContext(
  context: unknown,
  catalogue: Catalogue,
): asserts context is EligibilityContext {
  assertObject(context, 'context');
  assertCountry(context.accountCountry, 'accountCountry');
  assertCurrency(context.currency);
  assertAmount(context.amount, context.currency);
  if (context.customerCountry !== undefined) {
    assertCountry(context.customerCountry, 'customerCountry');
  }
  if (!captureModes.includes(context.capture as CaptureMode)) {
    throw new InvalidInputError(
      'invalid_capture_mode',
      'capture',
      context.capture,
      `one of ${captureModes.join(', ')}`,
    );
  }
  assertOneOf(context.customerType, 'customerType', [undefined, 'consumer', 'business']);
  assertOneOf(context.saving, 'saving', [undefined, true, false]);
  if (context.capabilities !== undefined) assertObject(context.capabilities, 'capabilities');
  if (context.shop !== undefined) assertSelection(context.shop, catalogue);
}

function activeIn(capabilities: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(Object.keys(capabilities).filter((name) => capabilities[name] === 'active'));
}

/** @throws {InvalidInputError} naming the field that is wrong, such as `shop.methods.ideal.limits` */
export function assertSelection(shop: unknown, catalogue: Catalogue = paymentMethods): void {
  assertObject(shop, 'shop');
  const { methods = {}, order = [] } = shop;
  const assertType = (type: unknown, field: string): void => {
    if (!express.has(type as string)) findMethod(type as string, catalogue, field);
  };

  assertObject(methods, 'shop.methods');
  for (const [type, selection] of Object.entries(methods)) {
    const field = `shop.methods.${type}`;
    assertType(type, 'shop.methods');
    assertObject(selection, field);
    assertOneOf(selection.enabled, `${field}.enabled`, [undefined, true, false]);
    const { limits = {} } = selection;
    assertObject(limits, `${field}.limits`);
    for (const [currency, limit] of Object.entries(limits)) {
      assertCurrency(currency, `${field}.limits`);
      assertObject(limit, `${field}.limits.${currency}`);
      for (const end of ['min', 'max']) {
        if (limit[end] !== undefined) {
          assertAmount(limit[end], currency, `${field}.limits.${currency}.${end}`);
        }
      }
    }
  }
  if (!Array.isArray(order)) {
    throw new InvalidInputError(
      'invalid_context',
      'shop.order',
      order,
      'a list of payment methods',
    );
  }
  order.forEach((type: unknown, index) => assertType(type, `shop.order[${index}]`));
}

function assertObject(value: unknown, field: string): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError('invalid_context', field, value, 'an object');
  }
}

function assertOneOf(value: unknown, field: string, accepted: readonly unknown[]): void {
  if (!accepted.includes(value)) {
    const expected = `one of ${accepted.map(String).join(', ')}`;
    throw new InvalidInputError('invalid_context', field, value, expected);
  }
}
