import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';

export const events: Handlers = {
  'GET /v1/events': ({ context: { account }, params }) =>
    list(account.state.events, '/v1/events', params, {
      matches: ({ type }) =>
        (params.type === undefined || type === params.type) &&
        (params.types === undefined || params.types.includes(type)),
    }),

  'GET /v1/events/:id': ({ context: { account }, path }) => account.state.events.require(path.id),
};
