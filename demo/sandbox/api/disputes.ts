import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import { closeDispute, updateDispute } from '../payments/disputes.ts';

export const disputes: Handlers = {
  'GET /v1/disputes': ({ context: { account }, params }) =>
    list(
      account.state.disputes,
      '/v1/disputes',
      params,
      params.charge !== undefined
        ? { field: ['charge', params.charge] }
        : params.payment_intent !== undefined
          ? { field: ['payment_intent', params.payment_intent] }
          : {},
    ),

  'GET /v1/disputes/:id': ({ context: { account }, path }) =>
    account.state.disputes.require(path.id),

  'POST /v1/disputes/:id': ({ context, path, params }) =>
    updateDispute(context, context.account.state.disputes.require(path.id), params),

  'POST /v1/disputes/:id/close': ({ context, path }) =>
    closeDispute(context, context.account.state.disputes.require(path.id)),

  'GET /v1/radar/early_fraud_warnings': ({ context: { account }, params }) =>
    list(
      account.state.earlyFraudWarnings,
      '/v1/radar/early_fraud_warnings',
      params,
      params.charge !== undefined
        ? { field: ['charge', params.charge] }
        : params.payment_intent !== undefined
          ? { field: ['payment_intent', params.payment_intent] }
          : {},
    ),

  'GET /v1/radar/early_fraud_warnings/:id': ({ context: { account }, path }) =>
    account.state.earlyFraudWarnings.require(path.id),
};
