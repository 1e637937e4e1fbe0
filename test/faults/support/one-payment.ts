/**
 * One payment, worked on by many at once: on our server, at Stripe behind its back, by webhooks.
 * It watches what is written, and keeps what is begun and not over.
 */
import assert from 'node:assert/strict';
import { armFailpoint, type Failpoint } from '../../../server/failpoints.ts';
import type { Notification, PaymentDetail } from '../../../server/index.ts';
import { DeliveryError } from '../../../server/notifications/delivery-error.ts';
import { factsFromStripe } from '../../../server/payments/from-stripe.ts';
import { recordOf } from '../../../server/payments/record.ts';
import { viewOf } from '../../../server/payments/state.ts';
import type { Payment } from '../../../server/store/schema.ts';
import type { Store } from '../../../server/store/store.ts';
import Stripe from 'stripe';
import type { Shop } from '../../server/support/shop.ts';

const WEBHOOK_SECRET = 'whsec_0123456789abcdef';

/** Everything that happens is numbered in the order in which it begins. */
type Moment = number;

interface Hold {
  point: Failpoint;
  taken: boolean;
  reached: () => void;
  open: () => void;
  opened: Promise<undefined>;
}

type Work = (one: OnePayment) => Promise<unknown>;

export interface OnePayment {
  id: string;
  intent: string;
  /** Calls to Stripe whose next answer never comes. */
  losses: Set<Failpoint>;
  /** False once an answer was lost, or a lease has run out under its holder. */
  calm: boolean;
  /** What the shop's callback does with the next notification. */
  shopMood: 'takes' | 'refuses' | 'parks';
  /** Every call of the shop's callback, in order. */
  calls: Notification[];
  /** Ids of notifications that the shop has parked. */
  parked: Set<string>;
  /** What was seen, half way, that must never be. */
  violations: unknown[];

  begin: (work: Work) => Promise<unknown>;
  /** Begins what must wait for the lease: {@link release} sees that it did. */
  beginBlocked: (work: Work) => void;
  /** Resolves when the work has reached the point, where it is held, or is over without. */
  beginUpTo: (point: Failpoint, work: Work) => Promise<boolean>;
  /** Lets go who is held, and resolves when all that was begun is over. */
  release: () => Promise<void>;
  /** Moves the server's clock. */
  pass: (ms: number) => void;

  operate: (action: string, body: object) => Promise<{ status: number; body: unknown }>;
  look: () => Promise<void>;
  returnPage: () => Promise<void>;
  tick: (budgetMs: number) => Promise<void>;
  confirm: (paymentMethod?: string) => Promise<unknown>;
  /** What Stripe refuses is no matter: it refuses the operator of its dashboard. */
  dashboard: (action: string, amount: number | undefined) => Promise<void>;
  deliverOne: (index: number) => Promise<void>;
  /** What was not delivered yet; returns how many events that were. */
  deliverNews: () => Promise<number>;
  deliverBackwards: () => Promise<void>;
  deliverForeign: () => Promise<void>;
  /** All events of the payment so far, delivered once more. */
  deliverAllAgain: () => Promise<void>;

  /** At each failpoint: holds, loses, looks, and else leaves the order to the scheduler. */
  arm: (schedule: (name: Failpoint) => Promise<unknown>) => Disposable;
}

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
  'notification-settled:before-commit',
  'notification-settled:after-commit',
  'lease:before-commit',
  'lease:after-commit',
  'hint:after-commit',
];

/** A payment never goes back from one of these to one before it. */
const RANK = { open: 0, processing: 1, authorized: 2, paid: 3, canceled: 3 };

interface Clock {
  now: () => number;
  pass: (ms: number) => void;
}

export async function onePayment(
  { shop, store, clock }: { shop: Shop; store: Store; clock: Clock },
  terms: { amount: number; capture: 'automatic' | 'manual' },
): Promise<OnePayment> {
  const { body: opened } = await shop.intent(shop.order(terms));
  const { paymentId: id, paymentToken: token, clientSecret } = opened;
  const intent = clientSecret.split('_secret_')[0] ?? '';

  const began = Math.floor(Date.now() / 1000);
  const underWay: Promise<unknown>[] = [];
  let blocked: { over: boolean }[] = [];
  let hold: Hold | undefined;
  let moment: Moment = 0;
  /** When the first delivery of each event began. */
  const deliveries = new Map<string, Moment>();
  let lastReading: Moment = 0;
  const read = () =>
    store.db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  let written: Payment = await read();
  /** The facts after each time that they were written. */
  const readings = [JSON.stringify(recordOf(written)?.facts)];
  let watching: Promise<void> = Promise.resolve();

  /** All events of the payment so far, oldest first. */
  async function events(): Promise<Stripe.Event[]> {
    const query = { created: { gte: began - 1 }, limit: 100 };
    const all = await shop.stripe.events.list(query).autoPagingToArray({ limit: 1_000 });
    return all.toReversed().filter(({ data: { object } }) => {
      const { id: ofIntent, payment_intent: of } = object as {
        id: string;
        payment_intent?: unknown;
      };
      return ofIntent === intent || of === intent;
    });
  }

  async function deliver(event: { id: string; type: string }): Promise<void> {
    if (!deliveries.has(event.id)) deliveries.set(event.id, (moment += 1));
    const payload = JSON.stringify(event);
    const header = Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: WEBHOOK_SECRET,
      timestamp: Math.floor(clock.now() / 1000),
    });
    const { status } = await fetch(`${shop.url}/webhooks/stripe`, {
      method: 'POST',
      headers: { 'stripe-signature': header },
      body: payload,
    });
    assert.equal(status, 200, `${event.type} was accepted`);
  }

  /** What is true after each time that facts were written, whoever wrote them. */
  async function watch(reading: Moment): Promise<void> {
    const row = await read();
    const step = `${written.state} ${written.captured} ${written.refunded} → ${row.state} ${row.captured} ${row.refunded}`;
    assert.ok(RANK[row.state] >= RANK[written.state], `an older reading was written: ${step}`);
    assert.ok(row.captured >= written.captured, `an older reading was written: ${step}`);
    assert.ok(row.refunded >= written.refunded, `an older reading was written: ${step}`);
    written = row;
    const facts = JSON.stringify(recordOf(row)?.facts);
    assert.ok(facts === readings.at(-1) || !readings.includes(facts), 'the facts went back');
    readings.push(facts);
    assert.ok(row.synced <= row.dirty, 'nothing is synced that was not asked for');
    const done = await store.db
      .selectFrom('inbox')
      .select(['id', 'type'])
      .where('intent_id', '=', intent)
      .where('state', '=', 'done')
      .execute();
    for (const event of done) {
      // What these say is final, and taken without a reading.
      if (/\.(succeeded|canceled)$/.test(event.type)) continue;
      const begun = deliveries.get(event.id);
      assert.ok(
        begun === undefined || begun < reading,
        `${event.type} is done, and nothing was read since it came`,
      );
    }
  }

  async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
    return { status: response.status, body: await response.json() };
  }
  const ask = (action: string, body: object) =>
    fetch(`${shop.url}/admin/payments/${id}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'anna' },
      body: JSON.stringify(body),
    }).then(answerOf);

  /** How it stands at Stripe, and the ids of its refunds. */
  async function atStripe() {
    const [paymentIntent, refunds] = await Promise.all([
      shop.stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] }),
      shop.stripe.refunds.list({ payment_intent: intent, limit: 100 }),
    ]);
    return { facts: factsFromStripe({ paymentIntent }), refunds: refunds.data.map(({ id }) => id) };
  }

  const acts: Record<string, (amount: number | undefined) => Promise<unknown>> = {
    capture: (amount) =>
      shop.stripe.paymentIntents.capture(
        intent,
        amount === undefined ? {} : { amount_to_capture: amount },
      ),
    cancel: () => shop.stripe.paymentIntents.cancel(intent),
    refund: (amount) =>
      shop.stripe.refunds.create({
        payment_intent: intent,
        reason: 'requested_by_customer',
        ...(amount === undefined ? {} : { amount }),
      }),
  };

  const one: OnePayment = {
    id,
    intent,
    losses: new Set(),
    calm: true,
    shopMood: 'takes',
    calls: [],
    parked: new Set(),
    violations: [],

    begin(work) {
      const done = work(one);
      underWay.push(done);
      return done;
    },
    beginBlocked(work) {
      const waiting = { over: false };
      blocked.push(waiting);
      underWay.push(work(one).finally(() => (waiting.over = true)));
    },
    async beginUpTo(point, work) {
      const reached = Promise.withResolvers<boolean>();
      const gate = Promise.withResolvers<undefined>();
      hold = {
        point,
        taken: false,
        reached: () => reached.resolve(true),
        open: () => gate.resolve(undefined),
        opened: gate.promise,
      };
      const done = one.begin(work).then(() => false);
      const isHeld = await Promise.race([reached.promise, done]);
      if (!isHeld) hold = undefined;
      return isHeld;
    },
    async release() {
      assert.ok(
        blocked.every(({ over }) => !over),
        'nobody worked on the payment while another had its lease',
      );
      blocked = [];
      hold?.open();
      hold = undefined;
      await Promise.all(underWay);
    },
    pass: (ms) => {
      one.calm = false;
      clock.pass(ms);
      blocked = [];
    },

    operate: ask,
    async look() {
      const truth = await atStripe();
      const { status, body } = await ask('sync', {});
      assert.equal(status, 200);
      if (!one.calm) return;
      const { payment, facts } = body as PaymentDetail;
      const state = viewOf(truth.facts).state;
      assert.ok(RANK[payment.state] >= RANK[state], `${state} when asked, shown ${payment.state}`);
      assert.ok(payment.captured >= truth.facts.captured, 'what was captured when asked is shown');
      const shown = (facts?.refunds as { id: string }[] | undefined)?.map((refund) => refund.id);
      for (const refund of truth.refunds) {
        assert.ok(shown?.includes(refund), 'what was refunded when asked is shown');
      }
    },
    async returnPage() {
      assert.equal((await shop.get(`/payments/${token}`)).status, 200);
    },
    tick: (budgetMs) => shop.checkout.tick({ budgetMs }),
    confirm: (paymentMethod) => shop.confirm(clientSecret, paymentMethod).catch(Object),
    async dashboard(action, amount) {
      await acts[action]?.(amount).catch((error: unknown) => {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      });
    },
    async deliverOne(index) {
      const all = await events();
      const event = all[index % Math.max(all.length, 1)];
      if (event) await deliver(event);
    },
    async deliverNews() {
      const news = (await events()).filter((event) => !deliveries.has(event.id));
      await Promise.all(news.map(deliver));
      return news.length;
    },
    async deliverBackwards() {
      const all = (await events()).toReversed();
      await Promise.all([...all, ...all].map(deliver));
    },
    async deliverForeign() {
      const [event] = await events();
      if (!event) return;
      const object = { ...event.data.object, id: 'pi_foreign', payment_intent: 'pi_foreign' };
      const odd = { ...event, id: `${event.id}_odd`, type: 'customer.created' };
      const other = { ...event, id: `${event.id}_foreign`, data: { object } };
      const live = { ...event, id: `${event.id}_live`, livemode: true };
      await Promise.all([odd, other, live].map(deliver));
    },
    async deliverAllAgain() {
      for (const event of await events()) await deliver(event);
    },

    arm(schedule) {
      const armed = FAILPOINTS.map((name) =>
        armFailpoint(name, async () => {
          if (name === 'read:before-call') lastReading = moment += 1;
          if (one.losses.delete(name)) {
            one.calm = false;
            throw new Error('the answer was lost');
          }
          if (hold?.point === name && !hold.taken) {
            hold.taken = true;
            hold.reached();
            await hold.opened;
          }
          if (name === 'facts:after-commit') {
            const reading = lastReading;
            watching = watching
              .then(() => watch(reading))
              .catch((error: unknown) => {
                // Thrown here it would be the server's, which takes it for a crash.
                one.violations.push(error);
              });
            await watching;
          }
          await schedule(name);
        }),
      );
      return {
        [Symbol.dispose]: () => {
          hold?.open();
          for (const point of armed) point[Symbol.dispose]();
        },
      };
    },
  };
  return one;
}

/** What the shop does with a notification of the payment. */
export function take(one: OnePayment, notification: Notification): void {
  const mood = one.shopMood;
  one.shopMood = 'takes';
  if (mood === 'refuses') throw new Error('the shop is closed');
  if (mood === 'parks') {
    one.parked.add(notification.id);
    throw new DeliveryError('the shop will not have it', { final: true });
  }
  one.calls.push(notification);
}
