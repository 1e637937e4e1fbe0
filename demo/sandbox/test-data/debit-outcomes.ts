/** What becomes of a debit: the words in which the tables of test accounts are written. */

/** Why a debit comes back. On the charge: `failure_code` and `failure_message`. */
export interface DebitFailure {
  code: string;
  message: string;
}

export interface DebitOutcome {
  /** `never`: it stays `processing`, for tests of cancellation. */
  result: 'succeeds' | 'fails' | 'disputed' | 'never';
  /** Not at once but after three minutes. */
  delayed?: true;
  failure?: DebitFailure;
}

const failures = {
  account_closed: 'The bank account has been closed.',
  charge_exceeds_source_limit: 'This payment exceeds the weekly volume limit of this bank account.',
  charge_exceeds_transaction_limit: 'This payment exceeds the transaction limit.',
  charge_exceeds_weekly_limit: 'This payment exceeds the weekly transaction limit.',
  debit_not_authorized: 'The customer has notified their bank that this payment was unauthorized.',
  generic_could_not_process: 'The bank could not process this payment.',
  insufficient_funds: 'The customer’s account has insufficient funds to cover this payment.',
  invalid_currency: 'The bank account does not take this currency.',
  no_account: 'The bank account could not be located.',
  refer_to_customer: 'The bank declined the payment without giving a reason.',
} as const;

export const succeeds: DebitOutcome = { result: 'succeeds' };
export const disputed: DebitOutcome = { result: 'disputed' };
export const fails = (code: keyof typeof failures): DebitOutcome => ({
  result: 'fails',
  failure: { code, message: failures[code] },
});
export const delayed = (outcome: DebitOutcome): DebitOutcome => ({ ...outcome, delayed: true });
