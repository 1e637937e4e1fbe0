import type { Handlers } from '../protocol/api.ts';
import { capabilityObject, describeAccount, requestCapability } from '../account/account.ts';
import { capabilitiesOf } from '../payments/capabilities.ts';
import { resourceMissing } from '../protocol/errors.ts';
import type { Account } from '../accounts.ts';

const own = (account: Account, id: string): Account => {
  if (id !== account.id) throw resourceMissing('account', id);
  return account;
};

export const account: Handlers = {
  'GET /v1/account': ({ context: { account } }) => describeAccount(account),

  'GET /v1/accounts/:id': ({ context: { account }, path }) =>
    describeAccount(own(account, path.id)),

  'GET /v1/accounts/:id/capabilities': ({ context: { account }, path }) => ({
    object: 'list',
    data: Object.keys(capabilitiesOf(own(account, path.id))).map((name) =>
      capabilityObject(account, name),
    ),
    has_more: false,
    url: `/v1/accounts/${account.id}/capabilities`,
  }),

  'GET /v1/accounts/:accountId/capabilities/:id': ({ context: { account }, path }) =>
    capabilityObject(own(account, path.accountId), path.id),

  'POST /v1/accounts/:accountId/capabilities/:id': ({ context, path, params }) => {
    own(context.account, path.accountId);
    return requestCapability(context, path.id, params.requested);
  },
};
