/** What a PaymentMethod says about itself under its type: `sepa_debit: { last4: … }`. */
import type { Stripe } from 'stripe';
import type { Read } from '../../protocol/operations.ts';
import type { PaymentMethod } from '../../state/objects.ts';
import { type AccountDebit, bankAccountFingerprint } from '../../test-data/bank-accounts.ts';
import { normalizeIban } from '../../test-data/iban.ts';
import { reference } from '../../test-data/references.ts';

export type MethodData = Read<
  Stripe.PaymentMethodCreateParams | Stripe.PaymentIntentCreateParams.PaymentMethodData
>;

type Row = (data: MethodData, id: string) => Partial<PaymentMethod>;
type Bic = NonNullable<NonNullable<PaymentMethod['ideal']>['bic']>;
type IdealBank = NonNullable<NonNullable<PaymentMethod['ideal']>['bank']>;

const bics: Readonly<Record<string, Bic>> = {
  abn_amro: 'ABNANL2A',
  adyen: 'ADYBNL2A',
  asn_bank: 'ASNBNL21',
  bunq: 'BUNQNL2A',
  buut: 'BUUTNL2A',
  finom: 'FNOMNL22',
  handelsbanken: 'HANDNL2A',
  ing: 'INGBNL2A',
  knab: 'KNABNL2H',
  mollie: 'MLLENL2A',
  moneyou: 'MOYONL21',
  n26: 'NTSBDEB1',
  nn: 'NNBANL2G',
  rabobank: 'RABONL2U',
  regiobank: 'RBRBNL21',
  revolut: 'REVOLT21',
  sns_bank: 'SNSBNL2A',
  triodos_bank: 'TRIONL2U',
  van_lanschot: 'FVLBNL22',
  yoursafe: 'BITSNL2A',
} satisfies Partial<Record<IdealBank, Bic>>;

const last4 = (number: string | undefined): string | null => number?.slice(-4) ?? null;

const fingerprint = (type: AccountDebit, account: string | undefined): string | null =>
  account === undefined ? null : bankAccountFingerprint({ type, account });

const rows: Readonly<Record<string, Row>> = {
  acss_debit: ({ acss_debit }) => ({
    acss_debit: {
      bank_name: 'Stripe Test Bank',
      fingerprint: fingerprint('acss_debit', acss_debit?.account_number),
      institution_number: acss_debit?.institution_number ?? null,
      last4: last4(acss_debit?.account_number),
      transit_number: acss_debit?.transit_number ?? null,
    },
  }),
  au_becs_debit: ({ au_becs_debit }) => ({
    au_becs_debit: {
      bsb_number: au_becs_debit?.bsb_number ?? null,
      fingerprint: fingerprint('au_becs_debit', au_becs_debit?.account_number),
      last4: last4(au_becs_debit?.account_number),
    },
  }),
  bacs_debit: ({ bacs_debit }) => ({
    bacs_debit: {
      fingerprint: fingerprint('bacs_debit', bacs_debit?.account_number),
      last4: last4(bacs_debit?.account_number),
      sort_code: bacs_debit?.sort_code ?? null,
    },
  }),
  boleto: ({ boleto }) => ({ boleto: { tax_id: boleto?.tax_id ?? '' } }),
  cashapp: (_, id) => ({ cashapp: { buyer_id: reference(id), cashtag: '$sandbox' } }),
  eps: ({ eps }) => ({ eps: { bank: eps?.bank ?? null } }),
  fpx: ({ fpx }) => ({
    fpx: { account_holder_type: fpx?.account_holder_type ?? null, bank: fpx?.bank ?? 'maybank2u' },
  }),
  ideal: ({ ideal }) => {
    const bank = ideal?.bank ?? null;
    return { ideal: { bank, bic: (bank && bics[bank]) ?? null } };
  },
  klarna: ({ klarna }) => ({ klarna: klarna?.dob ? { dob: klarna.dob } : {} }),
  kr_card: () => ({ kr_card: { brand: 'kookmin', last4: '4242' } }),
  link: ({ billing_details }) => ({ link: { email: billing_details?.email ?? null } }),
  naver_pay: ({ naver_pay }, id) => ({
    naver_pay: { buyer_id: reference(id), funding: naver_pay?.funding ?? 'card' },
  }),
  nz_bank_account: ({ nz_bank_account, billing_details }) => ({
    nz_bank_account: {
      account_holder_name: nz_bank_account?.account_holder_name ?? billing_details?.name ?? null,
      bank_code: nz_bank_account?.bank_code ?? '',
      bank_name: 'Stripe Test Bank',
      branch_code: nz_bank_account?.branch_code ?? '',
      last4: last4(nz_bank_account?.account_number) ?? '',
      suffix: nz_bank_account?.suffix ?? null,
    },
  }),
  p24: ({ p24 }) => ({ p24: { bank: p24?.bank ?? null } }),
  paypal: ({ billing_details }, id) => ({
    paypal: {
      country: billing_details?.address?.country ?? null,
      payer_email: billing_details?.email ?? null,
      payer_id: reference(id, 13),
    },
  }),
  payto: ({ payto }) => ({
    payto: {
      bsb_number: payto?.bsb_number ?? null,
      last4: last4(payto?.account_number),
      pay_id: payto?.pay_id ?? null,
    },
  }),
  sepa_debit: ({ sepa_debit }) => {
    const iban = normalizeIban(sepa_debit?.iban ?? '');
    return {
      sepa_debit: {
        bank_code: iban.slice(4, 12) || null,
        branch_code: null,
        country: iban.slice(0, 2) || null,
        fingerprint: bankAccountFingerprint({ type: 'sepa_debit', iban }),
        generated_from: { charge: null, setup_attempt: null },
        last4: last4(iban),
      },
    };
  },
  sofort: ({ sofort }) => ({ sofort: { country: sofort?.country ?? null } }),
  upi: () => ({ upi: { vpa: null } }),
  us_bank_account: ({ us_bank_account }) => ({
    us_bank_account: {
      account_holder_type: us_bank_account?.account_holder_type ?? 'individual',
      account_type: us_bank_account?.account_type ?? 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: us_bank_account?.financial_connections_account ?? null,
      fingerprint: fingerprint('us_bank_account', us_bank_account?.account_number),
      last4: last4(us_bank_account?.account_number),
      networks: { preferred: 'ach', supported: ['ach', 'us_domestic_wire'] },
      routing_number: us_bank_account?.routing_number ?? null,
      status_details: {},
    },
  }),
};

/**
 * For every method but cards.
 * @param id of the PaymentMethod
 */
export function methodFields(data: MethodData, id: string): Partial<PaymentMethod> {
  const type = data.type ?? '';
  return rows[type]?.(data, id) ?? { [type]: {} };
}
