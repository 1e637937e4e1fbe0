/**
 * Stripe's test bank accounts for direct debits, with what becomes of a debit. To add one, add a row; IBANs
 * have a table of their own. Sources: docs.stripe.com/testing as of 2026-08-07, and the test sections of
 * docs.stripe.com/payments/{bacs-debit,au-becs-debit,acss-debit,nz-bank-account}.
 */
import { delayed, disputed, fails, succeeds, type DebitOutcome } from './debit-outcomes.ts';
import { normalizeIban } from './iban.ts';
import { fingerprintOf } from './references.ts';
import { scenarios, testIbans } from './sepa-accounts.ts';

/** Debits other than SEPA go by account number; routing, sort and bank codes have no say. */
interface AccountRow {
  account: string;
  outcome: DebitOutcome;
  /** `success` makes it `pm_usBankAccount_success`. */
  token?: string;
}

const accounts = {
  /** Routing number 110000000. */
  us_bank_account: [
    { account: '000123456789', token: 'success', outcome: succeeds },
    { account: '000111111113', token: 'accountClosed', outcome: fails('account_closed') },
    { account: '000111111116', token: 'noAccount', outcome: fails('no_account') },
    { account: '000222222227', token: 'insufficientFunds', outcome: fails('insufficient_funds') },
    {
      account: '000333333335',
      token: 'debitNotAuthorized',
      outcome: fails('debit_not_authorized'),
    },
    { account: '000444444440', token: 'invalidCurrency', outcome: fails('invalid_currency') },
    { account: '000555555559', token: 'dispute', outcome: disputed },
    {
      account: '000777777771',
      token: 'weeklyLimitExceeded',
      outcome: fails('charge_exceeds_weekly_limit'),
    },
    { account: '000000000009', token: 'processing', outcome: { result: 'never' } },
  ],
  /** Sort code 10-88-00. */
  bacs_debit: [
    { account: '00012345', token: 'success', outcome: succeeds },
    { account: '90012345', outcome: delayed(succeeds) },
    { account: '33333335', outcome: fails('debit_not_authorized') },
    { account: '93333335', outcome: delayed(fails('debit_not_authorized')) },
    { account: '22222227', outcome: fails('insufficient_funds') },
    { account: '92222227', outcome: delayed(fails('insufficient_funds')) },
    { account: '55555559', outcome: disputed },
    { account: '95555559', outcome: delayed(disputed) },
    { account: '34343434', outcome: fails('charge_exceeds_source_limit') },
    { account: '12121212', outcome: fails('charge_exceeds_weekly_limit') },
  ],
  /** BSB 000-000. */
  au_becs_debit: [
    { account: '000123456', token: 'success', outcome: succeeds },
    { account: '900123456', outcome: delayed(succeeds) },
    { account: '111111113', outcome: fails('account_closed') },
    { account: '911111113', outcome: delayed(fails('account_closed')) },
    { account: '111111116', outcome: fails('no_account') },
    { account: '911111116', outcome: delayed(fails('no_account')) },
    { account: '222222227', outcome: fails('refer_to_customer') },
    { account: '922222227', outcome: delayed(fails('refer_to_customer')) },
    { account: '333333335', outcome: fails('debit_not_authorized') },
    { account: '933333335', outcome: delayed(fails('debit_not_authorized')) },
    { account: '666666660', outcome: disputed },
    { account: '343434343', outcome: fails('charge_exceeds_source_limit') },
    { account: '121212121', outcome: fails('charge_exceeds_transaction_limit') },
  ],
  /** Institution 000, transit 11000. */
  acss_debit: [
    { account: '000123456789', token: 'success', outcome: succeeds },
    { account: '900123456789', outcome: delayed(succeeds) },
    { account: '000222222227', outcome: fails('insufficient_funds') },
    { account: '900222222227', outcome: delayed(fails('insufficient_funds')) },
    { account: '000777777771', outcome: fails('charge_exceeds_source_limit') },
    { account: '000888888881', outcome: fails('charge_exceeds_transaction_limit') },
  ],
} as const satisfies Record<string, readonly AccountRow[]>;

export type AccountDebit = keyof typeof accounts;

/** What `payment_method_data[sepa_debit]` and its siblings would have said. */
export type BankAccount =
  { type: 'sepa_debit'; iban: string } | { type: AccountDebit; account: string };

const prefixes: Record<AccountDebit, string> = {
  us_bank_account: 'usBankAccount',
  bacs_debit: 'bacsDebit',
  au_becs_debit: 'auBecsDebit',
  acss_debit: 'acssDebit',
};

const byToken = new Map<string, BankAccount>([
  ...testIbans.map(({ country, scenario, iban }): [string, BankAccount] => [
    `pm_sepaDebit_${scenario}_${country}`,
    { type: 'sepa_debit', iban },
  ]),
  ...(Object.keys(accounts) as AccountDebit[]).flatMap((type) =>
    accounts[type].flatMap((row): [string, BankAccount][] =>
      'token' in row ? [[`pm_${prefixes[type]}_${row.token}`, { type, account: row.account }]] : [],
    ),
  ),
]);

/** Numbers of different schemes may be equal, and mean different accounts. */
export const bankAccountFingerprint = (bankAccount: BankAccount): string =>
  fingerprintOf(
    bankAccount.type === 'sepa_debit'
      ? normalizeIban(bankAccount.iban)
      : `${bankAccount.type} ${bankAccount.account}`,
  );

const outcomes = new Map<string, DebitOutcome>([
  ...testIbans.map(
    ({ scenario, iban }) =>
      [bankAccountFingerprint({ type: 'sepa_debit', iban }), scenarios[scenario]] as const,
  ),
  ...(Object.keys(accounts) as AccountDebit[]).flatMap((type) =>
    accounts[type].map(
      ({ account, outcome }) => [bankAccountFingerprint({ type, account }), outcome] as const,
    ),
  ),
]);

/** The account behind `pm_sepaDebit_success_de`, `pm_usBankAccount_noAccount`, … */
export const bankAccountByToken = (token: string): BankAccount | undefined => byToken.get(token);

/** All tokens, for tests that try each of them. */
export const bankAccountTokens: readonly string[] = [...byToken.keys()];

/**
 * What becomes of a debit from the account that a PaymentMethod was made of. Accounts that Stripe
 * doesn't list take debits without ado, as on Stripe.
 */
export const debitOutcome = (fingerprint: string): DebitOutcome =>
  outcomes.get(fingerprint) ?? succeeds;
