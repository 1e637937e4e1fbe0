/**
 * Holds that end soon: money that is lost to the shop unless somebody, or the server, takes it.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { HoldsView } from '../settings/admin-contract.ts';
import { captureSetting } from '../settings/capture.ts';
import type { Payment } from '../store/schema.ts';
import { summary } from './search.ts';

const HOUR = 60 * 60 * 1000;
const MOST = 200;

/** Payments whose hold ends within so many hours, the most urgent first. */
export async function expiringHolds(context: Context, hours: number): Promise<HoldsView> {
  const { captureHoursBefore } = await captureSetting(context);
  const rows = await holdsEndingBy(context, context.now() + hours * HOUR, MOST);
  return {
    holds: rows.map(({ payment, expiresAt }) => ({
      payment: summary(payment),
      expiresAt,
      autoCaptureAt: captureHoursBefore === null ? null : expiresAt - captureHoursBefore * HOUR,
    })),
  };
}

async function holdsEndingBy(
  { store }: Context,
  until: number,
  most: number,
): Promise<{ payment: Payment; expiresAt: number }[]> {
  const rows = await store.db
    .selectFrom('payment')
    .selectAll()
    .where('state', '=', 'authorized')
    .where('capture_before', '<=', until)
    .orderBy('capture_before')
    .limit(most)
    .execute();
  return rows.flatMap((payment) =>
    payment.capture_before === null ? [] : [{ payment, expiresAt: payment.capture_before }],
  );
}
