/**
 * Sends events to webhook endpoints and to `stripe listen`, as Stripe does: soon after they happened,
 * signed anew on each try, tried again with growing gaps, in no promised order.
 *
 * @see https://docs.stripe.com/webhooks
 */
import type { Account, Accounts } from '../accounts.ts';
import { apiVersion, type EventSink } from '../state/events.ts';
import type { Clock, Task } from '../state/clock.ts';
import { newId } from '../state/ids.ts';
import type { Event, EventType, WebhookEndpoint } from '../state/objects.ts';
import { wants } from './endpoints.ts';
import { signatureHeader } from './signature.ts';

/** One event on its way to one destination. */
export interface Delivery {
  id: string;
  /** `evt_…` */
  event: string;
  type: EventType;
  /** `we_…`, or the id of a `stripe listen`. */
  destination: string;
  /** `lost`: trouble on demand kept it from being sent at all. */
  status: 'pending' | 'delivered' | 'failed' | 'lost';
  attempts: readonly Attempt[];
  created: number;
}

export interface Attempt {
  /** Sandbox time, seconds since 1970. */
  at: number;
  /** What the receiver answered; absent when there was no answer. */
  status?: number;
  body?: string;
  error?: string;
}

/** A program that takes an account's events over a connection of its own: `stripe listen`. */
export interface Listener {
  id: string;
  accountId: string;
  /** `whsec_…` */
  secret: string;
  send(event: Event, body: string, signature: string): Promise<Answer>;
}

/** What the receiver said. */
export interface Answer {
  status: number;
  body: string;
}

/** Seconds until each copy of a delivery goes out: `[0]` as it should, `[]` never, `[0, 0]` twice. */
export type DeliveryPlan = (delivery: Delivery, account: Account) => readonly number[];

export interface WebhookOptions {
  /**
   * Seconds between one try and the next; as many retries as there are numbers. Default: three over a
   * few hours, as in Stripe's sandboxes.
   */
  retryAfter?: readonly number[];
  /** Milliseconds that a receiver has to answer. */
  timeout?: number;
  /**
   * Which time signatures carry. Default: `real`, since receivers compare it with their own clock; one
   * that goes by the sandbox's clock wants that of the `sandbox`.
   */
  signatureTime?: 'real' | 'sandbox';
}

export interface Webhooks {
  readonly sink: EventSink;
  /** Carries out a task of kind {@link deliveryTask}. */
  perform(task: Task): void;
  /** Sends an event again: to that endpoint, or to all that listen. */
  resend(account: Account, event: Event, endpoint?: WebhookEndpoint): void;
  listen(listener: Listener): void;
  /** @param id of the listener */
  unlisten(id: string): void;
  /** Newest first. */
  deliveries(account: Account): Iterable<Delivery>;
  /** The tasks whose attempts are being made. */
  underWay(): Task[];
  /** Resolves when no attempt is under way. Retries that are still to come don't count. */
  idle(): Promise<void>;
  /** Gives up what is under way. */
  stop(): void;
}

export const deliveryTask = 'webhook.deliver';

const minutes = 60;
const hours = 60 * minutes;
const defaults = {
  retryAfter: [5 * minutes, 30 * minutes, 2 * hours],
  timeout: 20_000,
  signatureTime: 'real',
} as const;
/** What is kept of a receiver's answer. */
const longestBody = 1000;

export function createWebhooks(
  { clock, accounts, plan = () => [0] }: { clock: Clock; accounts: Accounts; plan?: DeliveryPlan },
  {
    retryAfter = defaults.retryAfter,
    timeout = defaults.timeout,
    signatureTime = defaults.signatureTime,
  }: WebhookOptions = {},
): Webhooks {
  const listeners = new Map<string, Listener>();
  const underWay = new Map<Promise<void>, Task>();
  const stopping = new AbortController();
  const sign = (body: string, secret: string): string =>
    signatureHeader(body, secret, signatureTime === 'real' ? Date.now() : clock.milliseconds());

  const endpointsFor = (account: Account, type: EventType): WebhookEndpoint[] =>
    [...account.state.webhookEndpoints].filter((endpoint) => wants(endpoint, type));
  const listenersOf = (account: Account): Listener[] =>
    [...listeners.values()].filter(({ accountId }) => accountId === account.id);

  const enqueue = (account: Account, event: Event, destination: string): void => {
    const delivery = account.state.deliveries.insert({
      id: newId('whd'),
      event: event.id,
      type: event.type,
      destination,
      status: 'pending',
      attempts: [],
      created: clock.now(),
    });
    const delays = plan(delivery, account);
    if (delays.length === 0) account.state.deliveries.update(delivery.id, { status: 'lost' });
    for (const [copy, delay] of delays.entries()) {
      clock.schedule(delay, {
        kind: deliveryTask,
        account: account.id,
        id: delivery.id,
        data: { retries: copy === 0 ? 0 : retryAfter.length },
      });
    }
  };

  const send = async (account: Account, event: Event, destination: string): Promise<Answer> => {
    const listener = listeners.get(destination);
    if (listener) {
      const body = bodyOf(event, null);
      return listener.send(event, body, sign(body, listener.secret));
    }
    const endpoint = account.state.webhookEndpoints.get(destination);
    if (endpoint?.status !== 'enabled') throw new Error('the endpoint is gone or disabled');
    const body = bodyOf(event, endpoint.api_version);
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        Accept: '*/*; q=0.5, application/xml',
        'Cache-Control': 'no-cache',
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': sign(body, endpoint.secret ?? ''),
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeout), stopping.signal]),
    });
    return { status: response.status, body: (await response.text()).slice(0, longestBody) };
  };

  const attempt = async (account: Account, id: string, retries: number): Promise<void> => {
    const { deliveries, events } = account.state;
    const delivery = deliveries.get(id);
    const event = delivery && events.get(delivery.event);
    if (!event) return;
    const at = clock.now();
    const made: Attempt = await send(account, event, delivery.destination).then(
      (answer) => ({ at, ...answer }),
      (error: unknown) => ({ at, error: reasonOf(error) }),
    );
    // Everything may have been forgotten, and another copy delivered, in the meantime.
    const current = deliveries.get(id);
    if (!current) return;
    const attempts = [...current.attempts, made];
    if (made.status !== undefined && made.status >= 200 && made.status < 300) {
      deliveries.update(id, { attempts, status: 'delivered' });
      countPending(account, event.id);
      return;
    }
    const delay = retryAfter[retries];
    const again = delay !== undefined && account.state.webhookEndpoints.get(current.destination);
    deliveries.update(id, {
      attempts,
      ...(current.status === 'pending' && !again && { status: 'failed' }),
    });
    if (again) {
      const data = { retries: retries + 1 };
      clock.schedule(delay, { kind: deliveryTask, account: account.id, id, data });
    }
  };

  return {
    sink: {
      destinations: (account, type) =>
        endpointsFor(account, type).length + listenersOf(account).length,
      publish(account, event) {
        for (const { id } of endpointsFor(account, event.type)) enqueue(account, event, id);
        for (const { id } of listenersOf(account)) enqueue(account, event, id);
      },
    },
    perform(task) {
      const { id, data } = task;
      const account = accounts.byId(task.account);
      if (!account) return;
      const done = attempt(account, id, Number(data?.retries ?? 0)).finally(() => {
        underWay.delete(done);
      });
      underWay.set(done, task);
    },
    resend(account, event, endpoint) {
      const destinations = endpoint ? [endpoint] : listenersOf(account);
      for (const { id } of destinations) enqueue(account, event, id);
    },
    listen: (listener) => void listeners.set(listener.id, listener),
    unlisten: (id) => void listeners.delete(id),
    deliveries: ({ state }) => state.deliveries.scan(),
    underWay: () => [...underWay.values()],
    stop: () => stopping.abort(new Error('the sandbox was stopped')),
    async idle() {
      while (underWay.size > 0 || isDue(clock)) {
        await Promise.race([...underWay.keys(), new Promise((resolve) => setTimeout(resolve, 5))]);
      }
    },
  };
}

const isDue = (clock: Clock): boolean =>
  clock.pending().some(({ kind, due }) => kind === deliveryTask && due <= clock.milliseconds());

/** As Stripe writes it, in the version that the endpoint is pinned to. */
const bodyOf = (event: Event, pinned: string | null): string =>
  JSON.stringify({ ...event, api_version: pinned ?? apiVersion }, null, 2);

/** Counts the destinations that an event has not reached yet, by whichever delivery. */
function countPending({ state }: Account, event: string): void {
  const arrived = new Map<string, boolean>();
  for (const { destination, status } of state.deliveries.scan({ field: ['event', event] })) {
    arrived.set(destination, arrived.get(destination) === true || status === 'delivered');
  }
  const pending_webhooks = [...arrived.values()].filter((has) => !has).length;
  if (state.events.get(event)) state.events.update(event, { pending_webhooks });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error.name === 'TimeoutError' ? 'timed out' : `${error.message}${cause}`;
}
