/**
 * What becomes of a payment, by method: how the shopper agrees, when the outcome is known, and which
 * one it is. To add a method, add a row. How long it can be held and whether it can be refunded comes
 * from Tender's own catalogue.
 */
import { paymentMethods } from '../../../../server/methods/index.ts';
import { debitOutcome } from '../../test-data/bank-accounts.ts';
import { awaitedOutcome } from '../../test-data/contacts.ts';
import type { PaymentMethod } from '../../state/objects.ts';
import type { Behaviour } from '../behaviour.ts';
import * as actions from './next-actions.ts';

/** What the outcome depends on besides the method. */
export interface Terms {
  /** The intent's, with the method's own limits to how long the shopper has. */
  options: actions.MethodOptions;
  /** Seconds since 1970. */
  now: number;
  /** The bank account is known to be the shopper's. */
  verified?: boolean;
}

type Row = (paymentMethod: PaymentMethod, terms: Terms) => Behaviour;

const seconds = 1;
const minutes = 60;
const days = 24 * 60 * minutes;

/** Money moves on confirmation. */
const atOnce: Row = () => ({});

/** The shopper goes to another page and authorizes or fails the payment there, or never comes back. */
const elsewhere =
  (build: actions.Build, { processing }: Pick<Behaviour, 'processing'> = {}): Row =>
  ({ type }, { options, now }) => ({
    action: 'redirect',
    nextAction: (context) =>
      build(context, context.now + (actions.lifetimeOf(type, options, now) ?? days)),
    ...(processing !== undefined && { processing }),
  });

/**
 * The shopper reads instructions and pays in their own time, or lets them lapse.
 * @param patience seconds after which they pay if their e-mail address asks for nothing else; without
 *   it they wait to be told on the sandbox's page
 */
const inTheirOwnTime =
  (build: actions.Build, patience?: number): Row =>
  ({ type, billing_details }, { options, now }) => {
    const outcome = awaitedOutcome(billing_details.email, patience);
    const lapsesAfter =
      outcome.result === 'expires' ? outcome.after : actions.lifetimeOf(type, options, now);
    return {
      action: 'instructions',
      nextAction: (context) => build(context, context.now + (lapsesAfter ?? days)),
      ...(lapsesAfter !== undefined && { lapsesAfter }),
      ...(outcome.result === 'succeeds' && { paidAfter: outcome.after }),
    };
  };

/** The shopper approves in an app, asked by the bank: Stripe has nothing to show for it. */
const inAnApp =
  (patience: number): Row =>
  ({ billing_details }) => {
    const { result, after } = awaitedOutcome(billing_details.email, patience);
    return { processing: after, ...(result === 'expires' && { decline: expired }) };
  };

/** The money is fetched; whether it comes is known when the bank has had its say. */
const debit: Row = (paymentMethod, { options, verified }) => {
  const verification = verified ? undefined : verificationOf(paymentMethod, options);
  const fingerprint = debitFingerprint(paymentMethod);
  const { result, delayed = false, failure } = debitOutcome(fingerprint);
  return {
    ...(verification === 'microdeposits' && {
      action: 'instructions' as const,
      nextAction: actions.verifyWithMicrodeposits,
    }),
    processing: result === 'never' ? Infinity : delayed ? 3 * minutes : 3 * seconds,
    ...(failure && { decline: { ...failure, outcome: 'issuer_declined' as const } }),
    ...(result === 'disputed' && {
      aftermath: { kind: 'dispute' as const, reason: 'debit_not_authorized' },
    }),
  };
};

function verificationOf(
  { type }: PaymentMethod,
  { acss_debit, us_bank_account }: actions.MethodOptions,
): string | undefined {
  if (type === 'acss_debit') return acss_debit?.verification_method;
  return type === 'us_bank_account' ? us_bank_account?.verification_method : undefined;
}

const debitFingerprint = (paymentMethod: PaymentMethod): string =>
  paymentMethod.sepa_debit?.fingerprint ??
  paymentMethod.us_bank_account?.fingerprint ??
  paymentMethod.bacs_debit?.fingerprint ??
  paymentMethod.au_becs_debit?.fingerprint ??
  paymentMethod.acss_debit?.fingerprint ??
  '';

const expired = {
  code: 'payment_intent_payment_attempt_expired',
  message: 'The payment attempt expired before the customer approved it.',
};

const redirect = elsewhere(actions.redirectToUrl);

const rows: Readonly<Record<string, Row>> = {
  link: atOnce,

  bancontact: redirect,
  bizum: redirect,
  crypto: redirect,
  eps: redirect,
  fpx: redirect,
  giropay: redirect,
  ideal: redirect,
  p24: redirect,
  pay_by_bank: redirect,
  twint: redirect,
  // The transfer itself takes days.
  sofort: elsewhere(actions.redirectToUrl, { processing: 3 * minutes }),

  alipay: elsewhere(actions.alipayRedirect),
  amazon_pay: redirect,
  cashapp: elsewhere(actions.cashappRedirect),
  grabpay: redirect,
  kakao_pay: redirect,
  kr_card: redirect,
  mobilepay: redirect,
  naver_pay: redirect,
  payco: redirect,
  paypal: redirect,
  paypay: redirect,
  revolut_pay: redirect,
  samsung_pay: redirect,
  satispay: redirect,

  affirm: redirect,
  afterpay_clearpay: redirect,
  alma: redirect,
  billie: redirect,
  klarna: redirect,
  scalapay: redirect,
  sequra: redirect,
  sunbit: redirect,
  zip: redirect,

  blik: inTheirOwnTime(actions.blikAuthorize, 5 * seconds),
  boleto: inTheirOwnTime(actions.boletoVoucher, 3 * minutes),
  customer_balance: inTheirOwnTime(actions.bankTransferInstructions),
  konbini: inTheirOwnTime(actions.konbiniVoucher, 3 * minutes),
  multibanco: inTheirOwnTime(actions.multibancoVoucher, 3 * minutes),
  oxxo: inTheirOwnTime(actions.oxxoVoucher, 3 * minutes),
  paynow: inTheirOwnTime(actions.paynowQrCode),
  pix: inTheirOwnTime(actions.pixQrCode, 3 * minutes),
  promptpay: inTheirOwnTime(actions.promptpayQrCode),
  swish: inTheirOwnTime(actions.swishQrCode, minutes),
  upi: inTheirOwnTime(actions.upiQrCode, minutes),
  wechat_pay: inTheirOwnTime(actions.wechatPayQrCode),

  mb_way: inAnApp(10 * seconds),
  payto: inAnApp(10 * seconds),

  acss_debit: debit,
  au_becs_debit: debit,
  bacs_debit: debit,
  nz_bank_account: debit,
  sepa_debit: debit,
  us_bank_account: debit,
};

/** Paid in cash or from a bank that stays unknown: shoppers are asked where the money shall go. */
const refundedByTransfer: ReadonlySet<string> = new Set(['konbini', 'multibanco', 'promptpay']);

/** The methods that the sandbox can play, besides cards. */
export const playable: readonly string[] = Object.keys(rows);

/** @returns undefined for cards, whose behaviour is their own, and for what the sandbox does not play */
export function methodBehaviour(paymentMethod: PaymentMethod, terms: Terms): Behaviour | undefined {
  const row = rows[paymentMethod.type];
  if (!row) return undefined;
  const method = paymentMethods.get(paymentMethod.type);
  return {
    ...row(paymentMethod, terms),
    // Where Stripe names no days, a week: nobody can rely on more.
    ...(method?.hold && { hold: (method.hold.days ?? 7) * days }),
    ...(refundedByTransfer.has(paymentMethod.type) && { refund: 'asks_shopper' as const }),
    ...(method?.refunds === 'none' && { refund: 'refused' as const }),
  };
}
