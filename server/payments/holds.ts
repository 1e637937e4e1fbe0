/**
 * Holds that end soon: money that is lost to the shop unless somebody, or the server, takes it.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { HoldsView } from '../settings/admin-contract.ts';
import { captureSetting } from '../settings/capture.ts';
import type { Payment } from '../store/schema.ts';
import { capture } from './operations.ts';
import { summary } from './search.ts';

const HOUR = 60 * 60 * 1000;
const MOST = 200;

/** How long before its end a hold worries somebody. */
const RISK_HOURS = 24;

interface Hold {
  payment: Payment;
  expiresAt: number;
}

/** Payments whose hold ends within so many hours, the most urgent first. */
export async function expiringHolds(context: Context, hours: number): Promise<HoldsView> {
  const { captureHoursBefore } = await captureSetting(context);
  const holds = await holdsEndingBy(context, context.now() + hours * HOUR);
  return {
    holds: holds.map(({ payment, expiresAt }) => ({
      payment: summary(payment),
      expiresAt,
      autoCaptureAt: captureHoursBefore === null ? null : expiresAt - captureHoursBefore * HOUR,
    })),
  };
}

/**
 * How many holds end within a day and will not be captured by themselves: because nobody asked for it,
 * or because it was tried and failed.
 */
export async function holdsAtRisk(context: Context): Promise<number> {
  const { captureHoursBefore } = await captureSetting(context);
  // What is to be captured by itself is left alone until well after its time.
  const hours =
    captureHoursBefore === null ? RISK_HOURS : Math.min(captureHoursBefore - 1, RISK_HOURS);
  return (await holdsEndingBy(context, context.now() + hours * HOUR)).length;
}

/**
 * Captures what the operator wants captured before its hold ends: each hold once, whichever processes
 * try, and however often. One that Stripe refuses is left to the operator.
 */
export async function captureBeforeExpiry(
  context: Context,
  turn: () => Promise<void>,
): Promise<void> {
  const { captureHoursBefore } = await captureSetting(context);
  if (captureHoursBefore === null) return;
  const at = context.now();
  const ending = await holdsEndingBy(context, at + captureHoursBefore * HOUR);
  const due = ending.filter(({ expiresAt }) => expiresAt > at);
  const tried = await keysOf(context, due.map(keyOf));
  for (const hold of due) {
    const requestKey = keyOf(hold);
    if (tried.has(requestKey)) continue;
    if (context.stopping.aborted) return;
    await turn();
    const { id } = hold.payment;
    await capture(context, id, { actor: 'system', requestKey }).catch((err: unknown) =>
      context.log.warn({ payment: id, err }, 'a hold could not be captured in time'),
    );
  }
}

const keyOf = ({ payment, expiresAt }: Hold): string => `auto-capture:${payment.id}:${expiresAt}`;

/** Which of the keys an operation has. */
async function keysOf({ store }: Context, keys: readonly string[]): Promise<Set<string | null>> {
  if (keys.length === 0) return new Set();
  const rows = await store.db
    .selectFrom('operation')
    .select('request_key')
    .where('request_key', 'in', keys)
    .execute();
  return new Set(rows.map(({ request_key: key }) => key));
}

async function holdsEndingBy({ store }: Context, until: number): Promise<Hold[]> {
  const rows = await store.db
    .selectFrom('payment')
    .selectAll()
    .where('state', '=', 'authorized')
    .where('capture_before', '<=', until)
    .orderBy('capture_before')
    .limit(MOST)
    .execute();
  return rows.flatMap((payment) =>
    payment.capture_before === null ? [] : [{ payment, expiresAt: payment.capture_before }],
  );
}
