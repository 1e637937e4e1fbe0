import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

describe('a charge', () => {
  it('is retrieved, listed, searched, changed and captured', async () => {
    const held = await pay('pm_card_visa', {
      capture_method: 'manual',
      metadata: { order: 'charge' },
    });
    const id = held.latest_charge as string;
    const found = await stripe.charges.search({ query: "metadata['order']:'charge'" });
    assert.equal(found.data[0]?.id, id);
    const changed = await stripe.charges.update(id, { description: 'Seen' });
    assert.equal(changed.description, 'Seen');
    const captured = await stripe.charges.capture(id);
    assert.equal(captured.captured, true);
    await refusedBy(stripe.charges.capture(id), { code: 'charge_already_captured' });
    const { data } = await stripe.charges.list({ payment_intent: held.id });
    assert.equal(data.length, 1);
    await refusedBy(stripe.charges.retrieve('ch_x'), { statusCode: 404 });
  });
});
