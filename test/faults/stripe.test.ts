/** Stripe fails: server errors, rate limits, connections that break before and after the effect. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runScenario } from './support/scenario.ts';

/** Of each hundred calls. */
const SHARE = 0.04;

it('payments survive a Stripe that answers 500 and 429 and breaks connections', async (t) => {
  const { strikes } = await runScenario(t, {
    name: 'Stripe in trouble',
    async trouble({ world: { sandbox }, paid }) {
      const paths = ['/v1/payment_intents*', '/v1/payment_intents/*', '/v1/refunds*'];
      const rules = paths.flatMap((path) =>
        (['before', 'after'] as const).flatMap((when) => [
          sandbox.trouble.add({ effect: 'reset', when, call: { path }, probability: SHARE }),
          sandbox.trouble.add({ effect: 'server_error', when, call: { path }, probability: SHARE }),
        ]),
      );
      rules.push(sandbox.trouble.add({ effect: 'rate_limit', probability: SHARE }));
      await paid(100);
      return { strikes: rules.reduce((total, rule) => total + rule.strikes, 0) };
    },
  });
  assert.ok(strikes > 0);
});
