import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import { mergeMetadata } from '../payments/parameters.ts';
import { cancelRefund, expireRefund, updateRefund } from '../payments/refund-outcomes.ts';
import { createRefund } from '../payments/refunds.ts';

export const refunds: Handlers = {
  'POST /v1/refunds': ({ context, params }) => createRefund(context, params),

  'GET /v1/refunds': ({ context: { account }, params }) =>
    list(
      account.state.refunds,
      '/v1/refunds',
      params,
      params.charge !== undefined
        ? { field: ['charge', params.charge] }
        : params.payment_intent !== undefined
          ? { field: ['payment_intent', params.payment_intent] }
          : {},
    ),

  'GET /v1/refunds/:id': ({ context: { account }, path }) => account.state.refunds.require(path.id),

  'POST /v1/refunds/:id': ({ context, path, params }) => {
    const refund = context.account.state.refunds.require(path.id);
    return updateRefund(context, refund, {
      metadata: mergeMetadata(refund.metadata, params.metadata),
    });
  },

  'POST /v1/refunds/:id/cancel': ({ context, path }) =>
    cancelRefund(context, context.account.state.refunds.require(path.id)),

  'POST /v1/test_helpers/refunds/:id/expire': ({ context, path }) =>
    expireRefund(context, context.account.state.refunds.require(path.id)),
};
