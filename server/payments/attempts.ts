/**
 * Keeps card testers out: whoever tries one card after another, on one order or on many.
 *
 * Requests are counted in this process; failed payments in the database, by what Stripe says of them,
 * so that they are counted once for all processes and survive a restart.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import { sql, type Insertable, type Kysely } from 'kysely';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import { addressKey, rateLimit, type Limit } from '../limits.ts';
import { transaction } from '../store/commit.ts';
import { groupCommit } from '../store/group-commit.ts';
import type { AttemptTable, Schema } from '../store/schema.ts';

type Attempt = Insertable<AttemptTable>;

export interface AttemptLimits {
  /** How often one order's payment may be asked for. */
  requestsPerOrder: Limit;
  /** How often one address may ask for payments. */
  requestsPerAddress: Limit;
  /** How many failures an order may see. */
  failuresPerOrder: number;
  /** How many failures one address may cause within a day. */
  failuresPerAddress: number;
}

export const ATTEMPT_LIMITS: AttemptLimits = {
  requestsPerOrder: { times: 30, seconds: 600 },
  // Offices and mobile networks put many shoppers behind one address.
  requestsPerAddress: { times: 100, seconds: 600 },
  failuresPerOrder: 10,
  failuresPerAddress: 30,
};

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY_SECONDS = DAY_MS / 1000;

export interface Attempts {
  /**
   * Lets one request for a payment pass, or refuses it.
   *
   * @param address where it comes from; what is counted by address is left out when the host hides it.
   * @throws {@link CheckoutError} `rate_limited`.
   */
  admit: (orderId: string, address: string | undefined) => Promise<void>;
  /**
   * Remembers who was given the payment, so that its failures are held against them. It is written a
   * moment later: no shopper waits for it.
   */
  remember: (paymentId: string, address: string | undefined) => void;
  /** Resolves when nothing remembered is still to be written. */
  idle: () => Promise<void>;
}

/** @param secret keys the hashes that addresses are kept as. */
export function createAttempts(
  { store: { db }, log, now }: Pick<Context, 'store' | 'log' | 'now'>,
  secret: string,
  limits: AttemptLimits = ATTEMPT_LIMITS,
): Attempts {
  const written = groupCommit<Attempt>((attempts) => write(db, attempts));
  const perOrder = rateLimit(limits.requestsPerOrder);
  const perAddress = rateLimit(limits.requestsPerAddress);

  const clientOf = (address: string): string =>
    createHmac('sha256', secret)
      .update(`client address ${addressKey(address)}`)
      .digest('base64url')
      .slice(0, 22);

  async function failuresOfOrder(orderId: string): Promise<number> {
    const row = await db
      .selectFrom('payment')
      .select(({ fn }) => fn.sum<number | string | null>('failures').as('failures'))
      .where('order_id', '=', orderId)
      .executeTakeFirst();
    return Number(row?.failures ?? 0);
  }

  async function failuresOfClient(client: string): Promise<number> {
    const row = await db
      .selectFrom('attempt')
      .innerJoin('payment', 'payment.id', 'attempt.payment_id')
      .select(({ fn }) => fn.sum<number | string | null>('payment.failures').as('failures'))
      .where('attempt.client', '=', client)
      .where('attempt.seen_at', '>', now() - DAY_MS)
      .executeTakeFirst();
    return Number(row?.failures ?? 0);
  }

  return {
    async admit(orderId, address) {
      await perOrder.take(orderId);
      if ((await failuresOfOrder(orderId)) >= limits.failuresPerOrder) {
        throw new CheckoutError('rate_limited', { retryAfter: DAY_SECONDS });
      }
      if (address === undefined) return;
      await perAddress.take(addressKey(address));
      if ((await failuresOfClient(clientOf(address))) >= limits.failuresPerAddress) {
        throw new CheckoutError('rate_limited', { retryAfter: DAY_SECONDS });
      }
    },

    remember(paymentId, address) {
      if (address === undefined) return;
      const seen = { client: clientOf(address), payment_id: paymentId, seen_at: now() };
      written.add(seen).catch((err: unknown) => {
        log.warn({ payment: paymentId, err }, 'an attempt was not written down');
      });
    },

    idle: written.idle,
  };
}

/**
 * Open payments that have seen as many failures as their order may. Whoever has a PaymentIntent's
 * client secret can try cards on it without asking here, until it is canceled.
 */
export async function findTested({
  store: { db },
  settings,
}: Pick<Context, 'store' | 'settings'>): Promise<string[]> {
  const rows = await db
    .selectFrom('payment')
    .select('id')
    .where('state', '=', sql.lit('open'))
    .where('failures', '>=', settings.limits.failuresPerOrder)
    .where('failures', '>', sql.lit(0))
    .limit(20)
    .execute();
  return rows.map(({ id }) => id);
}

async function write(db: Kysely<Schema>, attempts: readonly Attempt[]): Promise<void> {
  const newest = Math.max(...attempts.map(({ seen_at }) => seen_at));
  // One statement can't meet the same row twice.
  const distinct = new Map(attempts.map((one) => [`${one.client} ${one.payment_id}`, one]));
  await transaction(db, 'client-seen', async (trx) => {
    await trx
      .insertInto('attempt')
      .values([...distinct.values()])
      .onConflict((conflict) =>
        conflict
          .columns(['client', 'payment_id'])
          .doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at') })),
      )
      .execute();
    // A few old rows go with the new ones, so that none stay for long.
    await sql`delete from attempt where seen_at in (
      select seen_at from attempt where seen_at < ${newest - DAY_MS} order by seen_at limit 100
    )`.execute(trx);
  });
}
