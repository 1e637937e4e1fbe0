import type { Stripe } from 'stripe';
import { hold } from '../../../server/methods/index.ts';
import { isCurrency } from '../../../server/money/index.ts';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../state/objects.ts';
import { digits } from '../test-data/references.ts';
import type { Behaviour, Decline } from './behaviour.ts';
import { checksOf } from './cards.ts';
import { methodChargeDetails } from './methods/charge-details.ts';

export interface ChargeTerms {
  behaviour: Behaviour;
  mandate: string | null;
  /** Seconds since 1970 at which an authorization lapses, if this is one. */
  captureBefore?: number | undefined;
  decline?: Decline | undefined;
}

/** An intent, or what a charge without one is made of. */
export type Purchase = Pick<
  PaymentIntent,
  | 'amount'
  | 'currency'
  | 'customer'
  | 'description'
  | 'metadata'
  | 'next_action'
  | 'payment_method_options'
  | 'receipt_email'
  | 'shipping'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
  | 'transfer_group'
> & { id: string | null };

/** A charge of the whole amount. */
export function createCharge(
  { account }: Context,
  intent: Purchase,
  paymentMethod: PaymentMethod,
  terms: ChargeTerms,
  state: Pick<Charge, 'status'> & Partial<Charge>,
): Charge {
  const id = newId(paymentMethod.type === 'card' ? 'ch' : 'py');
  return account.state.charges.insert({
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: paymentMethod.billing_details,
    calculated_statement_descriptor: 'SANDBOX',
    captured: false,
    created: account.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: terms.decline?.code ?? null,
    failure_message: terms.decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(terms),
    paid: state.status !== 'failed',
    payment_intent: intent.id,
    payment_method: paymentMethod.id,
    payment_method_details: detailsOf(
      account.clock.now(),
      account.country,
      intent,
      paymentMethod,
      id,
      terms,
    ),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: state.status === 'failed' ? null : `https://pay.stripe.com/receipts/payment/${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_data: null,
    transfer_group: intent.transfer_group,
    ...state,
  });
}

const riskScores = { normal: 12, elevated: 68, highest: 92 } as const;

export function outcomeOf({
  behaviour: { risk = 'normal' },
  decline,
}: Pick<ChargeTerms, 'behaviour' | 'decline'>): Stripe.Charge.Outcome {
  const scored = { risk_level: risk, risk_score: riskScores[risk] };
  if (!decline) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: risk === 'normal' ? null : `${risk}_risk_level`,
      ...scored,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  const { outcome: type = 'issuer_declined' } = decline;
  return {
    advice_code: decline.advice_code ?? null,
    network_advice_code: null,
    network_decline_code: decline.network_decline_code ?? null,
    network_status: type === 'blocked' ? 'not_sent_to_network' : 'declined_by_network',
    reason: type === 'blocked' ? 'highest_risk_level' : (decline.decline_code ?? decline.code),
    ...scored,
    seller_message: decline.seller_message ?? decline.message,
    type,
  };
}

function detailsOf(
  now: number,
  accountCountry: Parameters<typeof hold>[1]['accountCountry'],
  intent: Purchase,
  paymentMethod: PaymentMethod,
  chargeId: string,
  terms: ChargeTerms,
): Stripe.Charge.PaymentMethodDetails {
  const { card } = paymentMethod;
  const { mandate, captureBefore, behaviour, decline } = terms;
  if (!card) {
    const { next_action: nextAction } = intent;
    return methodChargeDetails(paymentMethod, { chargeId, mandate, nextAction, now });
  }
  const options = intent.payment_method_options?.card;
  const severalAllowed =
    isCurrency(intent.currency) &&
    (hold('card', { accountCountry, currency: intent.currency, cardBrand: card.brand })?.several ??
      false);
  const granted = (requested: unknown): 'available' | 'unavailable' =>
    captureBefore !== undefined && requested === 'if_available' && severalAllowed
      ? 'available'
      : 'unavailable';
  const overcapture = granted(options?.request_overcapture);
  return {
    card: {
      amount_authorized: decline ? null : intent.amount,
      authorization_code: decline ? null : digits(chargeId, 6),
      brand: card.brand,
      ...(captureBefore !== undefined && { capture_before: captureBefore }),
      checks: checksOf(paymentMethod),
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: {
        status:
          granted(options?.request_extended_authorization) === 'available' ? 'enabled' : 'disabled',
      },
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: {
        status: granted(options?.request_incremental_authorization),
      },
      installments: null,
      last4: card.last4,
      mandate,
      multicapture: { status: granted(options?.request_multicapture) },
      network: card.networks?.preferred ?? card.networks?.available[0] ?? card.brand,
      network_token: { used: false },
      network_transaction_id: decline ? null : digits(`${chargeId} network`, 15),
      overcapture: {
        maximum_amount_capturable:
          overcapture === 'available' ? Math.floor(intent.amount * overcaptureRate) : intent.amount,
        status: overcapture,
      },
      regulated_status: card.regulated_status,
      three_d_secure: behaviour.authentication
        ? {
            authentication_flow: behaviour.authentication,
            electronic_commerce_indicator: '05',
            exemption_indicator: null,
            result: 'authenticated',
            result_reason: null,
            transaction_id: digits(`${chargeId} 3ds`, 20),
            version: '2.2.0',
          }
        : null,
      transaction_link_id: null,
      wallet: card.wallet as Stripe.Charge.PaymentMethodDetails.Card.Wallet | null,
    },
    type: 'card',
  };
}

/** How much more than was authorized may be captured, where the network allows it at all. */
const overcaptureRate = 1.2;
