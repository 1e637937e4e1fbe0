import type { Stripe } from 'stripe';
import type { Handlers } from '../protocol/api.ts';
import { list } from '../protocol/pagination.ts';
import { isAvailable } from '../payments/balance.ts';
import type { Account } from '../accounts.ts';

export const balance: Handlers = {
  'GET /v1/balance': ({ context: { account } }) => balanceOf(account),

  'GET /v1/balance_transactions': ({ context: { account }, params }) =>
    list(account.state.balanceTransactions, '/v1/balance_transactions', params, {
      ...(params.source !== undefined && { field: ['source', params.source] as const }),
      matches: ({ currency, type }) =>
        (params.currency === undefined || currency === params.currency) &&
        (params.type === undefined || type === params.type),
    }),

  'GET /v1/balance_transactions/:id': ({ context: { account }, path }) =>
    account.state.balanceTransactions.require(path.id),
};

/** What all transactions come to, by currency, in what can be paid out and what can't yet. */
function balanceOf({ state, clock }: Account): Omit<Stripe.Balance, 'instant_available'> {
  const now = clock.now();
  const sums = new Map<string, { available: number; pending: number }>();
  for (const transaction of state.balanceTransactions) {
    const sum = sums.get(transaction.currency) ?? { available: 0, pending: 0 };
    sum[isAvailable(transaction, now) ? 'available' : 'pending'] += transaction.net;
    sums.set(transaction.currency, sum);
  }
  const side = (name: 'available' | 'pending') =>
    [...sums].map(([currency, sum]) => ({
      amount: sum[name],
      currency,
      source_types: { card: sum[name] },
    }));
  return {
    object: 'balance',
    available: side('available'),
    livemode: false,
    pending: side('pending'),
  };
}
