/**
 * What can be measured of a running server, for Prometheus.
 *
 * Counters and times are this process's; what waits in the database is read when it is asked for, and
 * is the same on every process.
 *
 * @module
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from './store/store.ts';

export interface Metrics {
  /** A request that was answered. */
  request: (route: string, method: string, status: number, seconds: number) => void;
  /** A request that ended in an error, by its code. */
  failure: (code: string) => void;
  /** A webhook delivery that was accepted, and whether it was kept. */
  webhook: (outcome: string) => void;
  /** The Prometheus text, and its content type. */
  text: () => Promise<{ body: string; type: string }>;
}

/** From 5 ms, which our own work takes, to 10 s, when Stripe is given up. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(store: Store, now: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];

  const requests = new Histogram({
    name: 'tender_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'tender_failures_total',
    help: 'Requests that ended in an error, by its code',
    labelNames: ['code'],
    registers,
  });
  const webhooks = new Counter({
    name: 'tender_webhook_events_total',
    help: 'Webhook events accepted, by what became of them: received, or why they were ignored',
    labelNames: ['outcome'],
    registers,
  });

  const depth = new Gauge({
    name: 'tender_queue_depth',
    help: 'Jobs in the database that are due, notifications that are parked, alarms that stand',
    labelNames: ['queue'],
    registers,
  });
  const lag = new Gauge({
    name: 'tender_queue_lag_seconds',
    help: 'How long the oldest job has been due',
    labelNames: ['queue'],
    registers,
  });

  async function setQueues(): Promise<void> {
    const at = now();
    for (const { queue, count, oldest } of await readQueues(store, at)) {
      depth.set({ queue }, count);
      lag.set({ queue }, oldest === null ? 0 : (at - oldest) / 1000);
    }
  }

  return {
    request: (route, method, status, seconds) =>
      requests.observe({ route, method, status }, seconds),
    failure: (code) => failures.inc({ code }),
    webhook: (outcome) => webhooks.inc({ outcome }),
    async text() {
      await setQueues();
      return { body: await registry.metrics(), type: registry.contentType };
    },
  };
}

export interface QueueReading {
  queue: string;
  count: number;
  /** Since when the oldest has been due, or has been there. */
  oldest: number | null;
}

/** What waits. Each goes over an index that holds only that. */
export function readQueues({ db }: Store, at: number): Promise<QueueReading[]> {
  const waiting = {
    sync: db
      .selectFrom('payment')
      .where('sync_at', '<=', at)
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('sync_at').as('oldest')]),
    inbox: db
      .selectFrom('inbox')
      .where('state', '=', 'pending')
      .where('run_at', '<=', at)
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('run_at').as('oldest')]),
    operations: db
      .selectFrom('operation')
      .where('run_at', '<=', at)
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('run_at').as('oldest')]),
    outbox: db
      .selectFrom('outbox')
      .where('state', '=', 'pending')
      .where('run_at', '<=', at)
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('run_at').as('oldest')]),
    parked: db
      .selectFrom('outbox')
      .where('state', '=', 'parked')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')]),
    alarms: db
      .selectFrom('alarm')
      .where('resolved_at', 'is', null)
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')]),
  };
  return Promise.all(
    Object.entries(waiting).map(async ([queue, query]) => ({
      queue,
      ...(await query.executeTakeFirstOrThrow()),
    })),
  );
}
