/**
 * What customers have transferred by bank: it pays their open intents, the oldest first, as far as it
 * goes; the rest waits for the next.
 *
 * @see https://docs.stripe.com/payments/customer-balance/reconciliation
 */
import type { Stripe } from 'stripe';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { CustomerCashBalanceTransaction, PaymentIntent } from '../state/objects.ts';
import { endAction } from './attempts.ts';
import { transferTypeOf } from './methods/next-actions.ts';

export interface Transfer {
  amount: number;
  currency: string;
  reference?: string | undefined;
}

/** Plays a transfer that a customer makes. */
export function fundCashBalance(
  context: Context,
  customer: string,
  { amount, currency, reference = '' }: Transfer,
): CustomerCashBalanceTransaction {
  const { customers, paymentIntents } = context.account.state;
  customers.require(customer);
  const type = transferTypeOf(currency);
  const funded = record(context, customer, currency, amount, {
    type: 'funded',
    funded: { bank_transfer: { type, reference: reference === '' ? null : reference } },
  });
  const open = [...paymentIntents.scan({ field: ['customer', customer], oldestFirst: true })];
  for (const intent of open) {
    if (intent.currency === currency && remaining(intent) > 0) apply(context, customer, intent);
  }
  return funded;
}

function apply(context: Context, customer: string, intent: PaymentIntent): void {
  const available = balanceOf(context, customer, intent.currency);
  const missing = remaining(intent);
  const applied = Math.min(available, missing);
  if (applied === 0) return;
  record(context, customer, intent.currency, -applied, {
    type: 'applied_to_payment',
    applied_to_payment: { payment_intent: intent.id },
  });
  if (applied === missing) {
    endAction(context, intent.id, 'succeed');
    return;
  }
  const instructions = intent.next_action?.display_bank_transfer_instructions;
  const funded = context.account.state.paymentIntents.update(intent.id, {
    ...(instructions && {
      next_action: {
        type: 'display_bank_transfer_instructions',
        display_bank_transfer_instructions: {
          ...instructions,
          amount_remaining: missing - applied,
        },
      },
    }),
  });
  emit(context, 'payment_intent.partially_funded', funded);
}

/** What an intent still waits for; nothing if it doesn't wait for a transfer. */
const remaining = ({ status, next_action }: PaymentIntent): number =>
  status === 'requires_action'
    ? (next_action?.display_bank_transfer_instructions?.amount_remaining ?? 0)
    : 0;

const balanceOf = ({ account }: Context, customer: string, currency: string): number =>
  account.state.cashBalances.get(customer)?.[currency] ?? 0;

/** Changes the balance and says so. */
function record(
  context: Context,
  customer: string,
  currency: string,
  net_amount: number,
  cause: Pick<Stripe.CustomerCashBalanceTransaction, 'type' | 'funded' | 'applied_to_payment'>,
): CustomerCashBalanceTransaction {
  const { cashBalances } = context.account.state;
  const ending_balance = balanceOf(context, customer, currency) + net_amount;
  cashBalances.set(customer, { ...cashBalances.get(customer), [currency]: ending_balance });
  const transaction: CustomerCashBalanceTransaction = {
    id: newId('ccsbtxn'),
    object: 'customer_cash_balance_transaction',
    created: context.account.clock.now(),
    currency,
    customer,
    customer_account: null,
    ending_balance,
    livemode: false,
    net_amount,
    ...cause,
  };
  emit(context, 'customer_cash_balance_transaction.created', transaction);
  return transaction;
}
