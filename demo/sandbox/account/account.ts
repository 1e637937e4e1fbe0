/** The account itself: where it is at home, and what it may do there. */
import type { Stripe } from 'stripe';
import type { Account } from '../accounts.ts';
import { capabilitiesOf } from '../payments/capabilities.ts';
import { resourceMissing } from '../protocol/errors.ts';
import { emit, type Context } from '../state/events.ts';
import { settlementCurrency } from './currency.ts';

/** As `GET /v1/account` tells it with the account's own secret key. */
export function describeAccount(account: Account): Stripe.Account {
  const capabilities = capabilitiesOf(account);
  const takesCards = capabilities.card_payments === 'active';
  return {
    id: account.id,
    object: 'account',
    business_type: 'company',
    capabilities: { ...capabilities },
    charges_enabled: takesCards,
    country: account.country,
    default_currency: settlementCurrency(account.country),
    details_submitted: true,
    email: `${account.name}@sandbox.example`,
    payouts_enabled: true,
    settings: null,
    type: 'standard',
  };
}

/** A capability as its own resource. */
export function capabilityObject(account: Account, name: string): Stripe.Capability {
  const capabilities = capabilitiesOf(account);
  const status = Object.hasOwn(capabilities, name) ? capabilities[name] : undefined;
  if (status === undefined) throw resourceMissing('capability', name);
  const requested = status !== 'unrequested';
  return {
    id: name,
    object: 'capability',
    account: account.id,
    requested,
    requested_at: requested ? account.clock.now() : null,
    status,
  };
}

/** Asks for a capability, which the sandbox grants at once, or gives it back. */
export function requestCapability(
  context: Context,
  name: string,
  requested: boolean | undefined,
): Stripe.Capability {
  const { account } = context;
  const before = capabilityObject(account, name);
  if (requested === undefined || requested === before.requested) return before;
  account.state.capabilities.set(name, requested ? 'active' : 'unrequested');
  const after = capabilityObject(account, name);
  emit(context, 'capability.updated', after, before);
  emit(context, 'account.updated', describeAccount(account));
  return after;
}
