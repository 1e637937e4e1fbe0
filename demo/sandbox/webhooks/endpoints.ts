/** Webhook endpoints: at most 16, each with a secret that is told once. */
import type { Stripe } from 'stripe';
import type { Read } from '../protocol/operations.ts';
import { invalidRequest } from '../protocol/errors.ts';
import type { Context } from '../state/events.ts';
import { newId, randomText } from '../state/ids.ts';
import type { EventType, WebhookEndpoint } from '../state/objects.ts';

const maxEndpoints = 16;

export function createWebhookEndpoint(
  { account }: Context,
  params: Read<Stripe.WebhookEndpointCreateParams>,
): WebhookEndpoint {
  const { webhookEndpoints } = account.state;
  if (webhookEndpoints.size >= maxEndpoints) {
    throw invalidRequest(`You have reached the maximum of ${maxEndpoints} test webhook endpoints.`);
  }
  assertUrl(params.url);
  assertEvents(params.enabled_events);
  return webhookEndpoints.insert({
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: params.api_version ?? null,
    application: null,
    created: account.clock.now(),
    description: params.description ?? null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: given(params.metadata ?? {}),
    secret: `whsec_${randomText(32)}`,
    status: 'enabled',
    url: params.url,
  });
}

export function updateWebhookEndpoint(
  { account }: Context,
  id: string,
  params: Read<Stripe.WebhookEndpointUpdateParams>,
): WebhookEndpoint {
  const { webhookEndpoints } = account.state;
  const endpoint = webhookEndpoints.require(id);
  const { url, enabled_events, description, disabled, metadata } = params;
  if (url !== undefined) assertUrl(url);
  if (enabled_events !== undefined) assertEvents(enabled_events);
  return webhookEndpoints.update(id, {
    ...(url !== undefined && { url }),
    ...(enabled_events !== undefined && { enabled_events }),
    ...(description !== undefined && { description }),
    ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }),
    ...(metadata !== undefined && {
      metadata: metadata === null ? {} : given({ ...endpoint.metadata, ...metadata }),
    }),
  });
}

/** As everybody but its creator sees it. */
export function withoutSecret({ secret: _, ...endpoint }: WebhookEndpoint): WebhookEndpoint {
  return endpoint;
}

/** Whether an event of this type goes there. */
export const wants = ({ status, enabled_events }: WebhookEndpoint, type: EventType): boolean =>
  status === 'enabled' && (enabled_events.includes('*') || enabled_events.includes(type));

/** Metadata without the keys that an empty value takes away. */
const given = (metadata: Record<string, string | number | null>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata).flatMap(([key, value]) =>
      value === null ? [] : [[key, String(value)]],
    ),
  );

/** Unlike Stripe, the sandbox reaches the machine that it runs on. */
function assertUrl(url: string): void {
  const parsed = URL.parse(url);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) {
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    });
  }
}

function assertEvents(events: readonly string[]): void {
  if (events.length === 0) {
    throw invalidRequest('You must enable at least one event.', { param: 'enabled_events' });
  }
  if (events.includes('*') && events.length > 1) {
    throw invalidRequest("'*' enables all events: no others may be listed with it.", {
      param: 'enabled_events',
    });
  }
}
