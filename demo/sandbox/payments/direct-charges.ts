/**
 * Charges made without a PaymentIntent, by `POST /v1/charges`: of cards, by their tokens, and without 3-D
 * Secure. Stripe keeps the call for shops of old.
 *
 * @see https://docs.stripe.com/api/charges/create
 */
import type { Stripe } from 'stripe';
import {
  cardError,
  invalidRequest,
  missingParameter,
  resourceMissing,
  type StripeError,
} from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Charge, PaymentMethod } from '../state/objects.ts';
import { moveMoney } from './balance.ts';
import type { Behaviour, Decline } from './behaviour.ts';
import { cardFromToken } from './cards.ts';
import { createCharge, type Purchase } from './charges.ts';
import { assertAmount, shippingOf } from './intent-parameters.ts';
import { mergeMetadata } from './parameters.ts';
import { preparePaymentMethod } from './payment-methods.ts';
import { schedule } from './schedule.ts';
import { behaviourOfCharge, directBehaviour, scheduleAftermath } from './settlement.ts';

type Params = Read<Stripe.ChargeCreateParams>;

/** @throws {StripeError} 402 when the bank says no: there is a failed charge then */
export function createDirectCharge(context: Context, params: Params): Charge {
  const purchase = purchaseOf(context, params);
  const paymentMethod = cardOf(context, params);
  const { card } = paymentMethod;
  const { decline, hold = 0, ...behaviour } = directBehaviour(card);
  const { charges } = context.account.state;
  const own = { payment_method: paymentMethod.id, source: sourceOf(paymentMethod) };
  const terms = { behaviour, decline, mandate: null };
  if (decline) {
    const failed = { ...own, status: 'failed' as const };
    throw refusal(context, createCharge(context, purchase, paymentMethod, terms, failed), decline);
  }
  if (params.capture === false) {
    const captureBefore = context.account.clock.now() + hold;
    const held = createCharge(
      context,
      purchase,
      paymentMethod,
      { ...terms, captureBefore },
      { ...own, status: 'succeeded' },
    );
    schedule(context, hold, { kind: 'expire_charge', id: held.id });
    emit(context, 'charge.succeeded', held);
    return held;
  }
  const taken = { ...own, status: 'succeeded' as const, captured: true };
  const charge = createCharge(context, purchase, paymentMethod, terms, {
    ...taken,
    amount_captured: params.amount ?? 0,
  });
  const { id: balance_transaction } = fund(context, charge, charge.amount, behaviour);
  const paid = charges.update(charge.id, { balance_transaction });
  emit(context, 'charge.succeeded', paid);
  scheduleAftermath(context, paid.id, behaviour);
  return paid;
}

function purchaseOf({ account }: Context, params: Params): Purchase {
  if (params.amount === undefined) throw missingParameter('amount');
  if (params.currency === undefined) throw missingParameter('currency');
  const currency = params.currency.toLowerCase();
  assertAmount(params.amount, currency);
  if (params.customer !== undefined) account.state.customers.require(params.customer, 'customer');
  return {
    id: null,
    amount: params.amount,
    currency,
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: mergeMetadata(null, params.metadata),
    next_action: null,
    payment_method_options: null,
    receipt_email: params.receipt_email ?? null,
    shipping: shippingOf(params.shipping),
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    transfer_group: params.transfer_group ?? null,
  };
}

/** A payment method that is not kept: the token is good for this charge. */
function cardOf(context: Context, { source, customer }: Params): PaymentMethod {
  if (source === undefined) {
    throw customer === undefined
      ? invalidRequest('Must provide source or customer.', { code: 'parameter_missing' })
      : cardError('Cannot charge a customer that has no active card', {
          code: 'missing',
          param: 'card',
        });
  }
  if (!cardFromToken(source, context.account.clock.now())) {
    throw resourceMissing('token', source, 'source');
  }
  const made = preparePaymentMethod(context, { type: 'card', card: { token: source } });
  return { ...made, id: newId('card') };
}

/** The card as it was shown before there were payment methods. */
function sourceOf({ id, card }: PaymentMethod): Stripe.Card {
  const brand = card?.brand ?? 'unknown';
  return {
    id,
    object: 'card',
    address_city: null,
    address_country: null,
    address_line1: null,
    address_line1_check: null,
    address_line2: null,
    address_state: null,
    address_zip: null,
    address_zip_check: null,
    brand: brandNames[brand] ?? brand,
    country: card?.country ?? null,
    customer: null,
    cvc_check: 'pass',
    dynamic_last4: card?.wallet?.dynamic_last4 ?? null,
    exp_month: card?.exp_month ?? 0,
    exp_year: card?.exp_year ?? 0,
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? 'unknown',
    last4: card?.last4 ?? '',
    metadata: {},
    name: null,
    regulated_status: card?.regulated_status ?? null,
    tokenization_method: card?.wallet?.type ?? null,
  };
}

const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

function refusal(context: Context, charge: Charge, decline: Decline): StripeError {
  emit(context, 'charge.failed', charge);
  const { message, outcome: _, seller_message: __, ...details } = decline;
  return cardError(message, { ...details, charge: charge.id });
}

const fund = (
  context: Context,
  charge: Charge,
  amount: number,
  { available = false }: Pick<Behaviour, 'available'>,
) => moveMoney(context, charge, { type: 'charge', amount, source: charge.id, available });

/** All of it or a part, once; what is left goes back. */
export function captureDirectCharge(
  context: Context,
  charge: Charge,
  amount: number = charge.amount,
): Charge {
  const { charges } = context.account.state;
  if (amount < 1 || amount > charge.amount) {
    throw invalidRequest(
      `The requested capture amount must be between 1 and what was authorized (${charge.amount}).`,
      { code: amount < 1 ? 'parameter_invalid_integer' : 'amount_too_large', param: 'amount' },
    );
  }
  const behaviour = behaviourOfCharge(context, charge);
  const captured = charges.update(charge.id, {
    amount_captured: amount,
    balance_transaction: fund(context, charge, amount, behaviour).id,
    captured: true,
  });
  emit(context, 'charge.captured', captured, charge);
  scheduleAftermath(context, charge.id, behaviour);
  return captured;
}

/** The time is up: what was not captured is lost. */
export function expireDirectCharge(context: Context, charge: Charge): void {
  if (!charge.captured) emit(context, 'charge.expired', charge);
}

/** Whether it is too late to capture it. */
export const isExpired = ({ account }: Context, charge: Charge): boolean =>
  (charge.payment_method_details?.card?.capture_before ?? Infinity) <= account.clock.now();
