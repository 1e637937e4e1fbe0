/** Cards: what a PaymentMethod says of one, and what becomes of a payment with it. */
import type { Stripe } from 'stripe';
import { cardError, type StripeError } from '../protocol/errors.ts';
import type { PaymentMethod } from '../state/objects.ts';
import { digitsOf, entryProblem, fullYear, type CardEntry } from '../test-data/card-entry.ts';
import { cardByFingerprint, cardByNumber, cardByToken, type TestCard } from '../test-data/cards.ts';
import { declines, type Decline } from '../test-data/declines.ts';
import { fingerprintOf } from '../test-data/references.ts';
import type { Aftermath, Behaviour } from './behaviour.ts';

type CardDetails = Stripe.PaymentMethod.Card;

const week = 7 * 24 * 60 * 60;

export const declineError = ({ seller_message: _, ...decline }: Decline): StripeError => {
  const { message, ...details } = decline;
  return cardError(message, details);
};

/**
 * The card that a shopper typed in.
 * @throws {StripeError} 402 for entries that no bank needs to be asked about, and for real cards
 */
export function cardFromEntry(entry: CardEntry, now: number): CardDetails {
  const problem = entryProblem(entry, new Date(now * 1000));
  if (problem) throw declineError(problem);
  const card = cardByNumber(digitsOf(entry.number));
  if (!card) throw declineError(declines.live_card);
  const { exp_month, exp_year, cvc } = entry;
  return cardDetails(card, { exp_month, exp_year: fullYear(exp_year) }, cvc !== undefined);
}

export const defaultExpiry = (now: number): Pick<CardDetails, 'exp_month' | 'exp_year'> => ({
  exp_month: 12,
  exp_year: new Date(now * 1000).getUTCFullYear() + 8,
});

/** The card behind `tok_visa`, or, as a wallet hands it over, behind `tok_apple_pay_visa`. */
export function cardFromToken(token: string, now: number): CardDetails | undefined {
  const wallet = /^tok_(apple_pay|google_pay)_/.exec(token)?.[1];
  const card = cardByToken(wallet === undefined ? token : token.replace(`${wallet}_`, ''));
  if (!card) return undefined;
  const details = cardDetails(card, defaultExpiry(now), true);
  if (wallet === undefined) return details;
  return { ...details, wallet: { dynamic_last4: details.last4, type: wallet, [wallet]: {} } };
}

export function cardDetails(
  card: TestCard,
  expiry: Pick<CardDetails, 'exp_month' | 'exp_year'>,
  cvcGiven = false,
): CardDetails {
  const { brand, coBrand, funding, country, number } = card;
  const networks = coBrand === undefined ? [brand] : [coBrand, brand];
  return {
    brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: cvcGiven ? 'unchecked' : null,
    },
    country,
    display_brand: networks[0] === 'amex' ? 'american_express' : (networks[0] ?? brand),
    ...expiry,
    fingerprint: fingerprintOf(number),
    funding,
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: networks, preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: card.authentication !== 'unsupported' },
    wallet: null,
  };
}

export const testCardOf = ({ card }: PaymentMethod): TestCard | undefined =>
  cardByFingerprint(card?.fingerprint ?? '');

export interface CardTerms {
  offSession: boolean;
  /** Its owner has authenticated once for later payments. */
  setUp: boolean;
  requested?: string | null | undefined;
  /** A charge, or only the setting up for later ones. */
  use: 'charge' | 'setup';
}

export function cardBehaviour(
  { fingerprint }: Pick<CardDetails, 'fingerprint'>,
  terms: CardTerms,
): Behaviour {
  const card = cardByFingerprint(fingerprint ?? '');
  if (!card) return { decline: declines.live_card };
  if (card.risk === 'blocked') {
    return { decline: { ...declines.blocked, outcome: 'blocked' }, risk: 'highest' };
  }
  const asks = asksForAuthentication(card, terms);
  if (asks && terms.offSession) return { decline: declines.authentication_required };
  const decline = declineOf(card, terms, asks);
  return {
    ...(asks && !(card.authenticationFails ?? false) && { action: 'challenge' as const }),
    ...(card.authentication === 'frictionless' && { authentication: 'frictionless' as const }),
    ...(decline && { decline }),
    hold: week,
    risk: card.risk,
    aftermath: aftermathOf(card, asks),
    refund:
      card.refund === 'fails' ? 'fails_later' : card.refund === 'pending' ? 'pending' : 'succeeds',
    ...(card.available && { available: true }),
  };
}

function declineOf(card: TestCard, { use }: CardTerms, asks: boolean): Decline | undefined {
  // Where authentication is a must, a directory that fails leaves the bank no choice.
  if (asks && card.authenticationFails && card.authentication !== 'optional') {
    return declines.generic_decline;
  }
  if (!card.decline || (card.decline.use === 'charge' && use === 'setup')) return undefined;
  return declines[card.decline.as];
}

function asksForAuthentication(
  { authentication }: TestCard,
  { offSession, setUp, requested }: CardTerms,
): boolean {
  switch (authentication) {
    case 'always':
      return true;
    case 'unless_set_up':
      return !(offSession && setUp);
    case 'already_set_up':
      return !offSession;
    case 'optional':
      return requested === 'any' || requested === 'challenge';
    default:
      return false;
  }
}

function aftermathOf(card: TestCard, authenticated: boolean): Aftermath[] {
  const disputes = card.disputes
    .filter(({ sparedByAuthentication = false }) => !(authenticated && sparedByAuthentication))
    .map(({ reason, inquiry = false }): Aftermath => ({ kind: 'dispute', reason, inquiry }));
  return card.earlyFraudWarning ? [...disputes, { kind: 'early_fraud_warning' }] : disputes;
}

/** Which of the checks a charge reports: only data that was sent can be checked. */
export function checksOf(
  paymentMethod: PaymentMethod,
): Stripe.Charge.PaymentMethodDetails.Card.Checks {
  const { failedChecks = [] } = testCardOf(paymentMethod) ?? {};
  const { address } = paymentMethod.billing_details;
  const check = (given: boolean, name: (typeof failedChecks)[number]): string | null =>
    given ? (failedChecks.includes(name) ? 'fail' : 'pass') : null;
  return {
    address_line1_check: check(Boolean(address?.line1), 'address_line1'),
    address_postal_code_check: check(Boolean(address?.postal_code), 'address_postal_code'),
    cvc_check: check(paymentMethod.card?.checks?.cvc_check !== null, 'cvc'),
  };
}
