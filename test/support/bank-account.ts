import type { Stripe } from 'stripe';

/** To be verified by microdeposits; confirmed offline. */
export const bankAccount = {
  allowed_payment_method_types: ['us_bank_account'],
  payment_method_data: {
    type: 'us_bank_account',
    us_bank_account: { account_number: '000123456789', routing_number: '110000000' },
    billing_details: { name: 'Jenny Rosen', email: 'jenny@shop.example' },
  },
  payment_method_options: { us_bank_account: { verification_method: 'microdeposits' } },
  mandate_data: { customer_acceptance: { type: 'offline' } },
  confirm: true,
} as const satisfies Stripe.SetupIntentCreateParams;
