/**
 * Stripe's test bank accounts for direct debits, with what becomes of a debit. To add one, add a row.
 * Sources: docs.stripe.com/testing as of 2026-08-07, and the test sections of
 * docs.stripe.com/payments/{sepa-debit,bacs-debit,au-becs-debit,acss-debit,nz-bank-account}.
 */
import { isIbanValid, normalizeIban } from './iban.ts';
import { fingerprintOf } from './references.ts';

/** Why a debit comes back. On the charge: `failure_code` and `failure_message`. */
export interface DebitFailure {
  code: string;
  message: string;
}

/** What becomes of a debit that is `processing`. */
export interface DebitOutcome {
  /** `never`: it stays in processing, for tests of cancellation. */
  result: 'succeeds' | 'fails' | 'disputed' | 'never';
  /** Not at once but after three minutes. */
  delayed?: true;
  failure?: DebitFailure;
}

/** An account that can't be used at all: creating the PaymentMethod fails. */
export interface Unusable {
  code: string;
  message: string;
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

const succeeds: DebitOutcome = { result: 'succeeds' };
const disputed: DebitOutcome = { result: 'disputed' };
const fails = (code: keyof typeof failures): DebitOutcome => ({
  result: 'fails',
  failure: { code, message: failures[code] },
});
const delayed = (outcome: DebitOutcome): DebitOutcome => ({ ...outcome, delayed: true });

/** `pm_sepaDebit_<scenario>_<country>` */
const sepaScenarios = {
  success: succeeds,
  successDelayed: delayed(succeeds),
  failed: fails('generic_could_not_process'),
  failedDelayed: delayed(fails('generic_could_not_process')),
  disputed,
  exceedsWeeklyVolumeLimit: fails('charge_exceeds_source_limit'),
  exceedsWeeklyTransactionLimit: fails('charge_exceeds_weekly_limit'),
  insufficientFunds: fails('insufficient_funds'),
} as const;

type SepaScenario = keyof typeof sepaScenarios;

const ibans: Readonly<Record<string, Partial<Record<SepaScenario, string>>>> = {
  at: {
    success: 'AT611904300234573201',
    successDelayed: 'AT321904300235473204',
    failed: 'AT861904300235473202',
    failedDelayed: 'AT051904300235473205',
    disputed: 'AT591904300235473203',
    exceedsWeeklyVolumeLimit: 'AT981904300000343434',
    exceedsWeeklyTransactionLimit: 'AT601904300000121212',
    insufficientFunds: 'AT981904300002222227',
  },
  be: {
    success: 'BE62510007547061',
    successDelayed: 'BE78510007547064',
    failed: 'BE68539007547034',
    failedDelayed: 'BE51510007547065',
    disputed: 'BE08510007547063',
    exceedsWeeklyVolumeLimit: 'BE90510000343434',
    exceedsWeeklyTransactionLimit: 'BE52510000121212',
    insufficientFunds: 'BE90510002222227',
  },
  ch: { success: 'CH9300762011623852957' },
  de: {
    success: 'DE89370400440532013000',
    successDelayed: 'DE08370400440532013003',
    failed: 'DE62370400440532013001',
    failedDelayed: 'DE78370400440532013004',
    disputed: 'DE35370400440532013002',
    exceedsWeeklyVolumeLimit: 'DE65370400440000343434',
    exceedsWeeklyTransactionLimit: 'DE27370400440000121212',
    insufficientFunds: 'DE65370400440002222227',
  },
  es: { success: 'ES0700120345030000067890' },
  fi: { success: 'FI2112345600000785' },
  fr: {
    success: 'FR1420041010050500013M02606',
    successDelayed: 'FR3020041010050500013M02609',
    failed: 'FR8420041010050500013M02607',
    failedDelayed: 'FR7920041010050500013M02600',
    disputed: 'FR5720041010050500013M02608',
    exceedsWeeklyVolumeLimit: 'FR9720041010050000000343434',
    exceedsWeeklyTransactionLimit: 'FR5920041010050000000121212',
    insufficientFunds: 'FR9720041010050000002222227',
  },
  gb: { success: 'GB82WEST12345698765432' },
  ie: {
    success: 'IE29AIBK93115212345678',
    successDelayed: 'IE24AIBK93115212345671',
    failed: 'IE02AIBK93115212345679',
    failedDelayed: 'IE94AIBK93115212345672',
    disputed: 'IE51AIBK93115212345670',
    exceedsWeeklyVolumeLimit: 'IE10AIBK93115200343434',
    exceedsWeeklyTransactionLimit: 'IE69AIBK93115200121212',
    insufficientFunds: 'IE10AIBK93115202222227',
  },
  it: { success: 'IT40S0542811101000000123456' },
  lu: { success: 'LU280019400644750000' },
  nl: { success: 'NL39RABO0300065264' },
  pt: { success: 'PT50000201231234567890154' },
};

const bankNotSupported: Unusable = {
  code: 'sepa_debit_bank_not_supported',
  message: 'The bank of this account does not support SEPA Direct Debit.',
};
const debitsNotSupported: Unusable = {
  code: 'bank_account_unusable',
  message: 'This account can’t be debited by SEPA Direct Debit.',
};

const unusableIbans: Readonly<Record<string, Unusable>> = {
  AT271904300000055555: bankNotSupported,
  AT511904300000066666: debitsNotSupported,
  BE19510000055555: bankNotSupported,
  BE43510000066666: debitsNotSupported,
  DE91370400440000055555: bankNotSupported,
  DE18370400440000066666: debitsNotSupported,
  FR2620041010050000000055555: bankNotSupported,
  FR5020041010050000000066666: debitsNotSupported,
  IE36AIBK93115200055555: bankNotSupported,
  IE60AIBK93115200066666: debitsNotSupported,
};

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
  ...Object.entries(ibans).flatMap(([country, scenarios]) =>
    Object.entries(scenarios).map(([scenario, iban]): [string, BankAccount] => [
      `pm_sepaDebit_${scenario}_${country}`,
      { type: 'sepa_debit', iban },
    ]),
  ),
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
  ...Object.values(ibans).flatMap((scenarios) =>
    Object.entries(scenarios).map(
      ([scenario, iban]) =>
        [
          bankAccountFingerprint({ type: 'sepa_debit', iban }),
          sepaScenarios[scenario as SepaScenario],
        ] as const,
    ),
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

/** Why a PaymentMethod of this IBAN can't be made, if it can't. */
export function ibanProblem(iban: string): Unusable | undefined {
  const normalized = normalizeIban(iban);
  if (!isIbanValid(normalized)) {
    return { code: 'invalid_bank_account_iban', message: 'The IBAN you provided is invalid.' };
  }
  return unusableIbans[normalized];
}
