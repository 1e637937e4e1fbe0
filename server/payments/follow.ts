/**
 * Follows a payment for a page that waits for it.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { Payment } from '../store/schema.ts';
import { readPayment } from './lease.ts';
import { sync } from './sync.ts';

/** How often to look what another process wrote. */
const LOOK_MS = 1_000;

/** When to ask Stripe, in milliseconds after the last time: a webhook may be late, or lost. */
const ASK_AFTER = [0, 3_000, 10_000, 30_000, 60_000];

/** Intermediaries close a connection on which nothing comes. */
const SILENCE_MS = 15_000;

/** A browser reconnects by itself; a page that nobody looks at does not for ever. */
const LONGEST_MS = 10 * 60_000;

/**
 * The payment as it is now, then each time that it changes, until it is settled or `signal` ends it;
 * `silence` when there is nothing to tell for a while.
 */
export async function* followPayment(
  context: Context,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Payment | 'silence'> {
  const endAt = performance.now() + LONGEST_MS;
  let shown = -1;
  let toldAt = performance.now();
  let asked = 0;
  let askAt = 0;
  while (!signal.aborted && !context.stopping.aborted && performance.now() < endAt) {
    const payment = await readPayment(context, id);
    const now = performance.now();
    if (payment.version > shown) {
      yield payment;
      shown = payment.version;
      toldAt = now;
    } else if (now - toldAt >= SILENCE_MS) {
      yield 'silence';
      toldAt = now;
    }
    if (payment.state !== 'open' && payment.state !== 'processing') return;
    if (now >= askAt && payment.intent_id !== null) {
      const fresh = await sync(context, id);
      asked += 1;
      askAt = performance.now() + (ASK_AFTER[Math.min(asked, ASK_AFTER.length - 1)] ?? 0);
      if (fresh.payment.version > shown) continue;
    }
    await change(context, id, signal);
  }
}

/** Resolves when this process changes the payment, or after a while. */
function change({ signals, stopping }: Context, id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      off();
      signal.removeEventListener('abort', done);
      stopping.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, LOOK_MS);
    const off = signals.onChange(id, done);
    signal.addEventListener('abort', done);
    stopping.addEventListener('abort', done);
  });
}
