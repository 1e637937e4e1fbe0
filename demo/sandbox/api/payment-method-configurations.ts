import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import {
  createConfiguration,
  defaultConfiguration,
  updateConfiguration,
} from '../payments/configurations.ts';

export const paymentMethodConfigurations: Handlers = {
  'POST /v1/payment_method_configurations': ({ context, params }) =>
    createConfiguration(context, params),

  'GET /v1/payment_method_configurations': ({ context, params }) => {
    defaultConfiguration(context);
    return list(
      context.account.state.paymentMethodConfigurations,
      '/v1/payment_method_configurations',
      params,
    );
  },

  'GET /v1/payment_method_configurations/:id': ({ context: { account }, path }) =>
    account.state.paymentMethodConfigurations.require(path.id),

  'POST /v1/payment_method_configurations/:id': ({ context, path, params }) =>
    updateConfiguration(
      context,
      context.account.state.paymentMethodConfigurations.require(path.id),
      params,
    ),
};
