/** Two server processes share one PostgreSQL, and each is told of every event. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createPostgresDatabase } from '../server/support/stores.ts';
import { runScenario } from './support/scenario.ts';

it('two processes on one database do everything, and nothing twice', async (t) => {
  const { url, drop } = await createPostgresDatabase();
  t.after(drop);
  const { duplicateEvents, duplicateCallbacks } = await runScenario(t, {
    name: 'two processes',
    database: url,
    servers: 2,
    haste: 1,
    async trouble({ paid }) {
      await paid(100);
      return {};
    },
  });
  assert.ok(duplicateEvents > 0, 'both were told');
  assert.equal(duplicateCallbacks, 0, 'and one of them told the shop');
});
