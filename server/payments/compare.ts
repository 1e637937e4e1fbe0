/**
 * Compares Stripe's PaymentIntents with the books, once a day: whatever was missed on every other way
 * is found by this one.
 *
 * @module
 */
import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { InvalidInputError } from '../errors.ts';
import { readSetting, writeSetting } from '../settings/setting.ts';
import { commit } from '../store/commit.ts';
import type { Payment } from '../store/schema.ts';
import { factsFromStripe, METADATA, unreadParts } from './from-stripe.ts';
import { recordOf } from './record.ts';
import { raiseUnknownPayment } from './reconcile.ts';
import { readParts } from './sync.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What is compared was made so long ago at most: twice as long as from one comparison to the next. */
const WINDOW = 2 * DAY;

/** The comparison that is under way, or the last one. */
export interface Comparison {
  startedAt: number;
  /** The last PaymentIntent that was looked at; null when all were. */
  after: string | null;
  /** How many PaymentIntents of ours there were … */
  compared: number;
  /** … of which so many differed from the books, and are read anew; */
  different: number;
  /** and so many are in no book of ours. */
  unknown: number;
}

const NAME = 'stripe.payments.comparison';

/**
 * Goes on with the comparison by one page, or begins the next one when it is time. Two processes that
 * do the same page do it twice, which is harmless.
 *
 * @param turn awaited before Stripe is called
 */
export async function compareWithStripe(
  context: Context,
  turn: () => Promise<void>,
): Promise<void> {
  const { store, stripe, now, log } = context;
  const at = now();
  const last = await readSetting<Comparison>(store, NAME);
  const underWay = last !== undefined && last.after !== null;
  if (last && !underWay && at - last.startedAt < DAY) return;
  const current = underWay
    ? last
    : { startedAt: at, after: null, compared: 0, different: 0, unknown: 0 };

  const query = {
    created: { gte: Math.floor((current.startedAt - WINDOW) / 1000) },
    limit: 100,
    expand: ['data.latest_charge'],
    ...(current.after === null ? {} : { starting_after: current.after }),
  };
  await turn();
  const page = await stripe.call('list-payments', ({ paymentIntents }) =>
    paymentIntents.list(query),
  );
  const found = await compare(context, page.data, turn);
  const next: Comparison = {
    startedAt: current.startedAt,
    after: page.has_more ? (page.data.at(-1)?.id ?? null) : null,
    compared: current.compared + found.compared,
    different: current.different + found.different,
    unknown: current.unknown + found.unknown,
  };
  await writeSetting(store, NAME, next, at);
  if (next.after === null) log.info(next, 'Stripe’s payments were compared with the books');
}

async function compare(
  context: Context,
  intents: readonly Stripe.PaymentIntent[],
  turn: () => Promise<void>,
) {
  const { store, now, wake } = context;
  const refs = intents.flatMap(({ metadata }) => metadata[METADATA.payment] ?? []);
  const found = { compared: refs.length, different: 0, unknown: 0 };
  if (refs.length === 0) return found;
  const rows = await store.db.selectFrom('payment').selectAll().where('id', 'in', refs).execute();
  const books = new Map(rows.map((row) => [row.id, row]));

  for (const intent of intents) {
    const ref = intent.metadata[METADATA.payment];
    if (ref === undefined) continue;
    const row = books.get(ref);
    // One that is being made is its operation's affair.
    if (row?.state === 'open' && row.intent_id === null) continue;
    if (row?.intent_id !== intent.id) {
      found.unknown += 1;
      context.log.error(
        { payment: ref, intent: intent.id },
        'Stripe has a payment that is in no book',
      );
      await raiseUnknownPayment(context, intent.id, ref);
    } else if (await differs(context, row, intent, turn)) {
      found.different += 1;
      const at = now();
      await commit('hint', () =>
        store.db
          .updateTable('payment')
          .set((eb) => ({ dirty: eb('dirty', '+', 1), sync_at: at }))
          .where('id', '=', row.id)
          .execute(),
      );
      wake('sync', at);
    }
  }
  return found;
}

/** Refunds and disputes are read where they may have moved: they may be in the books all the same. */
async function differs(
  context: Context,
  row: Payment,
  paymentIntent: Stripe.PaymentIntent,
  turn: () => Promise<void>,
): Promise<boolean> {
  const known = recordOf(row)?.facts;
  if (!known) return true;
  try {
    const unread = new Set(unreadParts(paymentIntent, known));
    const reading = await readParts(context, paymentIntent, unread, turn);
    return JSON.stringify(factsFromStripe(reading, known)) !== JSON.stringify(known);
  } catch (error) {
    // The parts don't fit together: reading it says why.
    if (error instanceof InvalidInputError) return true;
    throw error;
  }
}
