/** The server is killed at random moments, while orders are paid and webhooks pour in. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createPostgresDatabase } from '../server/support/stores.ts';
import { runScenario } from './support/scenario.ts';
import type { World } from './support/world.ts';

/** Milliseconds that the server lives. */
const LIFETIME = [200, 2_500] as const;

async function killAndRestart({ servers: [server], random }: World, done: AbortSignal) {
  const fate = random.fork('kills');
  let kills = 0;
  while (server && !done.aborted) {
    await wait(fate.between(...LIFETIME), undefined, { signal: done }).catch(() => undefined);
    if (done.aborted) break;
    await server.kill();
    kills += 1;
    await server.start();
  }
  return { kills };
}

it('a server killed with -9 loses and doubles nothing (SQLite)', async (t) => {
  const { kills } = await runScenario(t, { name: 'kill -9, SQLite', trouble: killAndRestart });
  assert.ok(kills !== undefined && kills > 0);
});

it('a server killed with -9 loses and doubles nothing (PostgreSQL)', async (t) => {
  const { url, drop } = await createPostgresDatabase();
  t.after(drop);
  const { kills } = await runScenario(t, {
    name: 'kill -9, PostgreSQL',
    database: url,
    trouble: killAndRestart,
  });
  assert.ok(kills !== undefined && kills > 0);
});
