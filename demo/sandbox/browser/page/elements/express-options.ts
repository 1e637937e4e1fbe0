/** The Express Checkout Element's options, and what `resolve()` may add to them. */
import type {
  ExpressPaymentType,
  LineItem,
  ShippingRate,
  StripeExpressCheckoutElementOptions,
} from '@stripe/stripe-js';
import type { SheetRequest } from '../../shared/protocol.ts';
import { EXPRESS_OPTIONS } from '../../shared/wallets.ts';
import { expect, expectOneOf, expectOptional, invalid } from '../check.ts';
import { IntegrationError, lineItemsExceedAmount } from '../errors.ts';

export function checkOptions(options: StripeExpressCheckoutElementOptions, where: string): void {
  for (const name of [
    'billingAddressRequired',
    'emailRequired',
    'phoneNumberRequired',
    'shippingAddressRequired',
  ] as const) {
    expectOptional(options[name], 'boolean', where, name);
  }
  expectOptional(options.allowedShippingCountries, 'array', where, 'allowedShippingCountries');
  expectOptional(options.paymentMethodOrder, 'array', where, 'paymentMethodOrder');
  const { buttonHeight, layout } = options;
  if (buttonHeight !== undefined && !(buttonHeight >= 40 && buttonHeight <= 55)) {
    invalid(where, 'buttonHeight should be a number between 40 and 55.', buttonHeight);
  }
  if (layout?.overflow === 'never' && (layout.maxRows ?? 0) > 0) {
    const problem = 'layout.overflow cannot be never when layout.maxRows is greater than 0.';
    throw new IntegrationError(`Invalid value for ${where}: ${problem}`);
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Stripe still takes the old name
  const choices = { ...options.wallets, ...options.paymentMethods };
  for (const [name, choice] of Object.entries(choices)) {
    expectOneOf(name, Object.values(EXPRESS_OPTIONS), where, 'paymentMethods');
    const always = name === 'applePay' || name === 'googlePay';
    expectOneOf(
      choice,
      always ? ['auto', 'always', 'never'] : ['auto', 'never'],
      where,
      `paymentMethods.${name}`,
    );
  }
  checkLineItems(options.lineItems, where);
  checkShippingRates(options.shippingRates, where);
}

function checkLineItems(lineItems: LineItem[] | undefined, where: string): void {
  if (lineItems === undefined) return;
  expect(lineItems, 'array', where, 'lineItems');
  for (const [index, item] of lineItems.entries()) {
    expect(item.name, 'string', where, `lineItems.${index}.name`);
    expect(item.amount, 'integer', where, `lineItems.${index}.amount`);
  }
}

function checkShippingRates(shippingRates: ShippingRate[] | undefined, where: string): void {
  if (shippingRates === undefined) return;
  expect(shippingRates, 'array', where, 'shippingRates');
  for (const [index, rate] of shippingRates.entries()) {
    expect(rate.id, 'string', where, `shippingRates.${index}.id`);
    expect(rate.amount, 'integer', where, `shippingRates.${index}.amount`);
    expect(rate.displayName, 'string', where, `shippingRates.${index}.displayName`);
  }
}

/** Checks of a sheet's contents that need the group's amount. */
export function checkSheetDetails(
  {
    amount,
    lineItems,
    shippingRates,
  }: Pick<SheetRequest, 'amount' | 'lineItems' | 'shippingRates'>,
  where: string,
): void {
  checkLineItems(lineItems, where);
  checkShippingRates(shippingRates, where);
  const total = lineItems.reduce((sum, item) => sum + item.amount, 0);
  if (total > amount) throw new IntegrationError(lineItemsExceedAmount(amount));
}

/** Options whose presence says that the shop knows what it wants, so no billing address by default. */
const SPECIFIC = [
  'allowedShippingCountries',
  'phoneNumberRequired',
  'shippingAddressRequired',
  'emailRequired',
  'applePay',
  'lineItems',
  'business',
] as const;

interface Purchase {
  method: ExpressPaymentType;
  amount: number;
  currency: string;
  /** The account's own name. */
  business: string;
}

/** What the sheet is to show and collect. */
export function sheetRequest(
  options: StripeExpressCheckoutElementOptions,
  details: Omit<StripeExpressCheckoutElementOptions, 'paymentMethods'>,
  purchase: Purchase,
): SheetRequest {
  const all: StripeExpressCheckoutElementOptions = { ...options, ...details };
  const request: SheetRequest = {
    ...purchase,
    business: all.business?.name ?? purchase.business,
    lineItems: all.lineItems ?? [],
    shippingRates: all.shippingRates ?? [],
    emailRequired: all.emailRequired ?? false,
    phoneNumberRequired: all.phoneNumberRequired ?? false,
    billingAddressRequired:
      all.billingAddressRequired ?? SPECIFIC.every((name) => all[name] === undefined),
    shippingAddressRequired: all.shippingAddressRequired ?? false,
    allowedShippingCountries: all.allowedShippingCountries,
  };
  checkSheetDetails(request, 'click event resolve callback');
  return request;
}
