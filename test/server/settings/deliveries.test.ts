import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Diagnosis, WebhookView } from '../../../server/index.ts';
import { startOwnAccount } from '../support/own-account.ts';

const MINUTE = 60_000;

it('deliveries that do not arrive are noticed, and that they do again', async (t) => {
  let later = 0;
  const { shop, admin } = await startOwnAccount(':memory:', {
    now: () => Date.now() + later,
    sandbox: { webhooks: { signatureTime: 'sandbox' } },
  });
  t.after(() => shop.stop());
  const pass = async (ms: number) => {
    later += ms;
    shop.sandbox.clock.advance(ms / 1000);
    await shop.checkout.tick({ budgetMs: 20_000 });
  };
  const payAndWait = async () => {
    await pass(11 * MINUTE);
    const { body } = await shop.intent(shop.order());
    await shop.confirm(body.clientSecret);
    await shop.sandbox.webhooks.idle();
    await pass(11 * MINUTE);
  };
  const inspect = async () => {
    await admin.get<Diagnosis>('/health?fresh=true');
    return (await admin.get<WebhookView>('/settings/webhook')).body;
  };
  await admin.post('/settings/webhook', {});
  await payAndWait();
  assert.deepEqual((await inspect()).problems, []);

  shop.sandbox.trouble.add({ effect: 'lose' });
  await payAndWait();
  const { status, problems } = await inspect();
  assert.equal(status, 'ok');
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['webhook_silent'],
  );

  shop.sandbox.trouble.reset();
  await payAndWait();
  assert.deepEqual((await inspect()).problems, []);
});
