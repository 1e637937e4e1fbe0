import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
} from '../payments/intents.ts';

export const paymentIntents: Handlers = {
  'POST /v1/payment_intents': ({ context, params }) => createPaymentIntent(context, params),

  'GET /v1/payment_intents': ({ context: { account }, params }) =>
    list(
      account.state.paymentIntents,
      '/v1/payment_intents',
      params,
      params.customer === undefined ? {} : { field: ['customer', params.customer] },
    ),

  'GET /v1/payment_intents/:id': ({ context: { account }, path }) =>
    account.state.paymentIntents.require(path.id),

  'POST /v1/payment_intents/:id/confirm': ({ context, path, params }) =>
    confirmPaymentIntent(context, context.account.state.paymentIntents.require(path.id), params),

  'POST /v1/payment_intents/:id/capture': ({ context, path, params }) =>
    capturePaymentIntent(context, context.account.state.paymentIntents.require(path.id), params),

  'POST /v1/payment_intents/:id/cancel': ({ context, path, params }) =>
    cancelPaymentIntent(context, context.account.state.paymentIntents.require(path.id), params),
};
