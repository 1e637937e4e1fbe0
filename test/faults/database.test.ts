/** The database goes away for ten seconds, as it does when it is restarted or fails over. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import { runScenario } from './support/scenario.ts';

const OUTAGE_MS = 10_000;

it('payments survive a database that is gone for ten seconds', async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.stop());
  const { refused } = await runScenario(t, {
    name: 'database gone',
    database: postgres.url,
    async trouble({ world: { servers }, paid }) {
      await paid(30);
      await postgres.crash();
      await wait(OUTAGE_MS);
      const ready = await fetch(`${servers[0]?.url}/readyz`);
      await postgres.restart();
      return { outages: 1, refused: ready.status === 503 ? 1 : 0 };
    },
  });
  assert.equal(refused, 1, 'the server said that it was not ready');
});
