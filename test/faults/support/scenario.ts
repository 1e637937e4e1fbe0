/** One fault scenario: a world, shoppers in it while something breaks, and the reckoning. */
import { performance } from 'node:perf_hooks';
import type { TestContext } from 'node:test';
import { checkEverything } from './checks.ts';
import { createRandom, SEED } from './random.ts';
import { settle } from './settle.ts';
import { shop } from './shoppers.ts';
import { createWorld, type World } from './world.ts';

/** Payments in each scenario. */
export const PAYMENTS = Number(process.env.FAULT_PAYMENTS ?? 500);

export interface Scenario {
  name: string;
  database?: string | undefined;
  servers?: number;
  /** Makes trouble until the shoppers are done. Returns figures to print. */
  trouble: (world: World, done: AbortSignal) => Promise<Record<string, number>>;
  /** Before all is counted. */
  afterwards?: (world: World) => Promise<void>;
}

export async function runScenario(
  t: TestContext,
  { name, database, servers = 1, trouble, afterwards }: Scenario,
): Promise<Record<string, number>> {
  t.diagnostic(`FAULT_SEED=${SEED}`);
  const started = performance.now();
  const random = createRandom(`${SEED} ${name}`);
  const world = await createWorld({ random, database, servers });
  try {
    const shopping = new AbortController();
    const [figures, troubles] = await Promise.all([
      shop(world, PAYMENTS).finally(() => shopping.abort()),
      trouble(world, shopping.signal),
    ]);
    const shopped = performance.now();
    world.sandbox.trouble.reset();
    await afterwards?.(world);
    await settle(world);
    const outcome = await checkEverything(world);
    const seconds = {
      shopping: Math.round((shopped - started) / 100) / 10,
      all: Math.round((performance.now() - started) / 100) / 10,
    };
    const all = { ...figures, ...troubles, ...outcome };
    t.diagnostic(
      [
        `${name}:`,
        ...Object.entries(all).map(([what, count]) => `${what} ${count}`),
        `seconds ${seconds.shopping} (${seconds.all} in all)`,
      ].join(' '),
    );
    return all;
  } finally {
    await world.stop();
  }
}
