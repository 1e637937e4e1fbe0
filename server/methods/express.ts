/** Which buttons of Stripe's Express Checkout Element a shopper may see. */
import {
  assertCatalogue,
  findMethod,
  paymentMethods,
  type Catalogue,
  type PaymentMethod,
} from './catalogue.ts';
import { express } from './catalogue/express.ts';
import { readContext, type EligibilityContext } from './context.ts';
import { captureOf, inOrder, type HiddenMethod } from './eligibility.ts';
import { reasonCodes, reasonsAgainst, type Reason } from './rules.ts';

export interface ExpressEligibility {
  /** In display order: the operator's, else the catalogue's. */
  readonly offered: readonly ExpressMethod[];
  readonly hidden: readonly HiddenMethod[];
}

export interface ExpressMethod {
  /** The Express Checkout Element's name for the button, such as `apple_pay`. */
  readonly type: string;
  readonly label: string;
  /** The payment method it pays with: `card` for Apple Pay and Google Pay. */
  readonly method: string;
  /** What will really happen: the money is held, or taken at once. */
  readonly capture: 'automatic' | 'manual';
}

/** Every button, in display order, with the method that it pays with. */
export const expressButtons = (): { type: string; label: string; method: PaymentMethod }[] =>
  [...express].map(([type, { label, method }]) => ({ type, label, method: findMethod(method) }));

/**
 * A button is offered where its payment method is, and where nothing of its own speaks against it. The
 * shopper's device has the last word: a browser without Apple Pay shows no Apple Pay.
 *
 * @throws {InvalidInputError} naming the field of the context that is wrong
 */
export function eligibleExpress(
  context: EligibilityContext,
  catalogue: Catalogue = paymentMethods,
): ExpressEligibility {
  assertCatalogue(catalogue);
  const purchase = readContext(context, catalogue);
  const { customerCountry, saving, selections } = purchase;
  const offered: ExpressMethod[] = [];
  const hidden: HiddenMethod[] = [];

  for (const [type, button] of express) {
    const method = findMethod(button.method, catalogue);
    const against = new Set<Reason>(reasonsAgainst(method, purchase));
    if (selections.get(type)?.enabled === false) against.add('disabled_by_shop');
    if (customerCountry && button.exceptShoppers?.split(' ').includes(customerCountry)) {
      against.add('customer_country_unsupported');
    }
    if (saving && button.savable === false) against.add('saving_unsupported');

    if (against.size > 0) {
      hidden.push({ type, reasons: reasonCodes.filter((reason) => against.has(reason)) });
    } else {
      const capture = captureOf(method, purchase.capture);
      offered.push({ type, label: button.label, method: button.method, capture });
    }
  }
  return { offered: inOrder(offered, purchase.order), hidden };
}
