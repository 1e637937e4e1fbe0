/** SetupAttempts: what has become of each confirmation of a SetupIntent. */
import type { Stripe } from 'stripe';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethod, SetupIntent } from '../state/objects.ts';

/** @returns its id */
export function recordAttempt(
  { account }: Context,
  intent: SetupIntent,
  paymentMethod: PaymentMethod,
  status: string,
): string {
  const card = paymentMethod.card;
  return account.state.setupAttempts.insert({
    id: newId('setatt'),
    object: 'setup_attempt',
    application: null,
    created: account.clock.now(),
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: paymentMethod.id,
    payment_method_details: card
      ? {
          card: {
            brand: card.brand,
            checks: card.checks,
            country: card.country,
            exp_month: card.exp_month,
            exp_year: card.exp_year,
            fingerprint: card.fingerprint ?? null,
            funding: card.funding,
            last4: card.last4,
            network: card.networks?.available[0] ?? null,
            three_d_secure: null,
            wallet: null,
          },
          type: 'card',
        }
      : { type: paymentMethod.type },
    setup_error: null,
    setup_intent: intent.id,
    status,
    usage: intent.usage,
  }).id;
}

export function updateAttempt(
  { account }: Context,
  { latest_attempt }: SetupIntent,
  status: string,
  setup_error: Stripe.SetupAttempt.SetupError | null = null,
): void {
  if (latest_attempt !== null) {
    account.state.setupAttempts.update(latest_attempt, { status, setup_error });
  }
}
