/**
 * The work that no request waits for: syncs, notifications, operations to be resolved, and the chores
 * that look for what was missed.
 *
 * @module
 */
import type { Context, QueueName } from './context.ts';
import { claimNotifications, deliver } from './notifications/outbox.ts';
import { claimUnresolved, resolve } from './payments/janitor.ts';
import { compareWithStripe } from './payments/compare.ts';
import { claimDuePayments } from './payments/lease.ts';
import { findTested } from './payments/attempts.ts';
import { voidPayment } from './payments/operations.ts';
import { createPace } from './payments/pace.ts';
import { catchUpOnEvents, findAbandoned, settleStrayEvents } from './payments/reconcile.ts';
import { syncLeased } from './payments/sync.ts';
import type { Configuration } from './configuration.ts';
import type { Account } from './settings/account.ts';
import type { Inbox } from './webhooks/inbox.ts';
import { createWorker, type Worker } from './worker.ts';

/** Below Stripe's 25 a second for one endpoint, so that shoppers' requests find room. */
const READS = { perSecond: 15, burst: 15 };

/** A worker waits for room at most as long as its longest job takes, which has a deadline. */
const STUCK_MS = 120_000;

/** How often the chores are done. */
const CHORES_MS = 5_000;

export interface Background {
  start: () => void;
  wake: (queue: QueueName, at: number) => void;
  /** The queues whose worker has not looked for jobs for too long: it hangs. */
  stuck: () => QueueName[];
  /** Does what is due until `until`, on hosts where nothing runs between requests. */
  tick: (until: number) => Promise<void>;
  stop: () => Promise<void>;
}

interface BackgroundServices {
  account: Account;
  configuration: Configuration;
  inbox: Inbox;
}

export function createBackground(
  context: Context,
  { account, configuration, inbox }: BackgroundServices,
): Background {
  const { now, log } = context;
  const pace = createPace(READS);
  const workers: Record<QueueName, Worker> = {
    sync: createWorker(
      {
        name: 'sync',
        claim: (most) => claimDuePayments(context, most),
        work: async (payment) => {
          await syncLeased(context, payment, pace.turn);
        },
        concurrency: 8,
      },
      now,
      log,
    ),
    outbox: createWorker(
      {
        name: 'outbox',
        claim: (most) => claimNotifications(context, most),
        work: (row) => deliver(context, row),
        concurrency: 16,
      },
      now,
      log,
    ),
    operations: createWorker(
      {
        name: 'operations',
        claim: (most) => claimUnresolved(context, most),
        work: (operation) => resolve(context, operation),
        concurrency: 4,
      },
      now,
      log,
    ),
  };

  async function giveUp(ids: readonly string[], reason: 'abandoned' | 'fraudulent'): Promise<void> {
    for (const id of ids) {
      if (context.stopping.aborted) return;
      await pace.turn();
      await voidPayment(context, id, { actor: 'system', reason });
    }
  }

  const chores: Record<string, () => Promise<unknown>> = {
    'stray events': () => settleStrayEvents(context),
    'missed events': () => catchUpOnEvents(context, inbox),
    'comparison with Stripe': () => compareWithStripe(context, pace.turn),
    'abandoned payments': async () => giveUp(await findAbandoned(context), 'abandoned'),
    'card testers': async () => giveUp(await findTested(context), 'fraudulent'),
    account: () => account.facts(),
    ...configuration.chores(pace.turn),
  };

  async function doChores(): Promise<void> {
    for (const [chore, work] of Object.entries(chores)) {
      if (context.stopping.aborted) return;
      await work().catch((err: unknown) => log.warn({ chore, err }, 'chore failed'));
    }
  }

  let chore = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const scheduleChores = (): void => {
    chore = doChores().then(() => {
      if (!context.stopping.aborted) timer = setTimeout(scheduleChores, CHORES_MS);
    });
  };

  return {
    start() {
      for (const worker of Object.values(workers)) worker.start();
      scheduleChores();
    },
    wake: (queue, at) => workers[queue].wake(at),
    stuck: () =>
      (Object.keys(workers) as QueueName[]).filter((name) => workers[name].idleMs() > STUCK_MS),
    async tick(until) {
      await doChores();
      let done: number;
      // A sync makes notifications: go round until nobody makes work for another.
      do {
        const counts = await Promise.all(Object.values(workers).map(({ drain }) => drain(until)));
        done = counts.reduce((sum, count) => sum + count);
      } while (done > 0 && now() < until);
    },
    async stop() {
      clearTimeout(timer);
      await Promise.all([chore, ...Object.values(workers).map(({ stop }) => stop())]);
    },
  };
}
