/** Tells, within this process, that a payment may read otherwise than before. */
import { EventEmitter } from 'node:events';

export interface Signals {
  changed: (paymentId: string) => void;
  /** Returns what ends the listening. */
  onChange: (paymentId: string, listener: () => void) => () => void;
}

export function createSignals(): Signals {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    changed: (paymentId) => void emitter.emit(paymentId),
    onChange(paymentId, listener) {
      emitter.on(paymentId, listener);
      return () => void emitter.off(paymentId, listener);
    },
  };
}
