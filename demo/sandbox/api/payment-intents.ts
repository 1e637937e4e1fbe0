import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import { searchByMetadata } from '../protocol/search.ts';
import { applyCashBalance } from '../payments/cash-balance.ts';
import { capturePaymentIntent, incrementAuthorization } from '../payments/captures.ts';
import { assertSaysTheSame } from '../payments/client-context.ts';
import { confirmPaymentIntent } from '../payments/confirmation.ts';
import { verifyMicrodeposits } from '../payments/microdeposits.ts';
import {
  cancelPaymentIntent,
  createPaymentIntent,
  updatePaymentIntent,
} from '../payments/intents.ts';
import { assertClientSecret, type FromPage } from './client-secrets.ts';

export const paymentIntents: Handlers = {
  'POST /v1/payment_intents': ({ context, params, origin }) =>
    createPaymentIntent(context, params, origin),

  'GET /v1/payment_intents': ({ context: { account }, params }) =>
    list(
      account.state.paymentIntents,
      '/v1/payment_intents',
      params,
      params.customer === undefined ? {} : { field: ['customer', params.customer] },
    ),

  'GET /v1/payment_intents/search': ({ context: { account }, params }) =>
    searchByMetadata(account.state.paymentIntents, '/v1/payment_intents/search', params),

  'GET /v1/payment_intents/:id': ({ context: { account }, key, params, path }) => {
    const intent = account.state.paymentIntents.require(path.id);
    return assertClientSecret(key, intent, params.client_secret);
  },

  'POST /v1/payment_intents/:id': ({ context, path, params }) =>
    updatePaymentIntent(context, context.account.state.paymentIntents.require(path.id), params),

  'POST /v1/payment_intents/:id/confirm': ({ context, key, path, params, origin }) => {
    const intent = context.account.state.paymentIntents.require(path.id);
    const { client_secret: secret, client_context, ...rest } = params as typeof params & FromPage;
    assertClientSecret(key, intent, secret);
    assertSaysTheSame(intent, client_context);
    return confirmPaymentIntent(context, intent, rest, origin, key.kind === 'publishable');
  },

  'POST /v1/payment_intents/:id/capture': ({ context, path, params }) =>
    capturePaymentIntent(context, context.account.state.paymentIntents.require(path.id), params),

  'POST /v1/payment_intents/:id/increment_authorization': ({ context, path, params }) =>
    incrementAuthorization(context, context.account.state.paymentIntents.require(path.id), params),

  'POST /v1/payment_intents/:id/verify_microdeposits': ({ context, key, path, params }) => {
    const intent = context.account.state.paymentIntents.require(path.id);
    const { client_secret: secret, ...rest } = params as typeof params & { client_secret?: string };
    return verifyMicrodeposits(context, assertClientSecret(key, intent, secret), rest);
  },

  'POST /v1/payment_intents/:id/apply_customer_balance': ({ context, path, params }) =>
    applyCashBalance(context, context.account.state.paymentIntents.require(path.id), params),

  'POST /v1/payment_intents/:id/cancel': ({ context, path, params }) =>
    cancelPaymentIntent(
      context,
      context.account.state.paymentIntents.require(path.id),
      params.cancellation_reason ?? null,
    ),
};
