/** What a page is about: an intent that waits for its shopper, and what they decide. */
import { findMethod } from '../../../server/methods/index.ts';
import { formatAmount, isCurrency } from '../../../server/money/index.ts';
import type { Account, Accounts } from '../accounts.ts';
import { endAction, type ActionOutcome } from '../payments/attempts.ts';
import { endSetupAction } from '../payments/setup-confirmation.ts';
import type { Context } from '../state/events.ts';
import type { PaymentIntent, SetupIntent } from '../state/objects.ts';

export interface PageOptions {
  accounts: Accounts;
  contextOf: (account: Account) => Context;
}

export interface Subject {
  account: Account;
  intent: PaymentIntent | SetupIntent;
  /** As shoppers know it: `Klarna`. */
  method: { type: string; label: string };
  /** With its currency, as text; undefined for a set-up. */
  amount: string | undefined;
  /** Where the shop wants its shopper back. */
  returnUrl: string | undefined;
  /** There is something to decide. */
  isOpen: boolean;
}

/** @param accountOrKey `acct_…`, or, from a page that knows no more, a publishable key */
export function findSubject(
  { accounts }: PageOptions,
  accountOrKey: string,
  intentId: string,
): Subject | undefined {
  const account = accountOrKey.startsWith('acct_')
    ? accounts.byId(accountOrKey)
    : accounts.find(accountOrKey)?.account;
  if (!account) return undefined;
  const { attempts, paymentIntents, paymentMethods, setupIntents } = account.state;
  const intent = paymentIntents.get(intentId) ?? setupIntents.get(intentId);
  if (!intent) return undefined;
  const attempt = attempts.get(intentId);
  const type = paymentMethods.get(attempt?.paymentMethod ?? '')?.type ?? 'card';
  return {
    account,
    intent,
    method: { type, label: findMethod(type).label },
    amount: amountOf(intent),
    returnUrl: attempt?.returnUrl ?? undefined,
    isOpen: intent.status === 'requires_action',
  };
}

function amountOf(intent: PaymentIntent | SetupIntent): string | undefined {
  if (intent.object === 'setup_intent' || !isCurrency(intent.currency)) return undefined;
  return formatAmount(intent.amount, intent.currency, 'en');
}

/** The shopper's decision. Returns the intent as it stands then. */
export function decide(
  { contextOf }: PageOptions,
  { account, intent }: Subject,
  outcome: ActionOutcome,
): PaymentIntent | SetupIntent {
  const context = contextOf(account);
  return intent.object === 'payment_intent'
    ? endAction(context, intent.id, outcome)
    : endSetupAction(context, intent.id, outcome);
}
