/**
 * How long money stays held, and how it can be captured.
 *
 * Sources: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method and
 * https://docs.stripe.com/payments/multicapture, read 2026-08.
 */
import { InvalidInputError } from '../errors.ts';
import { assertCurrency, type Currency } from '../money/index.ts';
import { assertCatalogue, findMethod, paymentMethods, type Catalogue } from './catalogue.ts';
import { assertCountry, type Country } from './countries.ts';

export interface HoldContext {
  readonly accountCountry: Country;
  readonly currency: Currency;
  /**
   * As in `charge.payment_method_details.card.brand`. Absent: the days are those of the brand that holds
   * shortest, and several captures are said to be possible when any brand allows them.
   */
  readonly cardBrand?: string | undefined;
}

export interface Hold {
  /**
   * Days that the authorization lasts at least, counted from the authorization. Absent: not documented.
   * For a payment that exists, `capture_before` of its charge is the truth. Klarna's last day ends at
   * midnight UTC.
   */
  readonly days?: number;
  /** What Stripe then tries to extend it to by itself. */
  readonly extendedDays?: number;
  /** Whether less than the whole can be captured, the rest being released. Absent: not documented. */
  readonly partial?: boolean;
  /** Whether it can be captured in several parts, where the account's pricing includes that. */
  readonly several: boolean;
}

/** Brands whose authorizations last 30 days for accounts in Japan that charge JPY. */
const JAPAN_30_DAYS = ['diners', 'discover', 'jcb', 'mastercard', 'visa'];

const SEVERAL_CAPTURES = ['amex', 'discover', 'mastercard', 'visa'];

/**
 * @returns `undefined` when the method cannot be held
 * @throws {InvalidInputError} `invalid_method`, `invalid_country`, `invalid_currency`,
 *   `invalid_context`, `invalid_catalogue`
 */
export function hold(
  type: string,
  context: HoldContext,
  catalogue: Catalogue = paymentMethods,
): Hold | undefined {
  assertCatalogue(catalogue);
  const method = findMethod(type, catalogue);
  if (typeof context !== 'object' || (context as unknown) === null) {
    throw new InvalidInputError('invalid_context', 'context', context, 'an object');
  }
  const { accountCountry, currency, cardBrand } = context;
  assertCountry(accountCountry, 'accountCountry');
  assertCurrency(currency);
  if (cardBrand !== undefined && typeof cardBrand !== 'string') {
    throw new InvalidInputError('invalid_context', 'cardBrand', cardBrand, 'a string or absent');
  }
  if (!method.hold) return undefined;

  const { several = false, ...known } = method.hold;
  if (type !== 'card' || cardBrand === undefined) return { ...known, several };
  const japan = accountCountry === 'JP' && currency === 'jpy' && JAPAN_30_DAYS.includes(cardBrand);
  return {
    ...known,
    ...(japan && { days: 30 }),
    several: several && SEVERAL_CAPTURES.includes(cardBrand),
  };
}
