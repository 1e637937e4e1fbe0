import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import { assertSaysTheSame } from '../payments/client-context.ts';
import { verifyMicrodeposits } from '../payments/microdeposits.ts';
import { confirmSetupIntent } from '../payments/setup-confirmation.ts';
import {
  cancelSetupIntent,
  createSetupIntent,
  updateSetupIntent,
} from '../payments/setup-intents.ts';
import { assertClientSecret, type FromPage } from './client-secrets.ts';

export const setupIntents: Handlers = {
  'POST /v1/setup_intents': ({ context, params, origin }) =>
    createSetupIntent(context, params, origin),

  'GET /v1/setup_intents': ({ context: { account }, params }) =>
    list(
      account.state.setupIntents,
      '/v1/setup_intents',
      params,
      params.customer !== undefined
        ? { field: ['customer', params.customer] }
        : params.payment_method !== undefined
          ? { field: ['payment_method', params.payment_method] }
          : {},
    ),

  'GET /v1/setup_intents/:id': ({ context: { account }, key, params, path }) =>
    assertClientSecret(key, account.state.setupIntents.require(path.id), params.client_secret),

  'POST /v1/setup_intents/:id': ({ context, path, params }) =>
    updateSetupIntent(context, context.account.state.setupIntents.require(path.id), params),

  'POST /v1/setup_intents/:id/confirm': ({ context, key, path, params, origin }) => {
    const intent = context.account.state.setupIntents.require(path.id);
    const { client_secret: secret, client_context, ...rest } = params as typeof params & FromPage;
    assertClientSecret(key, intent, secret);
    assertSaysTheSame(intent, client_context);
    return confirmSetupIntent(context, intent, rest, origin, key.kind === 'publishable');
  },

  'POST /v1/setup_intents/:id/verify_microdeposits': ({ context, key, path, params }) => {
    const intent = context.account.state.setupIntents.require(path.id);
    const { client_secret: secret, ...rest } = params as typeof params & { client_secret?: string };
    return verifyMicrodeposits(context, assertClientSecret(key, intent, secret), rest);
  },

  'POST /v1/setup_intents/:id/cancel': ({ context, path, params }) =>
    cancelSetupIntent(
      context,
      context.account.state.setupIntents.require(path.id),
      params.cancellation_reason ?? null,
    ),

  'GET /v1/setup_attempts': ({ context: { account }, params }) =>
    list(account.state.setupAttempts, '/v1/setup_attempts', params, {
      field: ['setup_intent', params.setup_intent],
    }),

  'GET /v1/mandates/:id': ({ context: { account }, path }) =>
    account.state.mandates.require(path.id),
};
