/** Orders whose id says all that there is to know: any process finds them, before and after a crash. */
import type { OrderInput } from '../../../server/index.ts';

export interface FaultOrder {
  number: number;
  amount: number;
  capture: 'automatic' | 'manual';
}

export const orderId = ({ number, amount, capture }: FaultOrder): string =>
  `order-${number}-${amount}-${capture}`;

/** The order stays open when it is paid: nothing but the checkout keeps it from being paid again. */
export function findOrder(id: string): OrderInput | null {
  const [, amount, capture] = /^order-\d+-(\d+)-(automatic|manual)$/.exec(id) ?? [];
  if (amount === undefined) return null;
  return {
    id,
    amount: Number(amount),
    currency: 'eur',
    capture: capture === 'manual' ? 'manual' : 'automatic',
    customer: { country: 'BE' },
    status: 'open',
  };
}
