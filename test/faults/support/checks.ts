/** What must be true in the end, whatever went wrong on the way. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import type Stripe from 'stripe';
import type { Notification } from '../../../server/index.ts';
import type { PaymentFacts } from '../../../server/payments/facts.ts';
import { factsFromStripe } from '../../../server/payments/from-stripe.ts';
import { recordOf } from '../../../server/payments/record.ts';
import { paymentTotals } from '../../../server/payments/totals.ts';
import type { Payment } from '../../../server/store/schema.ts';
import type { Store } from '../../../server/store/store.ts';
import type { World } from './world.ts';

export interface Outcome {
  /** Webhook deliveries that the servers answered with 2xx. */
  accepted: number;
  /** How often an event came again after it had been accepted. */
  duplicateEvents: number;
  callbacks: number;
  /** How often a callback was called again with what it had taken. */
  duplicateCallbacks: number;
}

export async function checkEverything(world: World): Promise<Outcome> {
  const { store, stripe } = world;
  const intents = await stripe.paymentIntents
    .list({ limit: 100, expand: ['data.latest_charge'] })
    .autoPagingToArray({ limit: 10_000 });
  const refunds = await stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const payments = await store.db.selectFrom('payment').selectAll().execute();

  checkChargedOnce(intents);
  checkRecords(payments, intents, refunds);
  await checkOperations(world, refunds);
  await assertTotals(store, payments);
  const alarms = await store.db.selectFrom('alarm').selectAll().execute();
  assert.deepEqual(alarms, [], 'nothing gave cause for alarm');
  return {
    ...(await checkEvents(world, payments)),
    ...(await checkCallbacks(world, intents, refunds)),
  };
}

/** What is kept of the payments' totals is what they come to. */
export async function assertTotals(store: Store, payments: readonly Payment[]): Promise<void> {
  const { totals } = await paymentTotals(store, {});
  for (const { state, currency, ...figures } of totals) {
    const added = payments.filter((one) => one.state === state && one.currency === currency);
    const sum = (column: 'amount' | 'capturable' | 'captured' | 'refunded' | 'disputed') =>
      added.reduce((all, payment) => all + payment[column], 0);
    assert.deepEqual(
      figures,
      {
        count: added.length,
        amount: sum('amount'),
        capturable: sum('capturable'),
        captured: sum('captured'),
        refunded: sum('refunded'),
        disputed: sum('disputed'),
      },
      `what is ${state} in ${currency}`,
    );
  }
  assert.equal(
    totals.reduce((all, { count }) => all + count, 0),
    payments.length,
  );
}

const isCharged = ({ status }: Stripe.PaymentIntent): boolean =>
  ['succeeded', 'requires_capture', 'processing'].includes(status);

function checkChargedOnce(intents: readonly Stripe.PaymentIntent[]): void {
  const paid = new Map<string, string>();
  for (const intent of intents) {
    assert.ok(intent.amount_received <= intent.amount, `${intent.id} took too much`);
    if (!isCharged(intent)) continue;
    const order = intent.metadata.tender_order ?? '';
    assert.equal(intent.amount, Number(order.split('-')[2]), `${order} costs what the shop says`);
    assert.equal(paid.get(order), undefined, `${order} was charged twice`);
    paid.set(order, intent.id);
  }
}

function checkRecords(
  payments: readonly Payment[],
  intents: readonly Stripe.PaymentIntent[],
  refunds: readonly Stripe.Refund[],
): void {
  const byIntent = new Map(payments.map((payment) => [payment.intent_id, payment]));
  for (const paymentIntent of intents) {
    const payment = byIntent.get(paymentIntent.id);
    if (!payment) {
      // Its creation was never answered, so no page was given it.
      assert.equal(paymentIntent.status, 'requires_payment_method', 'an unknown payment was paid');
      continue;
    }
    assertTrue(payment, paymentIntent, refunds);
  }
}

/** What is recorded of a payment is what Stripe says of it. */
export function assertTrue(
  payment: Payment,
  paymentIntent: Stripe.PaymentIntent,
  refunds: readonly Stripe.Refund[],
): void {
  const recorded = recordOf(payment)?.facts;
  assert.ok(recorded, `${payment.id} was read`);
  const truth = factsFromStripe({
    paymentIntent,
    refunds: refunds.filter(({ payment_intent: of }) => of === paymentIntent.id),
    disputes: [],
  });
  assert.deepEqual(recorded, asFarAsRead(truth, recorded), `the record of ${payment.id}`);
}

/** An event that ends a payment is taken at its word; what it leaves out of the charge is read later. */
function asFarAsRead(truth: PaymentFacts, recorded: PaymentFacts): PaymentFacts {
  if (recorded.methodType !== null) return truth;
  const { methodType, cardBrand, cardLast4, wallet, captureBefore, multicapture } = recorded;
  return { ...truth, methodType, cardBrand, cardLast4, wallet, captureBefore, multicapture };
}

/** Each operation had one effect at most, and what is said to have been done was done. */
async function checkOperations({ store }: World, refunds: readonly Stripe.Refund[]): Promise<void> {
  const made = refunds.map(({ metadata }) => metadata?.tender_operation);
  assert.equal(new Set(made).size, made.length, 'each refund has an operation of its own');
  const operations = await store.db
    .selectFrom('operation')
    .select(['id', 'status', 'result'])
    .where('kind', '=', 'refund')
    .execute();
  const done = operations.filter(({ status }) => status === 'succeeded').map(({ id }) => id);
  assertSame(made, done, 'refunds on record are refunds at Stripe');
}

async function checkEvents(
  { store, sandbox }: World,
  payments: readonly Payment[],
): Promise<Pick<Outcome, 'accepted' | 'duplicateEvents'>> {
  const account = sandbox.accounts.find(sandbox.secretKey)?.account;
  assert.ok(account);
  const rows = await store.db.selectFrom('inbox').select(['id', 'state', 'intent_id']).execute();
  const inbox = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(payments.map(({ intent_id: id }) => id));
  let accepted = 0;
  const seen = new Set<string>();
  for (const { event, attempts } of sandbox.webhooks.deliveries(account)) {
    for (const { status = 0, body = '' } of attempts) {
      if (status < 200 || status > 299 || body.includes('ignored')) continue;
      accepted += 1;
      seen.add(event);
      const row = inbox.get(event);
      assert.ok(row, `${event} was accepted and is not on record`);
      const expected = known.has(row.intent_id) ? 'done' : 'foreign';
      assert.equal(row.state, expected, `${event} was accepted and processed`);
    }
  }
  return { accepted, duplicateEvents: accepted - seen.size };
}

async function checkCallbacks(
  { store, callbackLog }: World,
  intents: readonly Stripe.PaymentIntent[],
  refunds: readonly Stripe.Refund[],
): Promise<Pick<Outcome, 'callbacks' | 'duplicateCallbacks'>> {
  const calls = fs
    .readFileSync(callbackLog, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Notification);
  const once = new Map(calls.map((call) => [call.id, call]));
  const outbox = await store.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
  const keys = outbox.map(({ dedupe_key: key }) => key);
  assertSame(once.keys(), keys, 'each notification was delivered');

  const places = new Map<string, number>();
  for (const [index, { id }] of calls.entries()) if (!places.has(id)) places.set(id, index);
  const last = new Map<string, number>();
  for (const { dedupe_key: key, payment_id: payment } of outbox) {
    const place = places.get(key) ?? -1;
    assert.ok(place > (last.get(payment) ?? -1), `${payment}'s notifications came in order`);
    last.set(payment, place);
  }

  // What the shop was told adds up to what happened, whatever the records say.
  const told = [...once.values()];
  for (const { id, amount_received: received } of intents) {
    const paid = told.filter(({ kind, payment }) => kind === 'paid' && payment.facts.id === id);
    const sum = paid.reduce((total, call) => total + ('delta' in call ? call.delta : 0), 0);
    assert.equal(sum, received, `what the shop was told of ${id}`);
  }
  const returned = told.flatMap((call) => (call.kind === 'refunded' ? [call.refund.id] : []));
  const succeeded = refunds.filter(({ status }) => status === 'succeeded').map(({ id }) => id);
  assertSame(returned, succeeded, 'the shop was told of each refund');
  return { callbacks: once.size, duplicateCallbacks: calls.length - once.size };
}

/** Says what differs, and only that. */
function assertSame<T>(actual: Iterable<T>, expected: Iterable<T>, message: string): void {
  const found = new Set(actual);
  const wanted = new Set(expected);
  const missing = [...wanted].filter((one) => !found.has(one));
  const unexpected = [...found].filter((one) => !wanted.has(one));
  assert.deepEqual({ missing, unexpected }, { missing: [], unexpected: [] }, message);
}
