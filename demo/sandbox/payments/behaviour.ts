/**
 * How a payment method behaves once an intent is confirmed with it. The tables of test data and of
 * payment methods are written in these terms, and the engine knows no others.
 */
import type { Stripe } from 'stripe';
import type { PaymentIntent, PaymentMethod, SetupIntent } from '../state/objects.ts';

/** The answer of an issuer or a bank that says no. */
export interface Decline {
  /** Stripe's error code: `card_declined`, `expired_card`, … */
  code: string;
  /** Fit for a shopper. */
  message: string;
  /** Present with `card_declined` and for some methods that aren't cards. */
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  /** For the merchant, in the charge's `outcome`. */
  seller_message?: string;
  param?: string;
  /** Why the charge looks as it does: the default is `issuer_declined`. */
  outcome?: 'issuer_declined' | 'blocked' | 'invalid';
}

/** What the shopper has to do after the confirmation, before any money moves. */
export type Action =
  /** 3-D Secure. */
  | 'challenge'
  /** The bank's or the wallet's page, where the shopper authorizes or fails the payment. */
  | 'redirect'
  /** A voucher, a QR code, a transfer: paid elsewhere, or never. */
  | 'instructions';

/** What becomes of a successful charge later, by itself. */
export type Aftermath =
  { kind: 'dispute'; reason: string; inquiry?: boolean } | { kind: 'early_fraud_warning' };

export interface Behaviour {
  action?: Action;
  /** Builds `next_action` for any action but a challenge. */
  nextAction?: (attempt: ActionContext) => Stripe.PaymentIntent.NextAction;
  /** Seconds after which the shopper pays by themselves, following the instructions. */
  paidAfter?: number;
  /** Seconds after which instructions that nobody follows lapse. */
  lapsesAfter?: number;
  /** The attempt fails, after the action if there is one. */
  decline?: Decline;
  /** Seconds during which the intent is `processing` before the outcome is known; Infinity: for good. */
  processing?: number;
  /** Seconds that an authorization holds, if it can be held at all. */
  hold?: number;
  risk?: 'normal' | 'elevated' | 'highest';
  /** 3-D Secure as it went, if it took place. */
  authentication?: 'challenge' | 'frictionless';
  aftermath?: Aftermath | readonly Aftermath[];
  /** `asks_shopper`: where the money came from is not where it can go back to. */
  refund?: 'succeeds' | 'pending' | 'fails_later' | 'asks_shopper' | 'refused';
  /** The money can be paid out at once. */
  available?: boolean;
}

export interface ActionContext {
  intent: PaymentIntent | SetupIntent;
  paymentMethod: PaymentMethod;
  /** Where the shopper goes afterwards, if the confirmation said so. */
  returnUrl: string | null;
  /** Where the sandbox is reached. */
  origin: string;
  accountId: string;
  /** Seconds since 1970. */
  now: number;
}
