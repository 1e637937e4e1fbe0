import type { Handlers } from '../protocol/api.ts';
import { invalidRequest } from '../protocol/errors.ts';
import { list } from '../protocol/pagination.ts';
import { searchByMetadata } from '../protocol/search.ts';
import { capturePaymentIntent } from '../payments/captures.ts';
import { captureDirectCharge, createDirectCharge, isExpired } from '../payments/direct-charges.ts';
import { mergeMetadata } from '../payments/parameters.ts';
import { emit } from '../state/events.ts';

export const charges: Handlers = {
  'GET /v1/charges': ({ context: { account }, params }) =>
    list(
      account.state.charges,
      '/v1/charges',
      params,
      params.payment_intent !== undefined
        ? { field: ['payment_intent', params.payment_intent] }
        : params.customer !== undefined
          ? { field: ['customer', params.customer] }
          : {},
    ),

  'GET /v1/charges/search': ({ context: { account }, params }) =>
    searchByMetadata(account.state.charges, '/v1/charges/search', params),

  'POST /v1/charges': ({ context, params }) => createDirectCharge(context, params),

  'GET /v1/charges/:id': ({ context: { account }, path }) => account.state.charges.require(path.id),

  'POST /v1/charges/:id': ({ context, path, params }) => {
    const { charges } = context.account.state;
    const charge = charges.require(path.id);
    const { description, receipt_email, customer, transfer_group } = params;
    const updated = charges.update(charge.id, {
      metadata: mergeMetadata(charge.metadata, params.metadata),
      ...(description !== undefined && { description }),
      ...(receipt_email !== undefined && { receipt_email }),
      ...(customer !== undefined && { customer }),
      ...(transfer_group !== undefined && { transfer_group }),
    });
    emit(context, 'charge.updated', updated, charge);
    return updated;
  },

  'POST /v1/charges/:id/capture': ({ context, path, params }) => {
    const { charges, paymentIntents } = context.account.state;
    const charge = charges.require(path.id);
    if (charge.captured) {
      throw invalidRequest(`Charge ${charge.id} has already been captured.`, {
        code: 'charge_already_captured',
      });
    }
    if (charge.status !== 'succeeded' || isExpired(context, charge)) {
      throw invalidRequest(`Charge ${charge.id} can no longer be captured.`, {
        code: 'charge_expired_for_capture',
      });
    }
    if (charge.payment_intent === null) {
      return captureDirectCharge(context, charge, params.amount);
    }
    capturePaymentIntent(
      context,
      paymentIntents.require(charge.payment_intent),
      params.amount === undefined ? {} : { amount_to_capture: params.amount },
    );
    return charges.require(charge.id);
  },
};
