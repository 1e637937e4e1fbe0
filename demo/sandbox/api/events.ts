import type { Handlers, PrivateOperation } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import { isOfType } from '../state/events.ts';
import type { Webhooks } from '../webhooks/deliveries.ts';

export const events: Handlers = {
  'GET /v1/events': ({ context: { account }, params }) =>
    list(account.state.events, '/v1/events', params, {
      matches: ({ type, pending_webhooks }) =>
        (params.type === undefined || isOfType(params.type, type)) &&
        (params.types === undefined || params.types.includes(type)) &&
        (params.delivery_success === undefined ||
          params.delivery_success === (pending_webhooks === 0)),
    }),

  'GET /v1/events/:id': ({ context: { account }, path }) => account.state.events.require(path.id),
};

/** What `stripe events resend` calls: to the endpoint that is named, else to all that listen. */
export const resendEvent = (webhooks: Webhooks): PrivateOperation => ({
  operation: 'POST /v1/events/:id/retry',
  answersLike: 'GET /v1/events/:id',
  parameters: {
    account: 'string',
    expand: { '[]': 'string' },
    for_stripecli: 'boolean',
    webhook_endpoint: 'string',
  },
  handle({ context: { account }, path, params }) {
    const event = account.state.events.require(path.id ?? '');
    const endpoint =
      typeof params.webhook_endpoint === 'string'
        ? account.state.webhookEndpoints.require(params.webhook_endpoint, 'webhook_endpoint')
        : undefined;
    webhooks.resend(account, event, endpoint);
    return event;
  },
});
