import type { IdempotencyKeys } from '../protocol/idempotency.ts';
import { createCollection, type Collection } from './collection.ts';
import type { Delivery } from '../webhooks/deliveries.ts';
import type { Charge, Event, PaymentIntent, PaymentMethod, WebhookEndpoint } from './objects.ts';

/** Everything that one account has. Plain objects throughout: it can be exported as JSON. */
export interface AccountState {
  readonly charges: Collection<Charge>;
  readonly deliveries: Collection<Delivery>;
  readonly events: Collection<Event>;
  readonly paymentIntents: Collection<PaymentIntent>;
  readonly paymentMethods: Collection<PaymentMethod>;
  readonly webhookEndpoints: Collection<WebhookEndpoint>;
  readonly idempotencyKeys: IdempotencyKeys;
}

export function createAccountState(): AccountState {
  return {
    charges: createCollection('charge', ['payment_intent', 'customer']),
    deliveries: createCollection('delivery', ['event']),
    events: createCollection('event'),
    paymentIntents: createCollection('payment_intent', ['customer']),
    paymentMethods: createCollection('PaymentMethod', ['customer']),
    webhookEndpoints: createCollection('webhook_endpoint'),
    idempotencyKeys: new Map(),
  };
}

/** The object of an id of any kind. */
export function findObject(state: AccountState, id: string): object | undefined {
  const collections: Record<string, Collection<{ id: string }>> = {
    ch: state.charges,
    py: state.charges,
    evt: state.events,
    pi: state.paymentIntents,
    pm: state.paymentMethods,
  };
  return collections[id.slice(0, id.indexOf('_'))]?.get(id);
}
