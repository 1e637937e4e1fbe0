/**
 * Background work: jobs that are due are claimed from a table and done, some at a time.
 *
 * @module
 */
import type { Logger } from 'pino';

export interface Queue<Job> {
  name: string;
  /** Takes up to `most` jobs that are due, so that no one else takes them. */
  claim: (most: number) => Promise<Job[]>;
  /** Does one job, and records what became of it. */
  work: (job: Job) => Promise<void>;
  /** How many jobs are done at a time. */
  concurrency: number;
}

export interface Worker {
  start: () => void;
  /** Says that there may be work at the given time, before the worker would look by itself. */
  wake: (at: number) => void;
  /** How long it has been since the worker last looked for jobs; 0 where it is not to look. */
  idleMs: () => number;
  /** Does what is due, until nothing is or `until` has passed. Returns how many jobs it did. */
  drain: (until: number) => Promise<number>;
  /** Claims no more, and resolves when what was claimed is done. */
  stop: () => Promise<void>;
}

/** How often a worker looks for jobs that nobody told it of: another process's, or a dead one's. */
const POLL_MS = 1_000;

export function createWorker<Job>(queue: Queue<Job>, now: () => number, log: Logger): Worker {
  const { name, claim, work, concurrency } = queue;
  const active = new Set<Promise<void>>();
  let stopping = false;
  let loop: Promise<void> | undefined;
  let wakeAt = Infinity;
  let endSleep: (() => void) | undefined;
  let lookedAt = performance.now();

  /** Returns how many jobs it began: fewer than it could have taken means that no more are due. */
  async function claimSome(): Promise<{ begun: number; all: boolean }> {
    if (active.size >= concurrency) await Promise.race(active);
    const room = concurrency - active.size;
    const jobs = await claim(room);
    for (const job of jobs) begin(job);
    return { begun: jobs.length, all: jobs.length < room };
  }

  function begin(job: Job): void {
    const done = work(job)
      .catch((err: unknown) => log.error({ queue: name, err }, 'job failed'))
      .finally(() => active.delete(done));
    active.add(done);
  }

  async function run(): Promise<void> {
    while (!stopping) {
      wakeAt = Infinity;
      lookedAt = performance.now();
      try {
        const { all } = await claimSome();
        if (!all) continue;
      } catch (err) {
        log.error({ queue: name, err }, 'jobs could not be claimed');
      }
      await sleep(Math.min(POLL_MS, wakeAt - now()));
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, stopping ? 0 : Math.max(ms, 0));
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start() {
      loop ??= run();
    },

    idleMs: () => (loop ? performance.now() - lookedAt : 0),

    wake(at) {
      if (at >= wakeAt) return;
      wakeAt = at;
      const timer = setTimeout(() => endSleep?.(), Math.max(at - now(), 0));
      timer.unref();
    },

    async drain(until) {
      let done = 0;
      while (now() < until) {
        const { begun } = await claimSome();
        done += begun;
        if (begun > 0) continue;
        if (active.size === 0) break;
        await Promise.race(active);
      }
      await Promise.all(active);
      return done;
    },

    async stop() {
      stopping = true;
      endSleep?.();
      await loop;
      await Promise.all(active);
    },
  };
}
