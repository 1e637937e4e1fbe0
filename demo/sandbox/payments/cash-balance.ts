/**
 * What customers have transferred by bank: it pays their open intents, the oldest first, as far as it
 * goes; the rest waits for the next. With manual reconciliation all of it waits until it is applied.
 *
 * @see https://docs.stripe.com/payments/customer-balance/reconciliation
 */
import type { Stripe } from 'stripe';
import { invalidRequest, unexpectedState } from '../protocol/errors.ts';
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

export function cashBalanceOf({ account }: Context, customer: string): Stripe.CashBalance {
  const { cashBalances, reconciliationModes } = account.state;
  const held = Object.entries(cashBalances.get(customer) ?? {}).filter(([, amount]) => amount > 0);
  const mode = reconciliationModes.get(customer);
  return {
    object: 'cash_balance',
    available: held.length === 0 ? null : Object.fromEntries(held),
    customer,
    customer_account: null,
    livemode: false,
    settings: {
      reconciliation_mode: mode ?? 'automatic',
      using_merchant_default: mode === undefined,
    },
  };
}

/** @param mode anything but these two is the account's default */
export function setReconciliationMode({ account }: Context, customer: string, mode: string): void {
  const { reconciliationModes } = account.state;
  if (mode === 'automatic' || mode === 'manual') reconciliationModes.set(customer, mode);
  else reconciliationModes.delete(customer);
}

const isManual = ({ account }: Context, customer: string): boolean =>
  account.state.reconciliationModes.get(customer) === 'manual';

/** Plays a transfer that a customer makes. */
export function fundCashBalance(
  context: Context,
  customer: string,
  { amount, currency, reference = '' }: Transfer,
): CustomerCashBalanceTransaction {
  context.account.state.customers.require(customer);
  const type = transferTypeOf(currency);
  const funded = record(context, customer, currency, amount, {
    type: 'funded',
    funded: { bank_transfer: { type, reference: reference === '' ? null : reference } },
  });
  distribute(context, customer, currency);
  return funded;
}

/** Pays what is open, and says what is left after it. */
function distribute(context: Context, customer: string, currency: string): void {
  const { paymentIntents } = context.account.state;
  const open = isManual(context, customer)
    ? []
    : [...paymentIntents.scan({ field: ['customer', customer], oldestFirst: true })];
  for (const intent of open) {
    const amount = Math.min(remaining(intent), availableTo(context, customer, currency));
    if (intent.currency === currency && amount > 0) apply(context, customer, intent, amount);
  }
  if (availableTo(context, customer, currency) > 0) {
    emit(context, 'cash_balance.funds_available', cashBalanceOf(context, customer));
  }
}

/** An intent that was just confirmed takes what is there. */
export function payFromCashBalance(context: Context, intent: PaymentIntent): PaymentIntent {
  const { customer, currency } = intent;
  if (customer === null || isManual(context, customer)) return intent;
  const amount = Math.min(remaining(intent), availableTo(context, customer, currency));
  return amount > 0 ? apply(context, customer, intent, amount) : intent;
}

/** `apply_customer_balance`: what was not reconciled by itself. */
export function applyCashBalance(
  context: Context,
  intent: PaymentIntent,
  params: { amount?: number; currency?: string },
): PaymentIntent {
  const missing = remaining(intent);
  const { customer, currency } = intent;
  if (customer === null || missing === 0) {
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent waits for no bank transfer of a customer: it has a status of ${intent.status}.`,
      { payment_intent: intent },
    );
  }
  if (params.currency !== undefined && params.currency !== currency) {
    throw invalidRequest(`The currency must be that of the PaymentIntent (${currency}).`, {
      param: 'currency',
    });
  }
  const { amount = missing } = params;
  if (amount < 1 || amount > missing) {
    throw invalidRequest(
      `The amount must be between 1 and what is still to be paid (${missing}).`,
      {
        code: amount < 1 ? 'amount_too_small' : 'amount_too_large',
        param: 'amount',
      },
    );
  }
  const available = availableTo(context, customer, currency);
  if (amount > available) {
    throw invalidRequest(
      `The customer's cash balance (${available} ${currency}) is less than the amount to apply (${amount}).`,
      { code: 'balance_insufficient', param: 'amount' },
    );
  }
  return apply(context, customer, intent, amount);
}

/** What had been transferred for an intent that was then canceled is the customer's again. */
export function unapplyCashBalance(context: Context, intent: PaymentIntent): void {
  const { customer, currency } = intent;
  const applied = intent.amount - remaining(intent);
  if (customer === null || remaining(intent) === 0 || applied === 0) return;
  record(context, customer, currency, applied, {
    type: 'unapplied_from_payment',
    unapplied_from_payment: { payment_intent: intent.id },
  });
}

/** Pays an intent, or a part of it, from the balance. */
function apply(
  context: Context,
  customer: string,
  intent: PaymentIntent,
  amount: number,
): PaymentIntent {
  record(context, customer, intent.currency, -amount, {
    type: 'applied_to_payment',
    applied_to_payment: { payment_intent: intent.id },
  });
  const amount_remaining = remaining(intent) - amount;
  if (amount_remaining === 0) return endAction(context, intent.id, 'succeed');
  const instructions = intent.next_action?.display_bank_transfer_instructions;
  const funded = context.account.state.paymentIntents.update(intent.id, {
    ...(instructions && {
      next_action: {
        type: 'display_bank_transfer_instructions',
        display_bank_transfer_instructions: { ...instructions, amount_remaining },
      },
    }),
  });
  emit(context, 'payment_intent.partially_funded', funded);
  return funded;
}

/** What an intent still waits for; nothing if it doesn't wait for a transfer. */
const remaining = ({ status, next_action }: PaymentIntent): number =>
  status === 'requires_action'
    ? (next_action?.display_bank_transfer_instructions?.amount_remaining ?? 0)
    : 0;

const availableTo = ({ account }: Context, customer: string, currency: string): number =>
  account.state.cashBalances.get(customer)?.[currency] ?? 0;

/** Changes the balance and says so. */
function record(
  context: Context,
  customer: string,
  currency: string,
  net_amount: number,
  cause: Pick<
    Stripe.CustomerCashBalanceTransaction,
    'type' | 'funded' | 'applied_to_payment' | 'unapplied_from_payment'
  >,
): CustomerCashBalanceTransaction {
  const { cashBalances, cashBalanceTransactions } = context.account.state;
  const ending_balance = availableTo(context, customer, currency) + net_amount;
  cashBalances.set(customer, { ...cashBalances.get(customer), [currency]: ending_balance });
  const transaction = cashBalanceTransactions.insert({
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
  });
  emit(context, 'customer_cash_balance_transaction.created', transaction);
  return transaction;
}
