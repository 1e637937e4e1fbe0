/**
 * Stripe's objects as the sandbox keeps them: of the SDK's types, but with references as ids.
 * `expand` puts the objects in their place on the way out.
 */
import type { Stripe } from 'stripe';

/** `string | Charge | null` → `string | null`, in every field. */
export type Stored<T> = {
  [K in keyof T]: string extends T[K] ? Exclude<T[K], { id: string }> : T[K];
};

export type Address = Stripe.Address;
export type BillingDetails = Stripe.PaymentMethod.BillingDetails;

export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;
export type Charge = Stored<Stripe.Charge>;
export type ConfirmationToken = Stored<Stripe.ConfirmationToken>;
export type Customer = Stored<Stripe.Customer>;
/** It has no id on Stripe: its client secret names it. */
export type CustomerSession = Stored<Stripe.CustomerSession> & { id: string };
export type CustomerCashBalanceTransaction = Stored<Stripe.CustomerCashBalanceTransaction>;
export type Dispute = Stored<Stripe.Dispute>;
export type EarlyFraudWarning = Stored<Stripe.Radar.EarlyFraudWarning>;
export type Mandate = Stored<Stripe.Mandate>;
export type PaymentIntent = Stored<Stripe.PaymentIntent>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;
export type PaymentMethodConfiguration = Stored<Stripe.PaymentMethodConfiguration>;
export type PaymentMethodDomain = Stored<Stripe.PaymentMethodDomain>;
export type Refund = Stored<Stripe.Refund>;
export type SetupAttempt = Stored<Stripe.SetupAttempt>;
export type SetupIntent = Stored<Stripe.SetupIntent>;
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;
export type EventType = Stripe.Event['type'];

/** An event of any type. Its object is a snapshot, which nothing changes later. */
export interface Event {
  id: string;
  object: 'event';
  api_version: string | null;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: false;
  pending_webhooks: number;
  request: Stripe.Event['request'];
  type: EventType;
}
