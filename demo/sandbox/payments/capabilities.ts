import type { Stripe } from 'stripe';
import { paymentMethods, type Country } from '../../../server/methods/index.ts';
import type { Account } from '../accounts.ts';

type Status = Stripe.Capability.Status;

/** What an account of a country has when nobody switches anything: all that its country can have. */
function standard(country: Country): Record<string, Status> {
  const active: Record<string, Status> = { transfers: 'active' };
  for (const { capabilities, markets, unavailable } of paymentMethods.values()) {
    const open = markets.some(({ accounts }) => accounts?.has(country) ?? true);
    if (unavailable !== undefined || !open) continue;
    for (const name of capabilities) active[name] = 'active';
  }
  return active;
}

const byCountry = new Map<string, Readonly<Record<string, Status>>>();

export function capabilitiesOf({ country, state }: Account): Readonly<Record<string, Status>> {
  let capabilities = byCountry.get(country);
  if (!capabilities) {
    capabilities = standard(country);
    byCountry.set(country, capabilities);
  }
  return state.capabilities.size === 0
    ? capabilities
    : { ...capabilities, ...Object.fromEntries(state.capabilities) };
}
