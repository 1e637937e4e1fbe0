import type { Account } from '../accounts.ts';
import { happenedEvents } from '../protocol/channels.ts';
import { newId } from './ids.ts';
import type { Event, EventType } from './objects.ts';

/** The API version that the sandbox speaks: the one that the installed SDK is pinned to. */
export const apiVersion = '2026-10-28.endive';

/** Where events go once they are stored. Delivery is somebody else's business, and happens later. */
export interface EventSink {
  /** How many destinations an event of this type will be sent to: its first `pending_webhooks`. */
  destinations(account: Account, type: EventType): number;
  /** Called once for each event, in order, after it was stored. Must return at once. */
  publish(account: Account, event: Event): void;
}

/** Whoever changes something: which account, and on whose behalf. */
export interface Context {
  readonly account: Account;
  /** The call that caused the change; null for what happens by itself. */
  readonly request: { readonly id: string; readonly idempotencyKey: string | null } | null;
  readonly events: EventSink;
}

/**
 * Stores an event about an object and hands it on for delivery.
 * @param before the object as it was, for `previous_attributes`
 */
export function emit<T extends object>(
  { account, request, events }: Context,
  type: EventType,
  object: T,
  before?: T,
): Event {
  const previous = before && changedAttributes(before, object);
  const event = account.state.events.insert({
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: account.clock.now(),
    data: { object, ...(previous && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: events.destinations(account, type),
    request: { id: request?.id ?? null, idempotency_key: request?.idempotencyKey ?? null },
    type,
  });
  events.publish(account, event);
  if (happenedEvents.hasSubscribers) happenedEvents.publish(event);
  return event;
}

/** `charge.*` and the like stand for all types that begin like them. */
export const isOfType = (wanted: string, type: EventType): boolean =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

/**
 * The attributes that `after` has changed, with the values that they had. Whole values: the SDK's
 * types know no parts of an attribute, and none that was not there before.
 */
function changedAttributes(before: object, after: object): Record<string, unknown> | undefined {
  const now = new Map<string, unknown>(Object.entries(after));
  const changed = Object.entries(before).filter(
    ([name, then]) =>
      then !== now.get(name) && JSON.stringify(then) !== JSON.stringify(now.get(name)),
  );
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}
