import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe, pay } = sandbox;

describe('a dispute', () => {
  const dispute = async (payment_method: string) => {
    sandbox.newEvents();
    const paid = await pay(payment_method);
    sandbox.clock.advance(5);
    const [found] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
    assert.ok(found);
    return found;
  };

  const disputeEvents = () =>
    sandbox.newEvents().filter((type) => type.startsWith('charge.dispute'));

  it('takes the money, and is won by winning evidence', async () => {
    const opened = await dispute('pm_card_createDispute');
    assert.equal(opened.status, 'needs_response');
    assert.deepEqual(
      opened.balance_transactions.map(({ amount, fee }) => [amount, fee]),
      [[-2000, 1500]],
    );
    assert.deepEqual(disputeEvents(), ['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    const { disputed } = await stripe.charges.retrieve(opened.charge as string);
    assert.equal(disputed, true);
    await refusedBy(stripe.refunds.create({ charge: opened.charge as string }), {
      code: 'charge_disputed',
    });
    const answered = await stripe.disputes.update(opened.id, {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    assert.equal(answered.status, 'under_review');
    sandbox.clock.advance(5);
    assert.equal((await stripe.disputes.retrieve(opened.id)).status, 'won');
    assert.deepEqual(sandbox.newEvents(), [
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
    await refusedBy(
      stripe.disputes.update(opened.id, { evidence: { uncategorized_text: 'late' } }),
      { param: 'evidence' },
    );
  });

  it('is lost by losing evidence, or by being accepted', async () => {
    const first = await dispute('pm_card_createDispute');
    const draft = await stripe.disputes.update(first.id, {
      evidence: { uncategorized_text: 'losing_evidence' },
      submit: false,
    });
    assert.equal(draft.status, 'needs_response');
    await stripe.disputes.update(first.id, {
      evidence: { uncategorized_text: 'losing_evidence' },
    });
    sandbox.clock.advance(5);
    assert.equal((await stripe.disputes.retrieve(first.id)).status, 'lost');
    const second = await dispute('pm_card_createDisputeProductNotReceived');
    assert.equal(second.reason, 'product_not_received');
    assert.equal((await stripe.disputes.close(second.id)).status, 'lost');
    await refusedBy(stripe.disputes.close(second.id), { statusCode: 400 });
  });

  it('may be an inquiry first, which takes no money until it is escalated', async () => {
    const inquiry = await dispute('pm_card_createDisputeInquiry');
    assert.equal(inquiry.status, 'warning_needs_response');
    assert.deepEqual(inquiry.balance_transactions, []);
    await stripe.disputes.update(inquiry.id, {
      evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
    });
    sandbox.clock.advance(5);
    const escalated = await stripe.disputes.retrieve(inquiry.id);
    assert.equal(escalated.status, 'needs_response');
    assert.equal(escalated.balance_transactions.length, 1);
  });

  it('may be foretold by an early fraud warning', async () => {
    const paid = await pay('pm_card_createIssuerFraudRecord');
    sandbox.clock.advance(5);
    const { data } = await stripe.radar.earlyFraudWarnings.list({ payment_intent: paid.id });
    assert.equal(data.length, 1);
    assert.equal(
      (await stripe.radar.earlyFraudWarnings.retrieve(data[0]?.id ?? '')).actionable,
      true,
    );
  });
});
