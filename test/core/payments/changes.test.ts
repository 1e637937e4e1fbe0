import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advance, type Recorded } from '../../../server/payments/changes.ts';
import { paymentState } from '../../../server/payments/state.ts';
import {
  BOOKS,
  HELD,
  PAID,
  REDIRECTED,
  canceled,
  captured,
  factsOf,
  heldAfter,
  keysOf,
  play,
  type Stage,
} from './stages.ts';

describe('advance', () => {
  const read = (stage: Stage, asOf = 1) => ({ facts: factsOf(stage), asOf });

  it('gives each change its delta, its total and what it is about', () => {
    const { changes } = play([
      HELD,
      heldAfter(400),
      captured(900),
      { ...captured(900), refunds: [{ amount: 250 }] },
      {
        ...captured(900),
        refunds: [{ amount: 250, status: 'failed' }],
        disputes: [{ amount: 900 }],
      },
    ]);
    const brief = changes.map((change) =>
      'delta' in change ? [change.kind, change.delta, change.total] : change,
    );
    assert.deepEqual(brief, [
      ['authorized', 1000, 1000],
      ['paid', 400, 400],
      ['paid', 500, 900],
      ['refunded', 250, 250],
      ['refund_failed', -250, 0],
      ['disputed', 900, 900],
    ]);
    assert.deepEqual(
      changes.flatMap((change) => (change.kind === 'paid' ? [change.final] : [])),
      [false, true],
    );
  });

  it('tells how a payment ended', () => {
    const [, change] = play([HELD, canceled('expired', {})]).changes;
    assert.deepEqual(change, { kind: 'canceled', key: 'canceled:pi_1', ending: 'expired' });
  });

  it('tells more once a hold is raised', () => {
    const { next } = advance(undefined, read(HELD), BOOKS);
    const raised: Stage = {
      charge: { amount: 1200 },
      intent: { status: 'requires_capture', amount: 1200, amount_capturable: 1200 },
    };
    assert.deepEqual(advance(next, read(raised, 2), { ...BOOKS, amount: 1200 }).changes, [
      { kind: 'authorized', key: 'authorized:pi_1:1200', delta: 200, total: 1200 },
    ]);
  });

  it('keeps the record as it is for a reading that is older', () => {
    const { next } = advance(undefined, read(PAID, 5), BOOKS);
    assert.deepEqual(advance(next, read({ ...PAID, refunds: [{}] }, 4), BOOKS), {
      next,
      changes: [],
    });
  });

  it('takes a second reading under the same lease for the newer one', () => {
    const { next } = advance(undefined, read(HELD, 5), BOOKS);
    assert.equal(advance(next, read(captured(700), 5), BOOKS).next.facts.captured, 700);
  });

  const alarmed = (stage: Stage, books: Partial<Recorded>) =>
    advance(undefined, read(stage), { ...BOOKS, ...books });

  it('raises an alarm instead of fulfilling what is not as recorded', () => {
    const found: [Partial<Recorded>, string, string, string][] = [
      [{ order: 'order-2' }, 'order', 'order-2', 'order-1'],
      [{ payment: 'payment-2' }, 'payment', 'payment-2', 'payment-1'],
      [{ livemode: true }, 'livemode', 'true', 'false'],
      [{ currency: 'usd' }, 'currency', 'usd', 'eur'],
      [{ amount: 1200 }, 'amount', '1200', '1000'],
      [{ amount: 900 }, 'amount', '900', '1000'],
      [{ paidElsewhere: 1 }, 'overpaid', '1000', '1001'],
    ];
    for (const [books, about, expected, value] of found) {
      const alarm = { about, expected, found: value };
      const { next, changes } = alarmed(PAID, books);
      assert.deepEqual(changes, [{ kind: 'alarm', key: `alarm:pi_1:1:${about}`, alarm }]);
      assert.deepEqual(next.alarms, [alarm]);
      assert.equal(next.told, null);
      assert.equal(paymentState(next.facts).state, 'paid');
    }
  });

  it('raises an alarm when Stripe does not know the order', () => {
    const { changes } = alarmed({ intent: { metadata: {} } }, {});
    assert.deepEqual(keysOf(changes), ['alarm:pi_1:1:order', 'alarm:pi_1:1:payment']);
  });

  it('raises an alarm when more was captured than the order is worth', () => {
    assert.deepEqual(keysOf(alarmed(captured(1001), {}).changes), ['alarm:pi_1:1:overpaid']);
  });

  it('lets the amount differ where no money is: it is changed at Stripe first', () => {
    const books = { amount: 1200, currency: 'usd' };
    assert.deepEqual(alarmed(REDIRECTED, books).changes, []);
    assert.deepEqual(keysOf(alarmed(canceled('abandoned'), books).changes), ['canceled:pi_1']);
  });

  it('does not repeat an alarm that stands, and tells all once it is over', () => {
    const first = alarmed(PAID, { amount: 900 });
    const second = advance(first.next, read({ ...PAID, refunds: [{}] }, 2), {
      ...BOOKS,
      amount: 900,
    });
    assert.deepEqual(second.changes, []);
    const third = advance(second.next, read({ ...PAID, refunds: [{}] }, 3), BOOKS);
    assert.deepEqual(keysOf(third.changes), ['paid:pi_1:1000', 'refunded:re_1']);
    assert.deepEqual(third.next.alarms, []);
  });

  it('ends the alarm of a second payment when its surplus is returned', () => {
    const books = { ...BOOKS, paidElsewhere: 1000 };
    const first = advance(undefined, read(PAID), books);
    assert.deepEqual(keysOf(first.changes), ['alarm:pi_1:1:overpaid']);
    const second = advance(first.next, read({ ...PAID, refunds: [{}] }, 2), books);
    assert.deepEqual(second.next.alarms, []);
  });
});
