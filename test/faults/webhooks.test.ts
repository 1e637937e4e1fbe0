/** Webhooks are lost, doubled, delayed and overtake each other. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { runScenario } from './support/scenario.ts';

/** The server lists Stripe's events every ten minutes, looking for what it missed. */
const CATCH_UP_MS = 11 * 60_000;

it('payments settle whatever happens to their webhooks', async (t) => {
  const { strikes, duplicateEvents } = await runScenario(t, {
    name: 'webhooks in trouble',
    async trouble({ world: { sandbox }, paid }) {
      const rules = [
        sandbox.trouble.add({ effect: 'lose', probability: 0.2 }),
        sandbox.trouble.add({ effect: 'double', probability: 0.2, seconds: [0, 20] }),
        sandbox.trouble.add({ effect: 'delay', probability: 0.1, seconds: [5, 60] }),
        sandbox.trouble.add({ effect: 'reorder', probability: 0.3, seconds: [0, 5] }),
      ];
      await paid(100);
      return { strikes: rules.reduce((total, rule) => total + rule.strikes, 0) };
    },
    async afterwards(world) {
      const from = world.now();
      world.advance(CATCH_UP_MS);
      const caughtUp = async (): Promise<boolean> => {
        const cursor = await world.store.db
          .selectFrom('setting')
          .select('updated_at')
          .where('name', '=', 'stripe.events.cursor')
          .executeTakeFirst();
        return (cursor?.updated_at ?? 0) > from;
      };
      while (!(await caughtUp())) await wait(200);
    },
  });
  assert.ok(strikes > 0);
  assert.ok(duplicateEvents > 0);
});
