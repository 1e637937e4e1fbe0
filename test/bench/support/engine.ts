/** Payments for benches that work on the engine itself. */
import Stripe from 'stripe';
import { startSandbox } from '../../../demo/sandbox/index.ts';
import type { Context } from '../../../server/context.ts';
import { createLog } from '../../../server/log.ts';
import { createSignals } from '../../../server/signals.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { createStripe } from '../../../server/stripe.ts';
import { partialContext } from '../../server/support/context.ts';
import { aPayment } from '../../server/support/payments.ts';

/** Payments whose sync is due. */
export async function duePayments(store: Store, count: number): Promise<void> {
  const rows = Array.from({ length: count }, () => aPayment({ dirty: 1, sync_at: 0 }));
  for (let start = 0; start < count; start += 200) {
    await store.db
      .insertInto('payment')
      .values(rows.slice(start, start + 200))
      .execute();
  }
}

/** A context on a sandbox, with paid payments that the store knows of. */
export async function connectedContext(
  database: string,
  count: number,
): Promise<{ context: Context; stripe: Stripe; intents: string[]; stop: () => Promise<void> }> {
  const sandbox = await startSandbox({ port: 0 });
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe(sandbox.secretKey, { host: hostname, port, protocol: 'http' });
  const store = await openStore(database);
  const log = createLog('error');
  const access = { secretKey: sandbox.secretKey, apiUrl: sandbox.url };
  const context = partialContext({
    store,
    log,
    now: Date.now,
    signals: createSignals(),
    stripe: createStripe(() => access, log),
    wake: () => undefined,
  });
  const intents: string[] = [];
  for (let made = 0; made < count; made++) {
    const payment = aPayment({ dirty: 1, sync_at: 0 });
    const intent = await stripe.paymentIntents.create({
      amount: payment.amount,
      currency: payment.currency,
      allowed_payment_method_types: ['card'],
      confirm: true,
      payment_method: 'pm_card_visa',
      metadata: { tender_order: payment.order_id, tender_payment: payment.id },
    });
    intents.push(intent.id);
    await store.db
      .insertInto('payment')
      .values({ ...payment, intent_id: intent.id })
      .execute();
  }
  return {
    context,
    stripe,
    intents,
    async stop() {
      await store.close();
      await sandbox.stop();
    },
  };
}
