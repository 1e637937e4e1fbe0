import type { Stripe } from 'stripe';
import type { ClientContext } from '../payments/client-context.ts';
import type { IdempotencyKeys } from '../protocol/idempotency.ts';
import type { Delivery } from '../webhooks/deliveries.ts';
import { createCollection, type Collection } from './collection.ts';
import type {
  BalanceTransaction,
  Charge,
  ConfirmationToken,
  Customer,
  CustomerCashBalanceTransaction,
  CustomerSession,
  Dispute,
  EarlyFraudWarning,
  Event,
  Mandate,
  PaymentIntent,
  PaymentMethod,
  PaymentMethodConfiguration,
  PaymentMethodDomain,
  Refund,
  SetupAttempt,
  SetupIntent,
  WebhookEndpoint,
} from './objects.ts';

/** What the API doesn't show of a confirmed intent. */
export interface Attempt {
  /** Tells this attempt from an earlier one, whose tasks may still be on the clock. */
  id: string;
  paymentMethod: string;
  returnUrl: string | null;
  offSession: boolean;
  /** Where the sandbox was reached when the intent was confirmed. */
  origin: string;
  /** The mandate that a debit is made under. */
  mandate: string | null;
  /** The shopper has proved who they are; the intent waits for its second confirmation. */
  authenticated: boolean;
  /** How often it was captured so far. */
  captures: number;
}

/** Everything that one account has. Plain objects throughout: it can be exported as JSON. */
export interface AccountState {
  readonly balanceTransactions: Collection<BalanceTransaction>;
  readonly cashBalanceTransactions: Collection<CustomerCashBalanceTransaction>;
  readonly charges: Collection<Charge>;
  readonly confirmationTokens: Collection<ConfirmationToken>;
  readonly customers: Collection<Customer>;
  readonly customerSessions: Collection<CustomerSession>;
  readonly deliveries: Collection<Delivery>;
  readonly disputes: Collection<Dispute>;
  readonly earlyFraudWarnings: Collection<EarlyFraudWarning>;
  readonly events: Collection<Event>;
  readonly mandates: Collection<Mandate>;
  readonly paymentIntents: Collection<PaymentIntent>;
  readonly paymentMethodConfigurations: Collection<PaymentMethodConfiguration>;
  readonly paymentMethodDomains: Collection<PaymentMethodDomain>;
  readonly paymentMethods: Collection<PaymentMethod>;
  readonly refunds: Collection<Refund>;
  readonly setupAttempts: Collection<SetupAttempt>;
  readonly setupIntents: Collection<SetupIntent>;
  readonly webhookEndpoints: Collection<WebhookEndpoint>;

  /** By intent. */
  readonly attempts: Map<string, Attempt>;
  /** The payment methods behind confirmation tokens, by token. */
  readonly tokenMethods: Map<string, PaymentMethod>;
  /** What Elements showed when confirmation tokens were made, by token. */
  readonly tokenContexts: Map<string, ClientContext>;
  /** The cards that Link pays with, by payment method; without one it just pays. */
  readonly linkCards: Map<string, Stripe.PaymentMethod.Card>;
  /** Capabilities that were switched, by name; the others follow from the country. */
  readonly capabilities: Map<string, Stripe.Capability.Status>;
  /** What restricted keys may not do, by key: `webhook_write` and the like. */
  readonly denied: Map<string, readonly string[]>;
  /** What customers have transferred and no payment has used yet: customer → currency → amount. */
  readonly cashBalances: Map<string, Readonly<Record<string, number>>>;
  /** Customers for whom something else was set than the account's default, which is automatic. */
  readonly reconciliationModes: Map<string, 'automatic' | 'manual'>;
  /** Payment methods that were paid with while they had no customer: they can't be used again. */
  readonly spent: Set<string>;
  /** Payment methods whose owner has authenticated once for later payments. */
  readonly setUp: Set<string>;
  /** Ids of customers that were deleted. */
  readonly deleted: Set<string>;
  readonly idempotencyKeys: IdempotencyKeys;
}

export function createAccountState(): AccountState {
  return {
    balanceTransactions: createCollection('balance transaction', ['source']),
    cashBalanceTransactions: createCollection('customer cash balance transaction', ['customer']),
    charges: createCollection('charge', ['payment_intent', 'customer']),
    confirmationTokens: createCollection('confirmationtoken'),
    customers: createCollection('customer', ['email']),
    customerSessions: createCollection('customer_session'),
    deliveries: createCollection('delivery', ['event']),
    disputes: createCollection('dispute', ['charge', 'payment_intent']),
    earlyFraudWarnings: createCollection('early fraud warning', ['charge', 'payment_intent']),
    events: createCollection('event', ['type']),
    mandates: createCollection('mandate', ['payment_method']),
    paymentIntents: createCollection('payment_intent', ['customer']),
    paymentMethodConfigurations: createCollection('payment_method_configuration'),
    paymentMethodDomains: createCollection('payment_method_domain', ['domain_name']),
    paymentMethods: createCollection('PaymentMethod', ['customer']),
    refunds: createCollection('refund', ['charge', 'payment_intent']),
    setupAttempts: createCollection('setup_attempt', ['setup_intent']),
    setupIntents: createCollection('setup_intent', ['customer', 'payment_method']),
    webhookEndpoints: createCollection('webhook_endpoint'),
    attempts: new Map(),
    tokenMethods: new Map(),
    tokenContexts: new Map(),
    linkCards: new Map(),
    capabilities: new Map(),
    denied: new Map(),
    cashBalances: new Map(),
    reconciliationModes: new Map(),
    spent: new Set(),
    setUp: new Set(),
    deleted: new Set(),
    idempotencyKeys: new Map(),
  };
}

/** What ids begin with, and where such objects are. */
const byPrefix = {
  ccsbtxn: 'cashBalanceTransactions',
  ch: 'charges',
  ctoken: 'confirmationTokens',
  cus: 'customers',
  dp: 'disputes',
  du: 'disputes',
  evt: 'events',
  issfr: 'earlyFraudWarnings',
  mandate: 'mandates',
  pi: 'paymentIntents',
  pm: 'paymentMethods',
  pmc: 'paymentMethodConfigurations',
  pmd: 'paymentMethodDomains',
  py: 'charges',
  pyr: 'refunds',
  re: 'refunds',
  setatt: 'setupAttempts',
  seti: 'setupIntents',
  txn: 'balanceTransactions',
  we: 'webhookEndpoints',
} as const satisfies Record<string, keyof AccountState>;

/** The object of an id of any kind. */
export function findObject(state: AccountState, id: string): object | undefined {
  const prefix = id.slice(0, id.indexOf('_'));
  if (!Object.hasOwn(byPrefix, prefix)) return undefined;
  if (state.deleted.has(id)) return { id, object: 'customer', deleted: true };
  return state[byPrefix[prefix as keyof typeof byPrefix]].get(id);
}
