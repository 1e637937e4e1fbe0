/** Which payment methods a shopper sees, and why the others stay hidden. */
import {
  assertCatalogue,
  paymentMethods,
  type Catalogue,
  type PaymentMethod,
} from './catalogue.ts';
import type { Confirmation, Family, Settlement } from './catalogue/entry.ts';
import { readContext, type CaptureMode, type EligibilityContext } from './context.ts';
import { reasonsAgainst, type Reason } from './rules.ts';

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
  const purchase = readContext(context, catalogue);
  const { customerCountry, capture, order } = purchase;
  const local: OfferedMethod[] = [];
  const cards: OfferedMethod[] = [];
  const rest: OfferedMethod[] = [];
  const hidden: HiddenMethod[] = [];

  for (const method of catalogue.values()) {
    const reasons = reasonsAgainst(method, purchase);
    if (reasons.length > 0) {
      hidden.push({ type: method.type, reasons });
    } else if (customerCountry !== undefined && method.local.has(customerCountry)) {
      local.push(offer(method, capture));
    } else {
      (method.family === 'card' ? cards : rest).push(offer(method, capture));
    }
  }
  return { offered: inOrder([...local, ...cards, ...rest], order), hidden };
}

function offer(method: PaymentMethod, mode: CaptureMode): OfferedMethod {
  const { type, label, family, confirmation, settlement, intentFirst } = method;
  const capture = captureOf(method, mode);
  return { type, label, family, capture, confirmation, settlement, intentFirst };
}

/** What a capture mode comes to for a method that is offered in it. */
export function captureOf({ hold }: PaymentMethod, mode: CaptureMode): 'automatic' | 'manual' {
  return mode !== 'automatic' && hold !== undefined ? 'manual' : 'automatic';
}

/** Those that the operator put in order come first, the others keep theirs. */
export function inOrder<Shown extends { readonly type: string }>(
  shown: Shown[],
  order: readonly string[],
): Shown[] {
  if (order.length === 0) return shown;
  const place = new Map(order.map((type, index) => [type, index]));
  const placeOf = ({ type }: Shown): number => place.get(type) ?? order.length;
  return shown.sort((a, b) => placeOf(a) - placeOf(b));
}
