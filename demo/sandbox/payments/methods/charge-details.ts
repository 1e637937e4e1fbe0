/** `payment_method_details` of a charge, by method: what the network tells about the payment. */
import type { Stripe } from 'stripe';
import type { PaymentMethod } from '../../state/objects.ts';
import { digits, reference } from '../../test-data/references.ts';

type Details = Stripe.Charge.PaymentMethodDetails;

export interface ChargeTerms {
  chargeId: string;
  /** `mandate_…` under which it is debited. */
  mandate: string | null;
  /** What the shopper was shown, if anything: its numbers come back on the charge. */
  nextAction: Stripe.PaymentIntent.NextAction | null;
  /** Seconds since 1970. */
  now: number;
}

type Row = (paymentMethod: PaymentMethod, terms: ChargeTerms) => Omit<Details, 'type'>;

/** Methods of which the network tells nothing but its number for the payment. */
const transaction =
  (name: string): Row =>
  (_, { chargeId }) => ({ [name]: { transaction_id: reference(chargeId) } });

const transactionWithBuyer =
  (name: string): Row =>
  (paymentMethod, { chargeId }) => ({
    [name]: { buyer_id: buyerOf(paymentMethod), transaction_id: reference(chargeId) },
  });

const nothing =
  (name: string): Row =>
  () => ({ [name]: {} });

const buyerOf = ({ id }: PaymentMethod): string => reference(`${id} buyer`);

/** The name that the bank vouches for: in test mode Stripe makes one up, too. */
const verifiedName = ({ billing_details }: PaymentMethod): string =>
  billing_details.name ?? 'Jenny Rosen';

/** Three days on, `YYYY-MM-DD`. */
const debitDate = ({ now }: ChargeTerms): string =>
  new Date((now + 3 * 24 * 60 * 60) * 1000).toISOString().slice(0, 10);

/** Bancontact and SOFORT know the account that was paid from. */
const account = (paymentMethod: PaymentMethod, country: string) => ({
  bank_code: 'VAPE',
  bank_name: 'Test Bank',
  bic: `VAPE${country}22`,
  generated_sepa_debit: null,
  generated_sepa_debit_mandate: null,
  iban_last4: digits(paymentMethod.id, 4),
  preferred_language: 'en' as const,
  verified_name: verifiedName(paymentMethod),
});

const visa = { brand: 'visa', country: 'US', exp_month: 12, exp_year: 2034, last4: '4242' };

const rows: Readonly<Record<string, Row>> = {
  acss_debit: ({ acss_debit }, terms) => ({
    acss_debit: {
      bank_name: acss_debit?.bank_name ?? null,
      expected_debit_date: debitDate(terms),
      fingerprint: acss_debit?.fingerprint ?? null,
      institution_number: acss_debit?.institution_number ?? null,
      last4: acss_debit?.last4 ?? null,
      transit_number: acss_debit?.transit_number ?? null,
      ...(terms.mandate !== null && { mandate: terms.mandate }),
    },
  }),
  affirm: transaction('affirm'),
  afterpay_clearpay: (_, { chargeId }) => ({
    afterpay_clearpay: { order_id: reference(chargeId), reference: null },
  }),
  alipay: (paymentMethod, { chargeId }) => ({
    alipay: {
      buyer_id: buyerOf(paymentMethod),
      fingerprint: reference(paymentMethod.id, 16).toLowerCase(),
      transaction_id: reference(chargeId),
    },
  }),
  alma: transaction('alma'),
  amazon_pay: transaction('amazon_pay'),
  au_becs_debit: ({ au_becs_debit }, terms) => ({
    au_becs_debit: {
      bsb_number: au_becs_debit?.bsb_number ?? null,
      expected_debit_date: debitDate(terms),
      fingerprint: au_becs_debit?.fingerprint ?? null,
      last4: au_becs_debit?.last4 ?? null,
      ...(terms.mandate !== null && { mandate: terms.mandate }),
    },
  }),
  bacs_debit: ({ bacs_debit }, terms) => ({
    bacs_debit: {
      expected_debit_date: debitDate(terms),
      fingerprint: bacs_debit?.fingerprint ?? null,
      last4: bacs_debit?.last4 ?? null,
      mandate: terms.mandate,
      sort_code: bacs_debit?.sort_code ?? null,
    },
  }),
  bancontact: (paymentMethod) => ({ bancontact: account(paymentMethod, 'BE') }),
  billie: transaction('billie'),
  bizum: transactionWithBuyer('bizum'),
  blik: (paymentMethod) => ({ blik: { buyer_id: buyerOf(paymentMethod) } }),
  boleto: ({ boleto }) => ({ boleto: { tax_id: boleto?.tax_id ?? '' } }),
  cashapp: ({ cashapp }, { chargeId }) => ({
    cashapp: {
      buyer_id: cashapp?.buyer_id ?? null,
      cashtag: cashapp?.cashtag ?? null,
      transaction_id: reference(chargeId),
    },
  }),
  crypto: (_, { chargeId }) => ({
    crypto: {
      buyer_address: `0x${reference(`${chargeId} buyer`, 40).toLowerCase()}`,
      network: 'base',
      token_currency: 'usdc',
      transaction_hash: `0x${reference(chargeId, 64).toLowerCase()}`,
    },
  }),
  customer_balance: nothing('customer_balance'),
  eps: (paymentMethod) => ({
    eps: { bank: paymentMethod.eps?.bank ?? null, verified_name: verifiedName(paymentMethod) },
  }),
  fpx: ({ fpx }, { chargeId }) => ({
    fpx: {
      account_holder_type: fpx?.account_holder_type ?? null,
      bank: fpx?.bank ?? 'maybank2u',
      transaction_id: reference(chargeId),
    },
  }),
  giropay: (paymentMethod) => ({
    giropay: {
      bank_code: 'VAPE',
      bank_name: 'Test Bank',
      bic: 'VAPEDE22',
      verified_name: verifiedName(paymentMethod),
    },
  }),
  grabpay: transaction('grabpay'),
  ideal: (paymentMethod, { chargeId }) => ({
    ideal: {
      bank: paymentMethod.ideal?.bank ?? null,
      bic: paymentMethod.ideal?.bic ?? null,
      generated_sepa_debit: null,
      generated_sepa_debit_mandate: null,
      iban_last4: digits(paymentMethod.id, 4),
      transaction_id: reference(chargeId),
      verified_name: verifiedName(paymentMethod),
    },
  }),
  kakao_pay: transactionWithBuyer('kakao_pay'),
  klarna: ({ billing_details }) => ({
    klarna: {
      payer_details: { address: { country: billing_details.address?.country ?? null } },
      payment_method_category: 'pay_now',
      preferred_locale: 'en-US',
    },
  }),
  konbini: () => ({ konbini: { store: { chain: 'lawson' } } }),
  kr_card: ({ kr_card, id }, { chargeId }) => ({
    kr_card: {
      brand: kr_card?.brand ?? 'kookmin',
      buyer_id: reference(`${id} buyer`),
      last4: kr_card?.last4 ?? '4242',
      transaction_id: reference(chargeId),
    },
  }),
  link: () => ({ link: { country: 'US', funding_source_group: 'card' } }),
  mb_way: nothing('mb_way'),
  mobilepay: () => ({ mobilepay: { card: visa } }),
  multibanco: (_, { nextAction }) => ({
    multibanco: {
      entity: nextAction?.multibanco_display_details?.entity ?? null,
      reference: nextAction?.multibanco_display_details?.reference ?? null,
    },
  }),
  naver_pay: transactionWithBuyer('naver_pay'),
  nz_bank_account: ({ nz_bank_account }, terms) =>
    nz_bank_account
      ? { nz_bank_account: { ...nz_bank_account, expected_debit_date: debitDate(terms) } }
      : {},
  oxxo: (_, { nextAction }) => ({
    oxxo: { number: nextAction?.oxxo_display_details?.number ?? null },
  }),
  p24: (paymentMethod, { chargeId }) => ({
    p24: {
      bank: paymentMethod.p24?.bank ?? null,
      reference: reference(chargeId),
      verified_name: verifiedName(paymentMethod),
    },
  }),
  pay_by_bank: nothing('pay_by_bank'),
  payco: transactionWithBuyer('payco'),
  paynow: (_, { chargeId }) => ({ paynow: { reference: reference(chargeId) } }),
  paypal: ({ paypal, billing_details }, { chargeId }) => ({
    paypal: {
      country: paypal?.country ?? null,
      payer_email: paypal?.payer_email ?? null,
      payer_id: paypal?.payer_id ?? null,
      payer_name: billing_details.name,
      seller_protection: {
        dispute_categories: ['fraudulent', 'product_not_received'],
        status: 'eligible',
      },
      transaction_id: reference(chargeId),
    },
  }),
  paypay: nothing('paypay'),
  payto: ({ payto }, { mandate }) => ({
    payto: {
      bsb_number: payto?.bsb_number ?? null,
      last4: payto?.last4 ?? null,
      pay_id: payto?.pay_id ?? null,
      ...(mandate !== null && { mandate }),
    },
  }),
  pix: (_, { chargeId }) => ({ pix: { bank_transaction_id: reference(chargeId, 32) } }),
  promptpay: (_, { chargeId }) => ({ promptpay: { reference: reference(chargeId) } }),
  revolut_pay: transaction('revolut_pay'),
  samsung_pay: transactionWithBuyer('samsung_pay'),
  satispay: transaction('satispay'),
  scalapay: transaction('scalapay'),
  sepa_debit: ({ sepa_debit }, terms) => ({
    sepa_debit: {
      bank_code: sepa_debit?.bank_code ?? null,
      branch_code: sepa_debit?.branch_code ?? null,
      country: sepa_debit?.country ?? null,
      expected_debit_date: debitDate(terms),
      fingerprint: sepa_debit?.fingerprint ?? null,
      last4: sepa_debit?.last4 ?? null,
      mandate: terms.mandate,
    },
  }),
  sequra: transaction('sequra'),
  sofort: (paymentMethod) => {
    const country = paymentMethod.sofort?.country ?? 'DE';
    return { sofort: { ...account(paymentMethod, country), country } };
  },
  sunbit: transaction('sunbit'),
  swish: (paymentMethod, { chargeId }) => ({
    swish: {
      fingerprint: reference(paymentMethod.id, 16).toLowerCase(),
      payment_reference: reference(chargeId),
      verified_phone_last4: digits(paymentMethod.id, 4),
    },
  }),
  twint: nothing('twint'),
  upi: ({ upi }) => ({ upi: { vpa: upi?.vpa ?? null } }),
  us_bank_account: ({ us_bank_account }, terms) => ({
    us_bank_account: {
      account_holder_type: us_bank_account?.account_holder_type ?? null,
      account_type: us_bank_account?.account_type ?? null,
      bank_name: us_bank_account?.bank_name ?? null,
      expected_debit_date: debitDate(terms),
      fingerprint: us_bank_account?.fingerprint ?? null,
      last4: us_bank_account?.last4 ?? null,
      payment_reference: digits(terms.chargeId, 15),
      routing_number: us_bank_account?.routing_number ?? null,
      ...(terms.mandate !== null && { mandate: terms.mandate }),
    },
  }),
  wechat_pay: (paymentMethod, { chargeId }) => ({
    wechat_pay: {
      fingerprint: reference(paymentMethod.id, 16).toLowerCase(),
      transaction_id: reference(chargeId),
    },
  }),
  zip: nothing('zip'),
};

/** For every method but cards. */
export function methodChargeDetails(paymentMethod: PaymentMethod, terms: ChargeTerms): Details {
  const row = rows[paymentMethod.type];
  if (!row) throw new Error(`the sandbox does not play ${paymentMethod.type}`);
  return { ...row(paymentMethod, terms), type: paymentMethod.type };
}
