/** What follows a charge: its money in the balance, a dispute, a warning; all as the method behaves. */
import type { Stripe } from 'stripe';
import type { Context } from '../state/events.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../state/objects.ts';
import { moveMoney } from './balance.ts';
import type { Behaviour } from './behaviour.ts';
import { cardBehaviour } from './cards.ts';
import { methodBehaviour } from './methods/behaviours.ts';
import { schedule } from './schedule.ts';

/** At once, but after the answer. Stripe takes half a second; its CLI counts on it when it triggers disputes. */
const aftermathAfter = 0;

/** How the method behaves that an intent is paid with. */
export function behaviourOf(
  { account }: Context,
  intent: PaymentIntent,
  paymentMethod: PaymentMethod,
  offSession: boolean,
): Behaviour {
  const options = intent.payment_method_options ?? {};
  const card = paymentMethod.card ?? account.state.linkCards.get(paymentMethod.id);
  if (card) {
    return cardBehaviour(card, {
      offSession,
      setUp: account.state.setUp.has(paymentMethod.id),
      requested: options.card?.request_three_d_secure,
      use: 'charge',
    });
  }
  const behaviour = methodBehaviour(paymentMethod, {
    options,
    now: account.clock.now(),
    verified: account.state.setUp.has(paymentMethod.id),
  });
  if (!behaviour) throw new Error(`the sandbox does not play ${paymentMethod.type}`);
  return behaviour;
}

/** How a card behaves that is charged without an intent, when nobody is there to authenticate it. */
export const directBehaviour = (
  card: Pick<Stripe.PaymentMethod.Card, 'fingerprint'> | undefined,
): Behaviour =>
  card ? cardBehaviour(card, { offSession: true, setUp: false, use: 'charge' }) : {};

/** The charge with the transaction by which its money reached the balance. */
export function settleFunds(context: Context, charge: Charge): Charge {
  const { charges } = context.account.state;
  const { available = false } = behaviourOfCharge(context, charge);
  const { id } = moveMoney(context, charge, {
    type: 'charge',
    amount: charge.amount_captured,
    source: charge.id,
    available,
  });
  return charges.update(charge.id, { balance_transaction: id });
}

/** How the method behaves that a charge was paid with. */
export function behaviourOfCharge(context: Context, charge: Charge): Behaviour {
  const { paymentIntents, paymentMethods, attempts } = context.account.state;
  if (charge.payment_intent === null) return directBehaviour(charge.payment_method_details?.card);
  const paymentMethod = paymentMethods.get(charge.payment_method ?? '');
  const intent = paymentIntents.get(charge.payment_intent);
  if (!paymentMethod || !intent) return {};
  const offSession = attempts.get(intent.id)?.offSession ?? false;
  const { decline: _, ...behaviour } = behaviourOf(context, intent, paymentMethod, offSession);
  return behaviour;
}

export function scheduleAftermath(context: Context, chargeId: string, behaviour: Behaviour): void {
  for (const aftermath of [behaviour.aftermath ?? []].flat()) {
    schedule(context, aftermathAfter, {
      kind: 'aftermath',
      id: chargeId,
      data: { ...aftermath },
    });
  }
}
