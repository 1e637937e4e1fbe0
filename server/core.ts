/**
 * The pure core, without I/O and for any JavaScript runtime: money, payment methods, payment state.
 *
 * @module
 */
export { InvalidInputError, type InvalidInputCode } from './errors.ts';
export * from './money/index.ts';
export * from './methods/index.ts';
export {
  advance,
  type Alarm,
  type Change,
  type PaymentRecord,
  type Recorded,
} from './payments/changes.ts';
export type { DisputeFacts, PaymentError, PaymentFacts, RefundFacts } from './payments/facts.ts';
export {
  factsFromStripe,
  unreadParts,
  type StripeCharge,
  type StripeDispute,
  type StripePaymentIntent,
  type StripeReading,
  type StripeRefund,
} from './payments/from-stripe.ts';
export {
  paymentState,
  type Ending,
  type PaymentState,
  type PaymentView,
} from './payments/state.ts';
