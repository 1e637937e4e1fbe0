import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import {
  createWebhookEndpoint,
  updateWebhookEndpoint,
  withoutSecret,
} from '../webhooks/endpoints.ts';

export const webhookEndpoints: Handlers = {
  'POST /v1/webhook_endpoints': ({ context, params }) => createWebhookEndpoint(context, params),

  'GET /v1/webhook_endpoints': ({ context: { account }, params }) => {
    const page = list(account.state.webhookEndpoints, '/v1/webhook_endpoints', params);
    return { ...page, data: page.data.map(withoutSecret) };
  },

  'GET /v1/webhook_endpoints/:id': ({ context: { account }, path }) =>
    withoutSecret(account.state.webhookEndpoints.require(path.id)),

  'POST /v1/webhook_endpoints/:id': ({ context, path, params }) =>
    withoutSecret(updateWebhookEndpoint(context, path.id, params)),

  'DELETE /v1/webhook_endpoints/:id': ({ context: { account }, path }) => {
    const { id } = account.state.webhookEndpoints.require(path.id);
    account.state.webhookEndpoints.remove(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
};
