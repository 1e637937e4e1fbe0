import type { PaymentStatus } from '../../server/contract.ts';
import { type Api, ApiError } from './api.ts';

/** Seconds between questions when the server can't push: quick at first, then sparing. */
const GAPS = [1, 1, 2, 3, 5, 8, 10];

/**
 * Follows a payment: what the server knows now, and every change from then on, until `signal`. Pushed
 * by server-sent events; where those don't get through, asked for.
 *
 * @param onRefused - there is no such payment, or this page may not see it; nothing more will come
 */
export function watchPayment(
  api: Api,
  id: string,
  onPayment: (payment: PaymentStatus) => void,
  onRefused: (error: ApiError) => void,
  signal: AbortSignal,
): void {
  const source = new EventSource(api.paymentEvents(id));
  source.addEventListener('payment', (event: MessageEvent<string>) =>
    onPayment(JSON.parse(event.data) as PaymentStatus),
  );
  source.onerror = () => {
    // The browser reconnects by itself unless the answer was no event stream at all.
    if (source.readyState !== EventSource.CLOSED) return;
    void poll(api, id, onPayment, onRefused, signal);
  };
  signal.addEventListener('abort', () => source.close());
}

async function poll(
  api: Api,
  id: string,
  onPayment: (payment: PaymentStatus) => void,
  onRefused: (error: ApiError) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    try {
      const payment = await api.payment(id);
      if (!signal.aborted) onPayment(payment);
    } catch (error) {
      // Out of reach or out of order is no answer: ask again.
      if (error instanceof ApiError && error.isFinal) {
        onRefused(error);
        return;
      }
    }
    const gap = GAPS[Math.min(round, GAPS.length - 1)] ?? 10;
    await new Promise((resolve) => setTimeout(resolve, gap * 1000));
  }
}
