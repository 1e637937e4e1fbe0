import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
before(async () => {
  sandbox = await startTestSandbox({ country: 'DE' });
});
after(() => sandbox.stop());

const pay = (key: string) =>
  sandbox.client(key).paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    allowed_payment_method_types: ['giropay'],
    payment_method_data: { type: 'giropay', billing_details: { name: 'Jenny Rosen' } },
    return_url: 'https://shop.example/thanks',
    confirm: true,
  });

describe('giropay, which is discontinued', () => {
  it('is there for no account', async () => {
    await refusedBy(pay('sk_test_today'), { param: 'allowed_payment_method_types' });
  });

  it('still pays at an account that was given the capability by hand', async () => {
    const key = 'sk_test_early2024';
    sandbox.accounts.find(key)?.account.state.capabilities.set('giropay_payments', 'active');
    const intent = await pay(key);
    assert.equal(intent.next_action?.type, 'redirect_to_url');
    sandbox.endAction(intent.id, 'succeed', key);
    const client = sandbox.client(key);
    const paid = await client.paymentIntents.retrieve(intent.id);
    assert.equal(paid.status, 'succeeded');
    const charge = await client.charges.retrieve(paid.latest_charge as string);
    assert.equal(charge.payment_method_details?.type, 'giropay');
  });

  it('stays open when the shopper does not come back, until it is canceled', async () => {
    const key = 'sk_test_early2024';
    const { id } = await pay(key);
    sandbox.clock.advance(7 * 24 * 60 * 60);
    const client = sandbox.client(key);
    assert.equal((await client.paymentIntents.retrieve(id)).status, 'requires_action');
    const canceled = await client.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    assert.equal(canceled.status, 'canceled');
  });
});
