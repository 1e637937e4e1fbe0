import { createHash } from 'node:crypto';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethod } from '../state/objects.ts';

/**
 * The payment method that a call names. A token of test data, such as `pm_card_visa`, makes a new
 * one each time.
 * @throws {StripeError} resource_missing
 */
export function usePaymentMethod(context: Context, id: string, param?: string): PaymentMethod {
  const { paymentMethods } = context.account.state;
  if (id === 'pm_card_visa') return paymentMethods.insert(cardPaymentMethod(context));
  return paymentMethods.require(id, param);
}

function cardPaymentMethod({ account }: Context): PaymentMethod {
  const number = '4242424242424242';
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: {
        city: null,
        country: null,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      },
      email: null,
      name: null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: 2034,
      fingerprint: createHash('sha256').update(number).digest('hex').slice(0, 16),
      funding: 'credit',
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: account.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}
