/**
 * Whatever is done in whatever order, no money appears or vanishes: what was captured, less what was
 * given back, is what the balance transactions come to.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSandboxApp } from '../../demo/sandbox/app.ts';
import { endAction } from '../../demo/sandbox/payments/attempts.ts';
import {
  capturePaymentIntent,
  incrementAuthorization,
} from '../../demo/sandbox/payments/captures.ts';
import { confirmPaymentIntent } from '../../demo/sandbox/payments/confirmation.ts';
import { cancelPaymentIntent, createPaymentIntent } from '../../demo/sandbox/payments/intents.ts';
import { createRefund } from '../../demo/sandbox/payments/refunds.ts';
import { StripeError } from '../../demo/sandbox/protocol/errors.ts';
import type { AccountState } from '../../demo/sandbox/state/account-state.ts';
import type { Context } from '../../demo/sandbox/state/events.ts';
import type { PaymentIntent } from '../../demo/sandbox/state/objects.ts';

const origin = 'http://sandbox.test';

const payments = [
  { payment_method: 'pm_card_visa' },
  { payment_method: 'pm_card_visa_chargeDeclined' },
  { payment_method: 'pm_card_threeDSecure2Required' },
  { payment_method: 'pm_card_pendingRefund' },
  { payment_method: 'pm_card_refundFail' },
  { payment_method: 'pm_sepaDebit_success_de' },
  { payment_method: 'pm_sepaDebit_failed_de' },
] as const;

const amount = fc.integer({ min: 50, max: 5000 });
const part = fc.integer({ min: 0, max: 1500 });
const which = fc.nat(2);

const create = fc.record({
  kind: fc.constant('create' as const),
  amount,
  capture: fc.constantFrom('automatic', 'automatic_async', 'manual', 'manual'),
  several: fc.boolean(),
});
const confirm = fc.record({
  kind: fc.constant('confirm' as const),
  which,
  payment: fc.constantFrom(payments[0], payments[0], ...payments),
});
const capture = fc.record({
  kind: fc.constant('capture' as const),
  which,
  amount: fc.option(part, { nil: undefined, freq: 3 }),
  final: fc.boolean(),
});
const refund = fc.record({
  kind: fc.constant('refund' as const),
  which,
  amount: fc.option(part, { nil: undefined, freq: 3 }),
});
const operation = fc.oneof(
  { arbitrary: create, weight: 1 },
  { arbitrary: confirm, weight: 3 },
  { arbitrary: capture, weight: 4 },
  { arbitrary: refund, weight: 4 },
  {
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      which,
      outcome: fc.constantFrom('succeed', 'succeed', 'fail', 'expire'),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ kind: fc.constant('increment' as const), which, amount }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('cancel' as const), which }), weight: 1 },
  {
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 1, 10, 300, 8 * 24 * 60 * 60),
    }),
    weight: 2,
  },
);
/** Two intents to begin with, so that there is something to do things to. */
const sequence = fc
  .tuple(create, create, fc.array(operation, { minLength: 10, maxLength: 50 }))
  .map(([first, second, rest]) => [first, second, ...rest]);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

function perform(
  context: Context,
  intents: readonly string[],
  step: Operation,
): PaymentIntent | undefined {
  const { account } = context;
  if (step.kind === 'wait') {
    account.clock.advance(step.seconds);
    return undefined;
  }
  if (step.kind === 'create') {
    const option = step.several ? ('if_available' as const) : ('never' as const);
    return createPaymentIntent(
      context,
      {
        amount: step.amount,
        currency: 'eur',
        capture_method: step.capture,
        allowed_payment_method_types: ['card', 'sepa_debit'],
        payment_method_options: {
          card: { request_multicapture: option, request_incremental_authorization: option },
        },
      },
      origin,
    );
  }
  const id = intents[step.which % Math.max(intents.length, 1)];
  if (id === undefined) return undefined;
  const intent = account.state.paymentIntents.require(id);
  switch (step.kind) {
    case 'confirm':
      return confirmPaymentIntent(
        context,
        intent,
        { ...step.payment, mandate_data: { customer_acceptance: { type: 'offline' } } },
        origin,
      );
    case 'act':
      return endAction(context, id, step.outcome);
    case 'capture':
      return capturePaymentIntent(context, intent, {
        final_capture: step.final,
        ...(step.amount !== undefined && { amount_to_capture: step.amount }),
      });
    case 'increment':
      return incrementAuthorization(context, intent, { amount: step.amount });
    case 'cancel':
      return cancelPaymentIntent(context, intent, null);
    case 'refund':
      createRefund(context, {
        payment_intent: id,
        ...(step.amount !== undefined && { amount: step.amount }),
      });
      return undefined;
  }
}

function assertInvariants(state: AccountState, settled: boolean): void {
  for (const intent of state.paymentIntents) {
    const { amount: total, amount_capturable: capturable, amount_received: received } = intent;
    assert.ok(capturable >= 0 && received >= 0 && capturable + received <= total, 'intent');
    assert.equal(capturable > 0, intent.status === 'requires_capture');
    const charges = [...state.charges.scan({ field: ['payment_intent', intent.id] })];
    const paid = charges.filter(({ status }) => status === 'succeeded');
    assert.ok(paid.length <= 1, 'charged twice');
    assert.equal(received, paid[0]?.amount_captured ?? 0);
    for (const charge of charges) assertCharge(state, charge, settled);
  }
}

function assertCharge(
  state: AccountState,
  charge: typeof state.charges extends Iterable<infer T> ? T : never,
  settled: boolean,
): void {
  const refunds = [...state.refunds.scan({ field: ['charge', charge.id] })];
  const alive = refunds.filter(({ status }) => status !== 'failed');
  const given = alive.filter((refund) => refund.balance_transaction !== null);
  const sum = (list: { amount: number }[]): number =>
    list.reduce((all, each) => all + each.amount, 0);
  assert.equal(charge.amount_refunded, sum(alive), 'amount_refunded is what the refunds come to');
  const { amount_captured: captured } = charge;
  assert.equal(charge.refunded, captured > 0 && charge.amount_refunded === captured);
  const authorized = charge.payment_method_details?.card?.amount_authorized ?? charge.amount;
  assert.ok(charge.amount_captured <= authorized, 'captured more than was authorized');
  assert.ok(sum(given) <= charge.amount_captured, 'refunded more than was captured');
  if (charge.status === 'failed') assert.equal(charge.amount_captured, 0);

  const sources = [charge.id, ...refunds.map(({ id }) => id)];
  const moved = sources.flatMap((id) => [
    ...state.balanceTransactions.scan({ field: ['source', id] }),
  ]);
  // The funds of `automatic_async` come a second later.
  const underway = !settled && charge.captured && charge.balance_transaction === null;
  assert.equal(
    sum(moved) + (underway ? charge.amount_captured : 0),
    charge.amount_captured - sum(given),
    'the balance is what was captured less what was refunded',
  );
  for (const { amount: gross, fee, net } of moved) assert.equal(net, gross - fee);
}

describe('money in the sandbox', () => {
  it('neither appears nor vanishes', () => {
    fc.assert(
      fc.property(sequence, (steps) => {
        const { accounts, clock, contextOf } = createSandboxApp({ country: 'BE' });
        const account = accounts.find('sk_test_property')?.account;
        assert.ok(account);
        const context = contextOf(account);
        const intents: string[] = [];
        try {
          for (const step of steps) {
            try {
              const intent = perform(context, intents, step);
              if (step.kind === 'create' && intent) intents.push(intent.id);
            } catch (error) {
              if (!(error instanceof StripeError)) throw error;
            }
            assertInvariants(account.state, false);
          }
          clock.advance(60);
          assertInvariants(account.state, true);
        } finally {
          clock.stop();
        }
      }),
      { numRuns: 300 },
    );
  });
});
