/** One fault scenario: a world, shoppers in it while something breaks, and the reckoning. */
import { performance } from 'node:perf_hooks';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { checkEverything, type Outcome } from './checks.ts';
import { createRandom, SEED } from './random.ts';
import { settle } from './settle.ts';
import { noFigures, shop, type Figures } from './shoppers.ts';
import { createWorld, type World } from './world.ts';

/** Payments in each scenario. */
const PAYMENTS = Number(process.env.FAULT_PAYMENTS ?? 500);

/**
 * How many times as fast time passes for sandbox and servers, so that what waits for the lease of a
 * dead process waits for seconds.
 */
const USUAL_HASTE = 5;
const TICK_MS = 100;

/** What a trouble-maker goes by. */
export interface Scene {
  world: World;
  /** Resolves when so many hundredths of the payments were made, or none are made any more. */
  paid: (percent: number) => Promise<void>;
}

interface Scenario<Troubles extends Record<string, number>> {
  name: string;
  /** `postgres://…`, or none for a file of SQLite. */
  database?: string;
  servers?: number;
  /**
   * 1 where nobody dies, and nothing may happen twice: then a slow machine has as long as any for what
   * it has claimed.
   */
  haste?: number;
  /** Breaks things while shoppers shop. Returns figures to print. */
  trouble: (scene: Scene) => Promise<Troubles>;
  /** Before all is counted. */
  afterwards?: (world: World) => Promise<void>;
}

export async function runScenario<Troubles extends Record<string, number>>(
  t: TestContext,
  { name, trouble, afterwards, haste = USUAL_HASTE, ...parts }: Scenario<Troubles>,
): Promise<Figures & Troubles & Outcome> {
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  t.diagnostic(`${name}: FAULT_SEED=${SEED}`);
  const world = await createWorld({ random: createRandom(`${SEED} ${name}`), ...parts });
  const ticks = setInterval(() => world.advance(TICK_MS * (haste - 1)), TICK_MS);
  try {
    const figures = noFigures();
    let over = false;
    const paid = async (percent: number): Promise<void> => {
      while (!over && figures.payments * 100 < percent * PAYMENTS) await wait(5);
    };
    const shopping = shop(world, PAYMENTS, figures).finally(() => {
      over = true;
    });
    const [troubles] = await Promise.all([trouble({ world, paid }), shopping]);
    const shopped = seconds();
    world.sandbox.trouble.reset();
    await afterwards?.(world);
    await settle(world);
    const all = { ...figures, ...troubles, ...(await checkEverything(world)) };
    const counts = Object.entries(all).map(([what, count]) => `${what} ${count}`);
    t.diagnostic(`${name}: ${counts.join(', ')}, seconds ${shopped} of ${seconds()}`);
    return all;
  } finally {
    clearInterval(ticks);
    await world.stop();
  }
}
