/**
 * `POST /webhooks/stripe`.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import type { Metrics } from '../metrics.ts';
import { incoming } from '../webhooks/events.ts';
import type { Inbox } from '../webhooks/inbox.ts';
import { verifyEvent } from '../webhooks/verify.ts';
import { readBody } from './body.ts';

/** Stripe's own events stay far below. */
const MOST_BYTES = 512 * 1024;

export interface WebhookServices {
  inbox: Inbox;
  metrics: Metrics;
  /** Resolves when the database is ready. */
  ready: Promise<void>;
}

/**
 * Stripe's deliveries: 200 once the event is durable, or when we'll never act on it; 400 only when it
 * is not a genuine event; 5xx only when we failed, so that Stripe sends it again.
 *
 * The route has an app to itself, since general middleware would cost it more than its own work.
 */
export function webhookRoutes(
  { now, log, credentials }: Pick<Context, 'now' | 'log' | 'credentials'>,
  { inbox, metrics, ready }: WebhookServices,
): Hono {
  const routes = new Hono();
  routes.post('/stripe', async (c) => {
    const body = await readBody(c, MOST_BYTES);
    const { webhookSecrets, livemode } = credentials();
    if (webhookSecrets.length === 0) throw new CheckoutError('not_configured');
    const event = verifyEvent(body, c.req.header('stripe-signature') ?? '', webhookSecrets, now());
    const kept = incoming(event, livemode);
    if (typeof kept === 'string') {
      log.debug({ event: event.id, type: event.type, reason: kept }, 'webhook ignored');
      metrics.webhook(kept);
      return c.json({ received: true, ignored: kept });
    }
    await ready;
    await inbox.accept(kept);
    metrics.webhook('received');
    return c.json({ received: true });
  });
  return routes;
}
