import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import type { Country } from '../../server/methods/index.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { cliMissing, type StripeCli, stripeCli } from '../support/stripe-cli.ts';
import { assertStripeAnswer } from '../support/stripe-schemas.ts';

const fixture = path.join(import.meta.dirname, 'fixtures/hold-capture-refund.json');

/** What Stripe does for each trigger: the events in their order, and what becomes of the object. */
const triggers: Record<
  string,
  { events: string[]; leaves: Record<string, unknown>; country?: Country }
> = {
  'payment_intent.created': {
    events: ['payment_intent.created'],
    leaves: { status: 'requires_payment_method', amount: 2000, currency: 'usd' },
  },
  'payment_intent.succeeded': {
    events: ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'],
    leaves: { status: 'succeeded', amount_received: 2000 },
  },
  'payment_intent.amount_capturable_updated': {
    events: [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
    ],
    leaves: { status: 'requires_capture', amount_capturable: 2000, amount_received: 0 },
  },
  'payment_intent.payment_failed': {
    events: ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
    leaves: { status: 'requires_payment_method', amount_received: 0 },
  },
  'payment_intent.requires_action': {
    events: ['payment_intent.created', 'payment_intent.requires_action'],
    leaves: { status: 'requires_action' },
  },
  'payment_intent.processing': {
    events: ['payment_intent.created', 'payment_intent.processing'],
    leaves: { status: 'processing', currency: 'eur' },
  },
  'payment_intent.canceled': {
    events: ['payment_intent.created', 'payment_intent.canceled'],
    leaves: { status: 'canceled', cancellation_reason: 'requested_by_customer' },
  },
  'payment_intent.partially_funded': {
    // By transfer in yen, which takes an account in Japan.
    country: 'JP',
    events: [
      'payment_intent.created',
      'payment_intent.requires_action',
      'customer_cash_balance_transaction.created',
      'payment_intent.partially_funded',
    ],
    leaves: { status: 'requires_action', currency: 'jpy', amount_received: 0 },
  },
  'charge.succeeded': {
    events: ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'],
    leaves: { status: 'succeeded', paid: true, captured: true },
  },
  'charge.captured': {
    events: [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ],
    leaves: { captured: true, amount_captured: 2000 },
  },
  'charge.failed': {
    events: ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
    leaves: { status: 'failed', paid: false, failure_code: 'card_declined' },
  },
  'charge.refunded': {
    events: ['charge.succeeded', 'payment_intent.succeeded', 'charge.refunded'],
    leaves: { refunded: true, amount_refunded: 100 },
  },
  'charge.refund.updated': {
    events: ['charge.succeeded', 'charge.refunded', 'charge.refund.updated'],
    leaves: { status: 'succeeded', amount: 100, metadata: { order_id: '6735' } },
  },
  'charge.dispute.created': {
    events: ['charge.succeeded', 'charge.dispute.created'],
    leaves: { status: 'warning_needs_response', amount: 100 },
  },
  'charge.dispute.updated': {
    events: ['charge.dispute.created', 'charge.dispute.updated'],
    leaves: { status: 'warning_needs_response', metadata: { foo: 'bar' } },
  },
  'charge.dispute.closed': {
    events: ['charge.dispute.created', 'charge.dispute.closed'],
    leaves: { status: 'warning_closed' },
  },
  'setup_intent.created': {
    events: ['setup_intent.created'],
    leaves: { status: 'requires_payment_method' },
  },
  'setup_intent.succeeded': {
    events: ['setup_intent.created', 'setup_intent.succeeded'],
    leaves: { status: 'succeeded' },
  },
  'setup_intent.requires_action': {
    events: ['setup_intent.created', 'setup_intent.requires_action'],
    leaves: { status: 'requires_action' },
  },
  'setup_intent.setup_failed': {
    events: ['setup_intent.created', 'setup_intent.setup_failed'],
    leaves: { status: 'requires_payment_method' },
  },
  'setup_intent.canceled': {
    events: ['setup_intent.created', 'setup_intent.canceled'],
    leaves: { status: 'canceled', cancellation_reason: 'requested_by_customer' },
  },
  'customer.created': { events: ['customer.created'], leaves: { object: 'customer' } },
  'customer.updated': {
    events: ['customer.created', 'customer.updated'],
    leaves: { metadata: { foo: 'bar' } },
  },
  'customer.deleted': {
    events: ['customer.created', 'customer.deleted'],
    leaves: { object: 'customer', deleted: true },
  },
  'customer_cash_balance_transaction.created': {
    events: ['customer.created', 'customer_cash_balance_transaction.created'],
    leaves: { object: 'customer_cash_balance_transaction', type: 'funded', net_amount: 1000 },
  },
  'payment_method.updated': {
    events: ['customer.created', 'setup_intent.succeeded', 'payment_method.updated'],
    leaves: { type: 'card', metadata: { foo: 'bar' } },
  },
  'payment_method.detached': {
    events: ['payment_method.attached', 'payment_method.detached'],
    leaves: { type: 'card', customer: null },
  },
  'payment_method.attached': {
    events: ['customer.created', 'payment_method.attached'],
    leaves: { type: 'card' },
  },
};

let sandbox: TestSandbox;
const clis: StripeCli[] = [];

/** An account of its own, with the CLI and the SDK for it. */
function account(name: string, country?: Country): { cli: StripeCli; stripe: Stripe } {
  const key = `sk_test_cli_${name.replaceAll('.', '_')}`;
  const opened = sandbox.accounts.find(key)?.account;
  if (opened && country) opened.country = country;
  const cli = stripeCli(sandbox, key);
  clis.push(cli);
  return { cli, stripe: sandbox.client(key) };
}

/** The events of the account, the oldest first, each held against its schema. */
async function eventsOf(stripe: Stripe): Promise<Stripe.Event[]> {
  const page = await stripe.events.list({ limit: 100 });
  assertStripeAnswer(page);
  return page.data.reverse();
}

function assertInOrder(actual: readonly string[], expected: readonly string[]): void {
  let from = 0;
  for (const type of expected) {
    from = actual.indexOf(type, from) + 1;
    assert.notEqual(from, 0, `${type} is missing, or too early, in: ${actual.join(', ')}`);
  }
}

/** The object as it is now. A page of the API has it under the URL that its kind has. */
async function current(stripe: Stripe, object: { id: string; object: string }): Promise<object> {
  const urls: Record<string, string> = {
    payment_intent: '/v1/payment_intents/',
    charge: '/v1/charges/',
    refund: '/v1/refunds/',
    dispute: '/v1/disputes/',
    setup_intent: '/v1/setup_intents/',
    customer: '/v1/customers/',
    payment_method: '/v1/payment_methods/',
  };
  const url = urls[object.object];
  // No call retrieves it: the event has all there is.
  if (object.object === 'customer_cash_balance_transaction') return object;
  assert.ok(url, object.object);
  const answer = (await stripe.rawRequest('GET', url + object.id)) as object;
  assertStripeAnswer(answer);
  return answer;
}

describe('stripe trigger', { skip: cliMissing }, () => {
  before(async () => {
    sandbox = await startTestSandbox();
  });
  after(async () => {
    await Promise.all(clis.map((cli) => cli.stop()));
    await sandbox.stop();
  });

  for (const [event, { events, leaves, country }] of Object.entries(triggers)) {
    it(`${event}: the events in order, and the object as it should be`, async () => {
      const { cli, stripe } = account(event, country);
      const { code, stdout, stderr } = await cli.run('trigger', event);
      assert.equal(code, 0, stdout + stderr);
      const happened = await eventsOf(stripe);
      assertInOrder(
        happened.map(({ type }) => type),
        events,
      );
      const last = happened.findLast(({ type }) => type === event);
      assert.ok(last, `no ${event}`);
      const object = await current(stripe, last.data.object as { id: string; object: string });
      assert.partialDeepStrictEqual(object, leaves);
    });
  }

  it('takes what is overridden and added', async () => {
    const { cli, stripe } = account('override');
    await cli.run(
      ...['trigger', 'payment_intent.succeeded'],
      ...['--override', 'payment_intent:amount=777'],
      ...['--add', 'payment_intent:metadata[order]=o1'],
    );
    const [intent] = (await stripe.paymentIntents.list()).data;
    assert.equal(intent?.amount_received, 777);
    assert.deepEqual({ ...intent.metadata }, { order: 'o1' });
  });

  it('tells the CLI, and it its user, what is wrong', async () => {
    const { cli } = account('wrong');
    const { code, stdout, stderr } = await cli.run(
      ...['trigger', 'payment_intent.created'],
      ...['--add', 'payment_intent:colour=red'],
    );
    assert.equal(code, 1);
    assert.match(stdout + stderr, /Received unknown parameter: colour/);
  });
});

describe('stripe fixtures', { skip: cliMissing }, () => {
  before(async () => {
    sandbox = await startTestSandbox({ country: 'BE' });
  });
  after(async () => {
    await Promise.all(clis.map((cli) => cli.stop()));
    await sandbox.stop();
  });

  it('holds, captures in part and refunds by a file of ours', async () => {
    const { cli, stripe } = account('fixtures');
    const { code, stdout, stderr } = await cli.run('fixtures', fixture);
    assert.equal(code, 0, stdout + stderr);
    const [intent] = (await stripe.paymentIntents.list({ expand: ['data.latest_charge'] })).data;
    assert.ok(intent);
    assertStripeAnswer(intent);
    assert.deepEqual([intent.status, intent.amount_received], ['succeeded', 3000]);
    const [refund] = (await stripe.refunds.list({ payment_intent: intent.id })).data;
    assert.deepEqual([refund?.amount, refund?.status], [500, 'succeeded']);
    assertInOrder(
      (await eventsOf(stripe)).map(({ type }) => type),
      [
        'customer.created',
        'payment_intent.amount_capturable_updated',
        'charge.captured',
        'charge.refunded',
      ],
    );
  });

  it('is not needed for single calls', async () => {
    const { cli } = account('calls');
    const created = await cli.run(
      ...['payment_intents', 'create', '--amount', '2000', '--currency', 'usd'],
      ...['--capture-method', 'manual', '-d', 'payment_method=pm_card_visa', '-d', 'confirm=true'],
      ...['-d', 'allowed_payment_method_types[]=card'],
    );
    const intent = JSON.parse(created.stdout) as Stripe.PaymentIntent;
    assertStripeAnswer(intent);
    assert.equal(intent.status, 'requires_capture');
    const canceled = await cli.run('payment_intents', 'cancel', intent.id, '-c');
    assert.equal((JSON.parse(canceled.stdout) as Stripe.PaymentIntent).status, 'canceled');

    const url = 'https://shop.example/webhooks';
    for (const args of [
      ['webhook_endpoints', 'create', '--url', url, '-d', 'enabled_events[]=charge.failed'],
      ['payment_method_domains', 'create', '--domain-name', 'shop.example'],
      ['get', '/v1/webhook_endpoints'],
      ['events', 'list', '--limit', '2'],
      ['post', '/v1/customers', '-d', 'metadata[a]=b', '-i', 'once'],
    ]) {
      const { stdout } = await cli.run(...args);
      const answer = JSON.parse(stdout) as Record<string, unknown>;
      assertStripeAnswer(answer);
      assert.equal(answer.error, undefined, args.join(' '));
    }
  });
});
