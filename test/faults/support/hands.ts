/**
 * The hands that work on one payment in the model-based test: what each does, where one can be held
 * half way, and what the holder of the payment's lease keeps the others from.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Failpoint } from '../../../server/failpoints.ts';
import type { OperationDone } from '../../../server/index.ts';
import type { OnePayment } from './one-payment.ts';

/** What the commands know of the payment, to tell which of them makes sense. */
export interface Model {
  confirmed: boolean;
  /** Whether a hand is held half way, and whether the payment's lease is its own meanwhile. */
  held: 'nobody' | 'without lease' | 'with lease' | 'after its lease';
  /** The name of the hand that is held. */
  who: string;
}

/** Each hand that is held here holds the payment's lease. */
const UNDER_LEASE = [
  'read:before-call',
  'read:after-call',
  'operation-started:after-commit',
  'operation-settled:after-commit',
] as const satisfies Failpoint[];

type Command = fc.AsyncCommand<Model, OnePayment>;

interface Hand {
  name: string;
  work: (real: OnePayment) => Promise<unknown>;
  /** Whether the work waits for the payment's lease. */
  leases?: 'always' | 'perhaps';
  /** Where it may be held half way. */
  points?: readonly Failpoint[];
  confirms?: boolean;
  needs?: 'confirmed';
}

/** Does its work up to the end; up to the point where it is held; or up to a lease that is taken. */
class Works implements Command {
  readonly #hand: Hand;
  readonly #holdAt: Failpoint | undefined;
  readonly #waits: boolean;

  constructor(hand: Hand, holdAt: Failpoint | undefined, waits: boolean) {
    this.#hand = hand;
    this.#holdAt = holdAt;
    this.#waits = waits;
  }

  check = ({ confirmed, held }: Readonly<Model>): boolean =>
    (this.#hand.needs !== 'confirmed' || confirmed) &&
    (this.#holdAt === undefined || held === 'nobody');

  async run(model: Model, real: OnePayment): Promise<void> {
    const { name, work, leases, confirms = false } = this.#hand;
    if (confirms) model.confirmed = true;
    if (this.#holdAt !== undefined) {
      const reached = await real.beginUpTo(this.#holdAt, work);
      if (reached) {
        const leased = [...UNDER_LEASE, /^(capture|void|refund):/].some((point) =>
          typeof point === 'string' ? point === this.#holdAt : point.test(this.#holdAt ?? ''),
        );
        model.held = leased ? 'with lease' : 'without lease';
        model.who = name;
      }
    } else if (leases === 'always' && model.held === 'with lease') {
      real.beginBlocked(work);
    } else {
      const done = real.begin(work);
      const mayBlock = leases === 'perhaps' && model.held === 'with lease';
      // The reconciler's workers finish together.
      const joins = model.held !== 'nobody' && model.who === name;
      if (this.#waits && !mayBlock && !joins) await done;
    }
  }

  toString = (): string =>
    `${this.#hand.name}${this.#holdAt === undefined ? (this.#waits ? '' : ' …') : ` | ${this.#holdAt}`}`;
}

/** Something that happens at once, and changes what the model knows. */
class Happens implements Command {
  readonly #name: string;
  readonly check: (model: Readonly<Model>) => boolean;
  readonly run: (model: Model, real: OnePayment) => Promise<void>;

  constructor(
    name: string,
    check: (model: Readonly<Model>) => boolean,
    run: (model: Model, real: OnePayment) => Promise<void> | void,
  ) {
    this.#name = name;
    this.check = check;
    this.run = async (model, real) => run(model, real);
  }

  toString = (): string => this.#name;
}

const operate =
  (action: 'capture' | 'void' | 'refund', amount?: number) =>
  async (real: OnePayment): Promise<void> => {
    const { status, body } = await real.operate(action, amount === undefined ? {} : { amount });
    assert.ok([200, 202, 409, 503].includes(status), `${action}: ${status}`);
    // What Stripe answered is shown at once, unless it is not heard, or another's turn has come.
    if (status !== 200 || !real.calm) return;
    const { payment, operation } = body as OperationDone;
    if (operation?.status !== 'succeeded') return;
    const moved = operation.amount ?? 0;
    if (action === 'refund') assert.ok(payment.refunded >= moved, 'the refund is shown');
    if (action === 'capture') assert.ok(payment.captured >= moved, 'the capture is shown');
    if (action === 'void') assert.ok(payment.capturable === 0, 'nothing is held any more');
  };

const CALL = ['before-call', 'after-call'] as const;
const OPERATION = [
  'operation-started:after-commit',
  'operation-settled:after-commit',
  'read:after-call',
] as const satisfies Failpoint[];
const operation = (action: 'capture' | 'void' | 'refund', amount?: number): Hand => ({
  name: `operator: ${action} ${amount ?? ''}`,
  work: operate(action, amount),
  leases: 'always',
  needs: 'confirmed',
  points: [...CALL.map((side) => `${action}:${side}` as const), ...OPERATION],
});

const amount = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: undefined });

/** Past Tender, and told of by webhooks at once, or not before the end. */
const dashboard = (most: number): fc.Arbitrary<Hand> =>
  fc
    .tuple(fc.constantFrom('capture', 'refund', 'refund', 'cancel'), amount(most), fc.boolean())
    .map(([action, of, told]) => ({
      name: `dashboard: ${action} ${of ?? ''}${told ? ', told at once' : ''}`,
      needs: 'confirmed',
      work: async (real) => {
        await real.dashboard(action, of);
        if (told) await real.deliverNews();
      },
    }));

const looks: Hand = {
  name: 'operator looks',
  work: (real) => real.look(),
  leases: 'always',
  points: ['read:after-call', 'read:after-call', 'read:after-call', 'read:before-call'],
};

/** Whoever may be held half way: what they do is what others may come between. */
function holdable(total: number) {
  const reconciler: Hand = {
    name: 'reconciler',
    work: (real) => real.tick(500),
    points: [
      'read:after-call',
      'facts:after-commit',
      'notification:before-delivery',
      'notification:after-delivery',
    ],
  };
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(looks) },
    { weight: 1, arbitrary: fc.constant(reconciler) },
    { weight: 2, arbitrary: amount(total).map((of) => operation('capture', of)) },
    { weight: 1, arbitrary: fc.constant(operation('void')) },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 1, max: total / 2 }).map((of) => operation('refund', of)),
    },
  );
}

const news: Hand = { name: 'webhooks', work: (real) => real.deliverNews() };
const backwards: Hand = {
  name: 'webhooks, twice and backwards',
  work: (real) => real.deliverBackwards(),
};

const webhooks: fc.Arbitrary<Hand> = fc.oneof(
  fc.nat(7).map((index) => ({
    name: `webhook ${index}`,
    work: (real: OnePayment) => real.deliverOne(index),
  })),
  fc.constant(news),
  fc.constant(backwards),
  fc.constant<Hand>({ name: 'webhooks of others', work: (real) => real.deliverForeign() }),
);

const confirms: Hand = { name: 'confirm', confirms: true, work: (real) => real.confirm() };

const shopper: fc.Arbitrary<Hand> = fc.constantFrom<Hand[]>(
  confirms,
  confirms,
  { name: 'confirm, declined', work: (real) => real.confirm('pm_card_visa_chargeDeclined') },
  { name: 'return page', work: (real) => real.returnPage(), leases: 'perhaps' },
);

const answerIsLost = (call: 'capture' | 'void' | 'refund' | 'read') =>
  new Happens(
    `the next answer to ${call} is lost`,
    () => true,
    (_, real) => void real.losses.add(`${call}:after-call`),
  );

/** What goes wrong around the hands. */
const trouble: fc.Arbitrary<Command> = fc.oneof(
  fc
    .constantFrom('capture' as const, 'void' as const, 'refund' as const, 'read' as const)
    .map(answerIsLost),
  fc.constantFrom('refuses' as const, 'parks' as const).map(
    (mood) =>
      new Happens(
        `the shop ${mood} the next callback`,
        () => true,
        (_, real) => void (real.shopMood = mood),
      ),
  ),
);

const timePasses = new Happens(
  'a lease’s time passes',
  ({ held }) => held === 'with lease',
  (model, real) => {
    real.pass(16_000);
    model.held = 'after its lease';
  },
);

const release = new Happens(
  'release',
  ({ held }) => held !== 'nobody',
  async (model, real) => {
    await real.release();
    model.held = 'nobody';
  },
);

/**
 * Stories of one payment: while a hand is held, perhaps past the end of its lease, others go on.
 *
 * @param total what the payment comes to.
 */
export function stories(total: number): fc.Arbitrary<Command[]> {
  const works = fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: holdable(total) },
        { weight: 2, arbitrary: webhooks },
        { weight: 3, arbitrary: shopper },
        { weight: 4, arbitrary: dashboard(total) },
      ),
      fc.boolean(),
    )
    .map(([hand, waits]) => new Works(hand, undefined, waits));
  const some = (most: number): fc.Arbitrary<Command[]> =>
    fc.array(fc.oneof({ weight: 6, arbitrary: works }, { weight: 1, arbitrary: trouble }), {
      maxLength: most,
    });
  const held = fc.tuple(holdable(total), fc.nat()).map(([hand, n]) => {
    const points = hand.points ?? [];
    return new Works(hand, points[n % points.length], true);
  });
  const progress = fc
    .oneof(shopper, dashboard(total))
    .map((hand) => new Works(hand, undefined, true));
  const episode = fc
    .tuple(some(2), held, progress, some(2), fc.boolean(), some(2))
    .map(([before, one, step, meanwhile, expires, then]) => [
      ...before,
      one,
      step,
      ...meanwhile,
      // Another takes the lease, and reads what happened.
      ...(expires ? [timePasses, new Works(looks, undefined, true)] : []),
      ...then,
    ]);
  // What is left to chance above comes together too seldom: one reads, something happens at Stripe, and
  // before the first has written what he read, Stripe tells it, another asks, or has his turn.
  const another = new Works(looks, undefined, true);
  const overtaken = fc
    .tuple(
      dashboard(total),
      fc.constantFrom<Command[][]>(
        [new Works(news, undefined, true)],
        [new Works(backwards, undefined, true)],
        [another],
        [timePasses, another],
      ),
      some(2),
    )
    .map(([happens, meanwhile, then]) => [
      new Works(confirms, undefined, true),
      new Works(looks, 'read:after-call', true),
      new Works(happens, undefined, true),
      ...meanwhile,
      ...then,
    ]);
  // What was captured or refunded, nobody knows; the repeat must not do it again.
  const unheard = fc
    .tuple(amount(total), fc.integer({ min: 1, max: total / 2 }), some(2))
    .map(([taken, returned, then]) => [
      new Works(confirms, undefined, true),
      answerIsLost('capture'),
      new Works(operation('capture', taken), undefined, true),
      answerIsLost('refund'),
      new Works(operation('refund', returned), undefined, true),
      ...then,
    ]);
  const part = fc.oneof(
    { weight: 2, arbitrary: episode },
    { weight: 2, arbitrary: overtaken },
    { weight: 1, arbitrary: unheard },
  );
  // Who is held in the end is let go when Stripe has told all there is.
  return fc.tuple(part, part).map(([first, last]) => [...first, release, ...last]);
}
