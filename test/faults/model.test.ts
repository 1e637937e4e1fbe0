/**
 * Webhooks, return pages, operators and the reconciler work on one payment at once, in orders that
 * fast-check draws: who passes which failpoint next is decided by its scheduler.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import Stripe from 'stripe';
import { armFailpoint, type Failpoint } from '../../server/failpoints.ts';
import { connectStore, type Store } from '../../server/store/store.ts';
import { startShop, type Shop } from '../server/support/shop.ts';
import { onEachStore } from '../server/support/stores.ts';
import { assertTrue } from './support/checks.ts';
import { SEED } from './support/random.ts';

const AMOUNT = 4200;
const WEBHOOK_SECRET = 'whsec_0123456789abcdef';

const FAILPOINTS: readonly Failpoint[] = [
  'inbox:before-commit',
  'inbox:after-commit',
  'operation-started:after-commit',
  'operation-settled:before-commit',
  'operation-settled:after-commit',
  'facts:before-commit',
  'facts:after-commit',
  'read:before-call',
  'read:after-call',
  'capture:before-call',
  'capture:after-call',
  'void:before-call',
  'void:after-call',
  'refund:before-call',
  'refund:after-call',
  'notification:before-delivery',
  'notification:after-delivery',
];

/** What the commands know without asking: nothing is ever taken beyond what was asked for. */
interface Model {
  confirmed: boolean;
}

interface Real {
  shop: Shop;
  payment: string;
  token: string;
  intent: string;
  clientSecret: string;
  /** What was begun and is not over. */
  underWay: Promise<unknown>[];
  /** Ids of the events that arrived. */
  delivered: Set<string>;
}

/** Begins something and does not wait for it: the next command meets it half done. */
class Begin implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #work: (real: Real) => Promise<unknown>;
  readonly #needsPayment: boolean;

  constructor(name: string, work: (real: Real) => Promise<unknown>, needsPayment = false) {
    this.#name = name;
    this.#work = work;
    this.#needsPayment = needsPayment;
  }

  check = ({ confirmed }: Readonly<Model>): boolean => confirmed || !this.#needsPayment;

  run(model: Model, real: Real): Promise<void> {
    if (this.#name.startsWith('confirm')) model.confirmed = true;
    real.underWay.push(this.#work(real));
    return Promise.resolve();
  }

  toString = (): string => this.#name;
}

const operate =
  (action: string, body: object) =>
  async ({ shop, payment }: Real): Promise<void> => {
    const { status } = await fetch(`${shop.url}/admin/payments/${payment}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'anna' },
      body: JSON.stringify(body),
    });
    assert.ok([200, 202, 409, 503].includes(status), `${action}: ${status}`);
  };

/** All events of the payment so far, oldest first. */
async function eventsOf({ shop, intent }: Real): Promise<Stripe.Event[]> {
  const all = await shop.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  return all.toReversed().filter(({ data: { object } }) => {
    const { id, payment_intent: of } = object as { id: string; payment_intent?: unknown };
    return id === intent || of === intent;
  });
}

async function deliver({ shop, delivered }: Real, event: Stripe.Event, at: number): Promise<void> {
  const payload = JSON.stringify(event);
  const header = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: WEBHOOK_SECRET,
    timestamp: Math.floor(at / 1000),
  });
  const { status } = await fetch(`${shop.url}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'stripe-signature': header },
    body: payload,
  });
  assert.equal(status, 200, `${event.type} was accepted`);
  delivered.add(event.id);
}

onEachStore('one payment, many hands', (database) => {
  let shop: Shop;
  let store: Store;
  let ahead = 0;
  const now = (): number => Date.now() + ahead;

  before(async () => {
    const operator = { actor: 'anna', scopes: ['view', 'operate'] } as const;
    shop = await startShop({
      database: database.url,
      webhooks: false,
      checkout: {
        now,
        workers: false,
        operators: () => operator,
        limits: {
          requestsPerAddress: { times: 100_000, seconds: 60 },
          failuresPerAddress: 100_000,
        },
      },
    });
    store = connectStore(database.url);
  });
  after(async () => {
    await store.close();
    await shop.stop();
  });

  const commands = fc.commands(
    [
      fc.constant(
        new Begin('confirm', ({ clientSecret }) => shop.confirm(clientSecret).catch(Object)),
      ),
      fc.constant(
        new Begin('confirm, declined', ({ clientSecret }) =>
          shop.confirm(clientSecret, 'pm_card_visa_chargeDeclined').catch(Object),
        ),
      ),
      fc.nat(7).map(
        (index) =>
          new Begin(`webhook ${index}`, async (real) => {
            const events = await eventsOf(real);
            const event = events[index % Math.max(events.length, 1)];
            if (event) await deliver(real, event, now());
          }),
      ),
      fc.constant(
        new Begin('return page', async ({ token }) => {
          assert.equal((await shop.get(`/payments/${token}`)).status, 200);
        }),
      ),
      fc.constant(new Begin('reconciler', () => shop.checkout.tick({ budgetMs: 500 }))),
      fc.option(fc.integer({ min: 1, max: AMOUNT }), { nil: undefined }).map((amount) => {
        const body = amount === undefined ? {} : { amount };
        return new Begin(`capture ${amount ?? 'all'}`, operate('capture', body), true);
      }),
      fc.constant(new Begin('void', operate('void', {}), true)),
      fc
        .integer({ min: 1, max: AMOUNT })
        .map((amount) => new Begin(`refund ${amount}`, operate('refund', { amount }), true)),
    ],
    { maxCommands: 12 },
  );

  async function begin(capture: 'automatic' | 'manual'): Promise<Real> {
    const { body } = await shop.intent(shop.order({ amount: AMOUNT, capture }));
    const { paymentId: payment, paymentToken: token, clientSecret } = body;
    const intent = clientSecret.split('_secret_')[0] ?? '';
    return { shop, payment, token, intent, clientSecret, underWay: [], delivered: new Set() };
  }

  const readPayment = (id: string) =>
    store.db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  const outboxOf = (id: string) =>
    store.db
      .selectFrom('outbox')
      .select(['dedupe_key', 'state'])
      .where('payment_id', '=', id)
      .orderBy('seq')
      .execute();

  async function deliverAll(real: Real): Promise<void> {
    const events = (await eventsOf(real)).filter(({ id }) => !real.delivered.has(id));
    await Promise.all(events.map((event) => deliver(real, event, now())));
  }

  /** Every event arrives in the end, and what is unresolved is given its time. */
  async function settle(real: Real): Promise<void> {
    await deliverAll(real);
    for (let round = 0; round < 4; round += 1) {
      ahead += 40_000;
      await shop.checkout.tick({ budgetMs: 5_000 });
    }
  }

  async function checkInvariants(real: Real): Promise<void> {
    const { payment: id, intent } = real;
    const payment = await readPayment(id);
    const truth = await shop.stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] });
    const { data: refunds } = await shop.stripe.refunds.list({
      payment_intent: intent,
      limit: 100,
    });
    assertTrue(payment, truth, refunds);
    assert.ok(payment.captured <= AMOUNT && payment.refunded <= payment.captured);

    const operations = await store.db
      .selectFrom('operation')
      .selectAll()
      .where('payment_id', '=', id)
      .execute();
    assert.ok(operations.every(({ status }) => status === 'succeeded' || status === 'failed'));
    const made = refunds.flatMap(({ metadata }) => metadata?.tender_operation ?? []);
    const done = operations.filter((o) => o.kind === 'refund' && o.status === 'succeeded');
    assert.deepEqual(made.toSorted(), done.map((operation) => operation.id).toSorted());

    const outbox = await outboxOf(id);
    assert.ok(outbox.every(({ state }) => state === 'delivered'));
    const calls = shop.notifications.filter((call) => call.payment.id === id);
    const first = [...new Set(calls.map((call) => call.id))];
    assert.deepEqual(
      first,
      outbox.map(({ dedupe_key: key }) => key),
      'each notification was delivered, in order',
    );
    const paid = [...new Map(calls.map((call) => [call.id, call])).values()]
      .filter(({ kind }) => kind === 'paid')
      .reduce((sum, call) => sum + ('delta' in call ? call.delta : 0), 0);
    assert.equal(paid, truth.amount_received, 'what the shop was told');

    // Told everything once more, nothing changes.
    for (const event of await eventsOf(real)) await deliver(real, event, now());
    ahead += 1_000;
    await shop.checkout.tick({ budgetMs: 5_000 });
    assert.equal((await readPayment(id)).version, payment.version);
    assert.deepEqual(await outboxOf(id), outbox);
  }

  it('ends as Stripe has it, whatever the order of things', async (t) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom('automatic' as const, 'manual' as const),
        commands,
        async (scheduler, capture, drawn) => {
          const real = await begin(capture);
          const armed = FAILPOINTS.map((name) =>
            armFailpoint(name, () => scheduler.schedule(Promise.resolve(), name)),
          );
          try {
            const model: Model = { confirmed: false };
            await fc.scheduledModelRun(scheduler, () => ({ model, real }), drawn);
            // Stripe tells of what was done while the reconciler and a page look at it.
            real.underWay.push(deliverAll(real), shop.get(`/payments/${real.token}`));
            await scheduler.waitFor(Promise.all(real.underWay));
            const looking = [deliverAll(real), shop.checkout.tick({ budgetMs: 500 })];
            await scheduler.waitFor(Promise.all(looking));
          } finally {
            for (const point of armed) point[Symbol.dispose]();
          }
          await settle(real);
          await checkInvariants(real);
          runs += 1;
        },
      ),
      {
        seed: Number(SEED),
        numRuns: 40,
        interruptAfterTimeLimit: 25_000,
        endOnFailure: true,
      },
    );
    t.diagnostic(`${runs} runs, FAULT_SEED=${SEED}`);
  });
});
