import { createCustomerSession } from '../account/customer-sessions.ts';
import type { Handlers } from '../protocol/api.ts';

export const customerSessions: Handlers = {
  'POST /v1/customer_sessions': ({ context, params }) => createCustomerSession(context, params),
};
