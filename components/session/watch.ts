import type { PaymentStatus } from '../../server/contract.ts';
import { type Api, ApiError } from './api.ts';

interface Watcher {
  /** Ends it. */
  signal: AbortSignal;
  /** The payment as it is now, and again with every change. */
  onPayment: (payment: PaymentStatus) => void;
  /** There is no such payment, or this page may not see it: nothing more will come. */
  onRefused: (error: ApiError) => void;
}

/** Follows a payment: pushed by server-sent events; where those don't get through, asked for. */
export function watchPayment(api: Api, token: string, watcher: Watcher): void {
  const source = new EventSource(api.paymentEvents(token));
  source.addEventListener('payment', ({ data }: MessageEvent<string>) =>
    watcher.onPayment(JSON.parse(data) as PaymentStatus),
  );
  source.onerror = () => {
    // The browser reconnects by itself, unless the answer was no event stream at all.
    if (source.readyState === EventSource.CLOSED) void poll(api, token, watcher);
  };
  watcher.signal.addEventListener('abort', () => source.close());
}

async function poll(api: Api, token: string, watcher: Watcher): Promise<void> {
  for (let round = 0; !watcher.signal.aborted; round += 1) {
    try {
      watcher.onPayment(await api.payment(token));
    } catch (error) {
      // Out of reach or out of order is no answer: ask again.
      if (error instanceof ApiError && error.isFinal) {
        watcher.onRefused(error);
        return;
      }
    }
    // Quick at first, then sparing; milliseconds.
    const gap = Math.min(round + 1, 10) * 1000;
    await new Promise((resolve) => setTimeout(resolve, gap));
  }
}
