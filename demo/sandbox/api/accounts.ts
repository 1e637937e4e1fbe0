import type { Stripe } from 'stripe';
import type { Account } from '../accounts.ts';
import { capabilitiesOf } from '../payments/capabilities.ts';
import { currencyOf } from '../payments/countries.ts';
import type { Handlers } from '../protocol/api.ts';
import { invalidRequest, resourceMissing, StripeError } from '../protocol/errors.ts';
import { emit } from '../state/events.ts';

export const accounts: Handlers = {
  'GET /v1/account': ({ context: { account } }) => accountObject(account),

  'GET /v1/accounts/:id': ({ context: { account }, path }) => {
    assertOwn(account, path.id);
    return accountObject(account);
  },

  'GET /v1/accounts/:id/capabilities': ({ context: { account }, path }) => {
    assertOwn(account, path.id);
    return {
      object: 'list',
      data: Object.keys(capabilitiesOf(account)).map((name) => capability(account, name)),
      has_more: false,
      url: `/v1/accounts/${account.id}/capabilities`,
    };
  },

  'GET /v1/accounts/:accountId/capabilities/:id': ({ context: { account }, path }) => {
    assertOwn(account, path.accountId);
    return capability(account, path.id);
  },

  'POST /v1/accounts/:accountId/capabilities/:id': ({ context, path, params }) => {
    const { account } = context;
    assertOwn(account, path.accountId);
    if (!/^[a-z0-9_]+$/.test(path.id)) throw invalidRequest(`Invalid capability: ${path.id}`);
    const before = capability(account, path.id);
    if (params.requested === undefined) return before;
    account.state.capabilities.set(path.id, params.requested ? 'active' : 'inactive');
    const after = capability(account, path.id);
    emit(context, 'capability.updated', after, before);
    emit(context, 'account.updated', accountObject(account));
    return after;
  },
};

function assertOwn({ id }: Account, named: string): void {
  if (named === id) return;
  throw new StripeError(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message:
      `The provided key does not have access to account '${named}' (or that account does not exist). ` +
      'Application access may have been revoked.',
  });
}

function capability(account: Account, name: string): Stripe.Capability {
  const status = capabilitiesOf(account)[name];
  if (status === undefined && !name.endsWith('_payments') && name !== 'transfers') {
    throw resourceMissing('capability', name);
  }
  const requested = status === 'active' || status === 'pending';
  return {
    id: name,
    object: 'capability',
    account: account.id,
    requested,
    requested_at: requested ? openedAt : null,
    status: status ?? 'unrequested',
  };
}

/** Accounts here have always been there. */
const openedAt = Math.floor(Date.UTC(2026, 0, 1) / 1000);

function accountObject(account: Account): Stripe.Account {
  const noRequirements = {
    alternatives: [],
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  };
  return {
    id: account.id,
    object: 'account',
    business_type: 'company',
    capabilities: capabilitiesOf(account),
    charges_enabled: true,
    controller: { type: 'account' },
    country: account.country,
    created: openedAt,
    default_currency: currencyOf(account.country),
    details_submitted: true,
    email: 'merchant@sandbox.example',
    future_requirements: noRequirements,
    metadata: {},
    payouts_enabled: true,
    requirements: noRequirements,
    type: 'standard',
  };
}
