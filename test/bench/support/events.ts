/** Signed webhook deliveries, each with an event of its own. */
import Stripe from 'stripe';

export const SECRET = 'whsec_bench_0123456789abcdef';

export interface SignedEvent {
  body: string;
  signature: string;
}

let made = 0;

/** As large as Stripe's own, which come indented: 3.5 kB. */
function event(id: string): object {
  const options = { installments: null, mandate_options: null, network: null };
  return {
    id,
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: Math.floor(Date.now() / 1000),
    data: {
      object: {
        id: `pi_${id}`,
        object: 'payment_intent',
        ...Object.fromEntries(NULLS.map((name) => [name, null])),
        allowed_payment_method_types: ['card'],
        amount: 4200,
        amount_capturable: 0,
        amount_details: { tip: {} },
        amount_received: 4200,
        capture_method: 'automatic',
        client_secret: `pi_${id}_secret_0123456789abcdefghijklmno`,
        confirmation_method: 'automatic',
        created: Math.floor(Date.now() / 1000),
        currency: 'eur',
        description: 'Order 4711 of a shop in Ghent',
        latest_charge: `ch_${id}`,
        livemode: false,
        metadata: { tender_order: 'order-4711', tender_payment: `pay_${id}` },
        payment_method: `pm_${id}`,
        payment_method_options: {
          card: { ...options, request_three_d_secure: 'automatic' },
          link: options,
          paypal: options,
        },
        payment_method_types: ['card'],
        status: 'succeeded',
      },
    },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: `op_${id}` },
    type: 'payment_intent.succeeded',
  };
}

const NULLS = (
  'application application_fee_amount automatic_payment_methods canceled_at cancellation_reason customer ' +
  'customer_account excluded_payment_method_types hooks last_payment_error next_action on_behalf_of ' +
  'payment_method_configuration_details payment_record presentment_details processing receipt_email ' +
  'review setup_future_usage shipping source statement_descriptor statement_descriptor_suffix ' +
  'transfer_data transfer_group'
).split(' ');

export function signedEvents(count: number): SignedEvent[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const body = JSON.stringify(event(`evt_${process.pid}_${made}`), null, 2);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: SECRET });
    return { body, signature };
  });
}
