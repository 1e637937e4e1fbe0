/** The server is killed at random moments, while orders are paid and webhooks pour in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createPostgresDatabase } from '../server/support/stores.ts';
import { runScenario, type Scene } from './support/scenario.ts';

const KILLS = 12;

async function killAndRestart({ world, paid }: Scene): Promise<{ kills: number }> {
  const fate = world.random.fork('kills');
  const moments = Array.from({ length: KILLS }, () => fate.between(2, 95)).toSorted(
    (a, b) => a - b,
  );
  let kills = 0;
  for (const moment of moments) {
    await paid(moment);
    await wait(fate.between(0, 300));
    for (const server of world.servers) {
      await server.kill();
      await server.start();
    }
    kills += 1;
  }
  return { kills };
}

describe('a server that is killed with -9 and started again loses nothing and doubles nothing', () => {
  it('on SQLite', async (t) => {
    const { kills } = await runScenario(t, { name: 'kill -9, SQLite', trouble: killAndRestart });
    assert.equal(kills, KILLS);
  });

  it('on PostgreSQL', async (t) => {
    const { url, drop } = await createPostgresDatabase();
    t.after(drop);
    const { kills } = await runScenario(t, {
      name: 'kill -9, PostgreSQL',
      database: url,
      trouble: killAndRestart,
    });
    assert.equal(kills, KILLS);
  });
});
