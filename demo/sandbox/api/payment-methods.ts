import type { Handlers } from '../protocol/api.ts';
import { missingParameter } from '../protocol/errors.ts';
import { list } from '../protocol/pagination.ts';
import {
  attachPaymentMethod,
  createPaymentMethod,
  detachPaymentMethod,
  updatePaymentMethod,
  usePaymentMethod,
} from '../payments/payment-methods.ts';

export const paymentMethods: Handlers = {
  'POST /v1/payment_methods': ({ context, params }) => createPaymentMethod(context, params),

  'GET /v1/payment_methods': ({ context: { account }, params }) =>
    list(account.state.paymentMethods, '/v1/payment_methods', params, {
      // Without a customer there is nothing that belongs to the account itself.
      field: ['customer', params.customer ?? ''],
      ...(params.type !== undefined && { matches: ({ type }) => type === params.type }),
    }),

  'GET /v1/payment_methods/:id': ({ context, path }) => usePaymentMethod(context, path.id),

  'POST /v1/payment_methods/:id': ({ context, path, params }) =>
    updatePaymentMethod(context, context.account.state.paymentMethods.require(path.id), params),

  'POST /v1/payment_methods/:id/attach': ({ context, path, params }) => {
    if (params.customer === undefined) throw missingParameter('customer');
    const { id } = context.account.state.customers.require(params.customer, 'customer');
    return attachPaymentMethod(context, usePaymentMethod(context, path.id), id);
  },

  'POST /v1/payment_methods/:id/detach': ({ context, path }) =>
    detachPaymentMethod(context, context.account.state.paymentMethods.require(path.id)),
};
