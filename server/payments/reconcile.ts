/**
 * Finds what no webhook told: events of a payment that was not known yet, events that Stripe could not
 * deliver, payments that their shopper has left.
 *
 * @module
 */
import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { readSetting, writeSetting } from '../settings/setting.ts';
import { commit } from '../store/commit.ts';
import type { InboxEvent } from '../store/schema.ts';
import { checkDeliveries } from '../webhooks/deliveries.ts';
import { HANDLED_EVENTS, incoming, isStripeEvent } from '../webhooks/events.ts';
import type { Inbox } from '../webhooks/inbox.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When an event without a payment is looked at again; after the last it is taken for foreign. */
const RETRIES = [10_000, MINUTE, 5 * MINUTE, 15 * MINUTE];

/** Rows looked at in one go. */
const BATCH = 200;

/**
 * Takes up events that no sync has settled: those that came before their payment was on record are
 * given to it, those that never find one are foreign.
 */
export async function settleStrayEvents(context: Context): Promise<void> {
  const { store, now, wake } = context;
  const at = now();
  const strays = await store.db
    .selectFrom('inbox')
    .selectAll()
    .where('state', '=', 'pending')
    .where('run_at', '<=', at)
    .orderBy('run_at')
    .limit(BATCH)
    .execute();
  for (const event of strays) {
    const claimed = await commit('hint', () =>
      store.db
        .updateTable('payment')
        .set((eb) => ({ dirty: eb('dirty', '+', 1), sync_at: at }))
        .where('intent_id', '=', event.intent_id)
        .executeTakeFirst(),
    );
    if (claimed.numUpdatedRows > 0n) wake('sync', at);
    await putOff(context, event, claimed.numUpdatedRows > 0n);
  }
}

async function putOff(
  context: Context,
  { id, attempts, payment_ref: ref, intent_id: intent }: InboxEvent,
  isOurs: boolean,
): Promise<void> {
  const { store, now, log } = context;
  const gap = RETRIES[isOurs ? Math.min(attempts, RETRIES.length - 1) : attempts];
  if (gap === undefined && ref !== null) {
    log.error(
      { event: id, payment: ref, intent },
      'an event names a payment that is not on record',
    );
    await raiseUnknownPayment(context, intent, ref);
  }
  await commit('stray-event', () =>
    store.db
      .updateTable('inbox')
      .set(
        gap === undefined
          ? { state: 'foreign', payload: null }
          : { attempts: attempts + 1, run_at: now() + gap },
      )
      .where('intent_id', '=', intent)
      .where('id', '=', id)
      // Another process may be looking at it as well.
      .where('attempts', '=', attempts)
      .execute(),
  );
}

/** Our own stamp on a payment that we know nothing of: a database was lost, or shared. */
export async function raiseUnknownPayment(
  { store, now }: Context,
  intent: string,
  ref: string,
): Promise<void> {
  await commit('alarm', () =>
    store.db
      .insertInto('alarm')
      .values({
        id: newId('alm', now()),
        dedupe_key: `unknown_payment:${intent}`,
        kind: 'unknown_payment',
        payment_id: null,
        detail: JSON.stringify({ intent, payment: ref }),
        created_at: now(),
        resolved_at: null,
      })
      .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
      .execute(),
  );
}

const CURSOR = 'stripe.events.cursor';

/** How often events are listed, and how far the lists overlap: the inbox knows what it has. */
const EVERY = 10 * MINUTE;
const OVERLAP = HOUR;

/** Stripe lists events for 30 days. */
const HORIZON = 30 * 24 * HOUR;

/**
 * Puts events that Stripe has, and may have failed to deliver, into the inbox: at start, and from time
 * to time.
 */
export async function catchUpOnEvents(context: Context, inbox: Inbox): Promise<void> {
  const { store, stripe, now, credentials, stopping } = context;
  const at = now();
  const seenUntil = await readSetting<number>(store, CURSOR);
  if (seenUntil !== undefined && at - seenUntil < EVERY) return;

  const since = Math.max((seenUntil ?? at) - OVERLAP, at - HORIZON);
  // After a longer gap no server ran, and nothing could be delivered.
  const ranSince = seenUntil !== undefined && at - seenUntil < 2 * EVERY ? seenUntil : at;
  const deliveries = checkDeliveries(context, ranSince);
  const types: string[] = [...HANDLED_EVENTS];
  const { livemode } = credentials();
  const query = { types, created: { gte: Math.floor(since / 1000) }, limit: 100 };
  let after: string | undefined;
  let more = true;
  while (more) {
    const from = after === undefined ? {} : { starting_after: after };
    // A call for each page: after a long time away there are more than one call may take.
    const page = await stripe.call('list-events', ({ events }) =>
      events.list({ ...query, ...from }),
    );
    const kept = page.data.flatMap((event) => keep(event, livemode) ?? []);
    await deliveries.see(kept);
    await Promise.all(kept.map(inbox.accept));
    if (stopping.aborted) return;
    after = page.data.at(-1)?.id;
    more = page.has_more;
  }
  await deliveries.finish();
  await writeSetting(store, CURSOR, at, at);
}

function keep(event: Stripe.Event, livemode: boolean) {
  if (!isStripeEvent(event)) return undefined;
  const kept = incoming(event, livemode);
  return typeof kept === 'string' ? undefined : kept;
}

/** A shopper who has not come back for so long is not expected any more. */
const ABANDONED_MS = 24 * HOUR;

/** Vouchers and transfers are paid days later, and lapse by themselves. */
const PAID_LATER =
  /_display_details$|^display_bank_transfer|_display_qr_code$|^verify_with_microdeposits$/;

/** Ids of open payments that their shopper has left, oldest first. */
export async function findAbandoned({ store, now }: Context): Promise<string[]> {
  const rows = await store.db
    .selectFrom('payment')
    .select(['id', 'record'])
    .where('state', '=', 'open')
    .where('intent_id', 'is not', null)
    .where('created_at', '<=', now() - ABANDONED_MS)
    .where('updated_at', '<=', now() - ABANDONED_MS)
    .orderBy('created_at')
    .limit(BATCH)
    .execute();
  return rows.filter(({ record }) => !isPaidLater(record)).map(({ id }) => id);
}

function isPaidLater(record: string | null): boolean {
  if (record === null) return true;
  const { facts } = JSON.parse(record) as { facts: { nextAction: string | null } };
  return facts.nextAction !== null && PAID_LATER.test(facts.nextAction);
}
