import type { Handlers } from '../protocol/api.ts';
import { createConfirmationToken } from '../payments/confirmation-tokens.ts';

export const confirmationTokens: Handlers = {
  'GET /v1/confirmation_tokens/:id': ({ context: { account }, path }) =>
    account.state.confirmationTokens.require(path.id),

  'POST /v1/test_helpers/confirmation_tokens': ({ context, params }) =>
    createConfirmationToken(context, params),
};
