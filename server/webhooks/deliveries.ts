/**
 * Whether Stripe's deliveries arrive. An endpoint may look right at Stripe while a proxy or a wrong secret
 * turns its events away: payments then settle late, and only because they are asked for.
 *
 * @module
 */
import type { Context } from '../context.ts';
import { readSetting, writeSetting } from '../settings/setting.ts';
import type { IncomingEvent } from '../store/store.ts';

const NAME = 'webhook.deliveries';

/** Stripe delivers within seconds; what is not there by then is not on its way. */
const LATE_MS = 2 * 60_000;

/** In a shop without payments nothing newer is known, and what was found says little any more. */
const STALE_MS = 24 * 60 * 60_000;

interface Deliveries {
  /** Events of the last span that was looked at. */
  events: number;
  /** Those of them that were in no inbox until Stripe was asked. */
  missed: number;
  at: number;
}

export interface DeliveryCheck {
  /** To be called with what Stripe lists, before it is put into the inbox. */
  see: (events: readonly IncomingEvent[]) => Promise<void>;
  /** Writes down what came of it. */
  finish: () => Promise<void>;
}

/** @param since events before were looked at already, or came while no server ran */
export function checkDeliveries(
  { store, now }: Pick<Context, 'store' | 'now'>,
  since: number,
): DeliveryCheck {
  const at = now();
  // Stripe tells the second of an event.
  const from = since - (since % 1000);
  const found: Deliveries = { events: 0, missed: 0, at };
  return {
    async see(events) {
      const due = events.filter(({ created }) => created >= from && created <= at - LATE_MS);
      if (due.length === 0) return;
      const there = await store.db
        .selectFrom('inbox')
        .select('id')
        .where((event) =>
          event(
            event.refTuple('intent_id', 'id'),
            'in',
            due.map(({ intentId, id }) => event.tuple(intentId, id)),
          ),
        )
        .execute();
      found.events += due.length;
      found.missed += due.length - there.length;
    },
    async finish() {
      if (found.events > 0) await writeSetting(store, NAME, found, at);
    },
  };
}

/** How many of how many events were missed lately; undefined where none was. */
export async function missedDeliveries({
  store,
  now,
}: Pick<Context, 'store' | 'now'>): Promise<Deliveries | undefined> {
  const found = await readSetting<Deliveries>(store, NAME);
  return found && found.missed > 0 && now() - found.at < STALE_MS ? found : undefined;
}
