import type Stripe from 'stripe';

/** Whole objects as Stripe sends them (API version 2026-10-28.endive), changed where a test cares. */

const CREATED = 1_790_000_000;

export function paymentIntent(changes: Partial<Stripe.PaymentIntent> = {}): Stripe.PaymentIntent {
  return {
    id: 'pi_1',
    object: 'payment_intent',
    allowed_payment_method_types: ['card'],
    amount: 1000,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: 'pi_1_secret_1',
    confirmation_method: 'automatic',
    created: CREATED,
    currency: 'eur',
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: { tender_order: 'order-1', tender_payment: 'payment-1' },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
    ...changes,
  };
}

export function charge(changes: Partial<Stripe.Charge> = {}): Stripe.Charge {
  return {
    id: 'ch_1',
    object: 'charge',
    amount: 1000,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: false,
    created: CREATED,
    currency: 'eur',
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: null,
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: 'pi_1',
    payment_method: 'pm_1',
    payment_method_details: { type: 'card', card: card() },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
    ...changes,
  };
}

export function card(
  changes: Partial<Stripe.Charge.PaymentMethodDetails.Card> = {},
): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: 1000,
    authorization_code: null,
    brand: 'visa',
    checks: null,
    country: 'DE',
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2030,
    funding: 'credit',
    installments: null,
    last4: '4242',
    mandate: null,
    network: 'visa',
    network_transaction_id: null,
    regulated_status: null,
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
    ...changes,
  };
}

export function refund(changes: Partial<Stripe.Refund> = {}): Stripe.Refund {
  return {
    id: 're_1',
    object: 'refund',
    amount: 1000,
    balance_transaction: 'txn_1',
    charge: 'ch_1',
    created: CREATED,
    currency: 'eur',
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: 'pi_1',
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
    ...changes,
  };
}

/** A dispute without the evidence, which is some thirty fields of the merchant's own words. */
export type Dispute = Omit<Stripe.Dispute, 'evidence' | 'evidence_details'>;

export function dispute(changes: Partial<Dispute> = {}): Dispute {
  return {
    id: 'du_1',
    object: 'dispute',
    amount: 1000,
    balance_transactions: [],
    charge: 'ch_1',
    created: CREATED,
    currency: 'eur',
    enhanced_eligibility_types: [],
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: 'pi_1',
    reason: 'fraudulent',
    status: 'needs_response',
    ...changes,
  };
}
