/**
 * Notifications to a shop that is another program: signed posts to one URL of its own.
 *
 * @module
 */
import type { SignedPost } from '../signed-http.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Callbacks, Notification } from './notification.ts';

const TIMEOUT_MS = 15_000;

/**
 * Each notification is `{ type, timestamp, data }`, where `type` is its kind, such as `payment.paid`,
 * and `webhook-id` is the same whenever it is sent again. Any 2xx says that the shop has it; 410 that
 * it never wants it, which parks the notification.
 */
export function remoteCallbacks(post: SignedPost): Required<Callbacks> {
  async function deliver(notification: Notification): Promise<void> {
    const { status, retryAfter } = await post({
      id: notification.id,
      body: {
        type: `payment.${notification.kind}`,
        timestamp: new Date(notification.at).toISOString(),
        data: notification,
      },
      timeoutMs: TIMEOUT_MS,
    });
    if (status >= 200 && status < 300) return;
    throw new DeliveryError(`the shop answered ${status}`, {
      final: status === 410,
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1000 }),
    });
  }

  return {
    authorized: deliver,
    paid: deliver,
    failed: deliver,
    canceled: deliver,
    refunded: deliver,
    refundFailed: deliver,
    disputed: deliver,
    disputeClosed: deliver,
  };
}
