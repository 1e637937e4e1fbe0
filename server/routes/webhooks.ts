/**
 * `POST /webhooks/stripe`.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import type { Metrics } from '../metrics.ts';
import { incoming, type StripeEvent } from '../webhooks/events.ts';
import type { Inbox } from '../webhooks/inbox.ts';
import { verifyEvent } from '../webhooks/verify.ts';
import { readBody } from './body.ts';

/** Stripe's own events stay far below. */
const MOST_BYTES = 512 * 1024;

/** What another secret would change. */
const PASSING: ReadonlySet<string> = new Set(['invalid_signature', 'not_configured']);

export interface WebhookServices {
  inbox: Inbox;
  /** Reads the signing secrets anew, unless that was done a moment ago. */
  rereadSecrets: () => Promise<void>;
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
  { inbox, metrics, ready, rereadSecrets }: WebhookServices,
): Hono {
  const verify = (body: string, signature: string): StripeEvent => {
    const { webhookSecrets } = credentials();
    if (webhookSecrets.length === 0) throw new CheckoutError('not_configured');
    return verifyEvent(body, signature, webhookSecrets, now());
  };

  /** Another process may have replaced the endpoint a moment ago: then its secret is to be read. */
  async function verified(body: string, signature: string): Promise<StripeEvent> {
    try {
      return verify(body, signature);
    } catch (error) {
      const mayPass = error instanceof CheckoutError && PASSING.has(error.code);
      if (!mayPass) throw error;
      await ready;
      await rereadSecrets();
      return verify(body, signature);
    }
  }

  const routes = new Hono();
  routes.post('/stripe', async (c) => {
    const body = await readBody(c, MOST_BYTES);
    const event = await verified(body, c.req.header('stripe-signature') ?? '');
    const kept = incoming(event, credentials().livemode);
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
