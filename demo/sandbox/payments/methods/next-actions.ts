/**
 * What the shopper is asked to do: `next_action` of an intent, by payment method.
 * Shapes: the SDK's types. Lifetimes: docs.stripe.com/payments/<method>.
 */
import type { Stripe } from 'stripe';
import { pageUrl, qrImageUrl } from '../../pages/urls.ts';
import { digits, reference } from '../../test-data/references.ts';
import type { ActionContext } from '../behaviour.ts';

type NextAction = Stripe.PaymentIntent.NextAction;
export type Build = (context: ActionContext, expiresAt: number) => NextAction;

const minutes = 60;
const days = 24 * 60 * minutes;

/** Where the shopper says yes or no: the page of a bank, a wallet or a lender. */
export const redirectToUrl: Build = (context) => ({
  type: 'redirect_to_url',
  redirect_to_url: { return_url: context.returnUrl, url: page(context, 'authorize') },
});

export const alipayRedirect: Build = (context) => ({
  type: 'alipay_handle_redirect',
  alipay_handle_redirect: {
    native_data: null,
    native_url: null,
    return_url: context.returnUrl,
    url: page(context, 'authorize'),
  },
});

export const cashappRedirect: Build = (context, expiresAt) => ({
  type: 'cashapp_handle_redirect_or_display_qr_code',
  cashapp_handle_redirect_or_display_qr_code: {
    hosted_instructions_url: page(context, 'authorize'),
    mobile_auth_url: page(context, 'authorize'),
    qr_code: { expires_at: expiresAt, ...images(context) },
  },
});

export const swishQrCode: Build = (context, expiresAt) => ({
  type: 'swish_handle_redirect_or_display_qr_code',
  swish_handle_redirect_or_display_qr_code: {
    hosted_instructions_url: page(context, 'instructions'),
    mobile_auth_url: page(context, 'instructions'),
    qr_code: { data: page(context, 'instructions'), expires_at: expiresAt, ...images(context) },
  },
});

export const upiQrCode: Build = (context, expiresAt) => ({
  type: 'upi_handle_redirect_or_display_qr_code',
  upi_handle_redirect_or_display_qr_code: {
    hosted_instructions_url: page(context, 'instructions'),
    qr_code: { expires_at: expiresAt, ...images(context) },
  },
});

export const wechatPayQrCode: Build = (context) => ({
  type: 'wechat_pay_display_qr_code',
  wechat_pay_display_qr_code: { ...qrCode(context), image_data_url: images(context).image_url_png },
});

export const paynowQrCode: Build = (context) => ({
  type: 'paynow_display_qr_code',
  paynow_display_qr_code: qrCode(context),
});

export const promptpayQrCode: Build = (context) => ({
  type: 'promptpay_display_qr_code',
  promptpay_display_qr_code: qrCode(context),
});

export const pixQrCode: Build = (context, expiresAt) => ({
  type: 'pix_display_qr_code',
  pix_display_qr_code: { ...qrCode(context), expires_at: expiresAt },
});

/** Two small amounts, or one cent with a code in its text, go to the account: its owner can read them. */
export const verifyWithMicrodeposits = (context: ActionContext): NextAction => ({
  type: 'verify_with_microdeposits',
  verify_with_microdeposits: {
    arrival_date: context.now + 2 * days,
    hosted_verification_url: page(context, 'authorize'),
    microdeposit_type:
      context.paymentMethod.type === 'us_bank_account' ? 'descriptor_code' : 'amounts',
  },
});

/** The shopper types a code from the bank's app, then confirms there. */
export const blikAuthorize: Build = () => ({ type: 'blik_authorize', blik_authorize: {} });

export const boletoVoucher: Build = (context, expiresAt) => ({
  type: 'boleto_display_details',
  boleto_display_details: {
    expires_at: expiresAt,
    hosted_voucher_url: page(context, 'instructions'),
    number: digits(context.intent.id, 47),
    pdf: `${page(context, 'instructions')}?format=pdf`,
  },
});

export const oxxoVoucher: Build = (context, expiresAt) => ({
  type: 'oxxo_display_details',
  oxxo_display_details: {
    expires_after: expiresAt,
    hosted_voucher_url: page(context, 'instructions'),
    number: digits(context.intent.id, 34),
  },
});

export const multibancoVoucher: Build = (context, expiresAt) => ({
  type: 'multibanco_display_details',
  multibanco_display_details: {
    entity: '12345',
    expires_at: expiresAt,
    hosted_voucher_url: page(context, 'instructions'),
    reference: digits(context.intent.id, 9),
  },
});

export const konbiniVoucher: Build = (context, expiresAt) => {
  const confirmation_number =
    optionsOf(context).konbini?.confirmation_number ?? digits(context.intent.id, 11);
  const payment_code = digits(`${context.intent.id} konbini`, 6);
  return {
    type: 'konbini_display_details',
    konbini_display_details: {
      expires_at: expiresAt,
      hosted_voucher_url: page(context, 'instructions'),
      stores: {
        familymart: { confirmation_number, payment_code },
        lawson: { confirmation_number, payment_code },
        ministop: { confirmation_number, payment_code },
        seicomart: { confirmation_number, payment_code },
      },
    },
  };
};

/** An account of the customer's own, to which they transfer the amount with the reference. */
export const bankTransferInstructions: Build = (context) => {
  const transfer = optionsOf(context).customer_balance?.bank_transfer;
  const type = transfer?.type ?? transferTypeOf(currencyOf(context));
  const country = transfer?.eu_bank_transfer?.country ?? 'DE';
  return {
    type: 'display_bank_transfer_instructions',
    display_bank_transfer_instructions: {
      amount_remaining: 'amount' in context.intent ? context.intent.amount : null,
      currency: currencyOf(context),
      financial_addresses: [financialAddress(context, type, country)],
      hosted_instructions_url: page(context, 'instructions'),
      reference: reference(context.intent.id, 12),
      type,
    },
  };
};

type TransferType = NonNullable<NextAction['display_bank_transfer_instructions']>['type'];
type FinancialAddress =
  Stripe.PaymentIntent.NextAction.DisplayBankTransferInstructions.FinancialAddress;

const transferTypes: Readonly<Record<string, TransferType>> = {
  eur: 'eu_bank_transfer',
  gbp: 'gb_bank_transfer',
  jpy: 'jp_bank_transfer',
  mxn: 'mx_bank_transfer',
  usd: 'us_bank_transfer',
};

/** Where transfers in a currency go by default. */
export const transferTypeOf = (currency: string): TransferType =>
  transferTypes[currency] ?? 'eu_bank_transfer';

function financialAddress(
  { accountId }: ActionContext,
  type: TransferType,
  country: string,
): FinancialAddress {
  const address = {
    city: 'Sandbox',
    country,
    line1: '1 Test Street',
    line2: null,
    postal_code: '00000',
    state: null,
  };
  const holder = {
    account_holder_address: address,
    account_holder_name: 'Sandbox',
    bank_address: address,
  };
  const number = digits(accountId, 12);
  switch (type) {
    case 'gb_bank_transfer':
      return {
        type: 'sort_code',
        sort_code: { ...holder, account_number: number.slice(0, 8), sort_code: '108800' },
        supported_networks: ['bacs', 'fps'],
      };
    case 'jp_bank_transfer':
      return {
        type: 'zengin',
        zengin: {
          ...holder,
          account_number: number.slice(0, 7),
          account_type: 'futsu',
          bank_code: '0001',
          bank_name: 'Test Bank',
          branch_code: '001',
          branch_name: 'Test Branch',
        },
        supported_networks: ['zengin'],
      };
    case 'mx_bank_transfer':
      return {
        type: 'spei',
        spei: { ...holder, bank_code: '002', bank_name: 'Test Bank', clabe: digits(accountId, 18) },
        supported_networks: ['spei'],
      };
    case 'us_bank_transfer':
      return {
        type: 'aba',
        aba: {
          ...holder,
          account_number: number,
          account_type: 'checking',
          bank_name: 'Test Bank',
          routing_number: '110000000',
        },
        supported_networks: ['ach', 'domestic_wire_us'],
      };
    default:
      return {
        type: 'iban',
        iban: { ...holder, bic: 'TESTDEFFXXX', country, iban: `${country}00${number}` },
        supported_networks: ['sepa'],
      };
  }
}

/** How long the shopper has, in seconds, by method; what the intent asks for comes first. */
const lifetimes: Readonly<Record<string, number>> = {
  blik: minutes,
  boleto: 3 * days,
  cashapp: 10 * minutes,
  konbini: 3 * days,
  mb_way: 4 * minutes,
  multibanco: 7 * days,
  oxxo: 3 * days,
  paynow: 60 * minutes,
  pix: days,
  promptpay: 60 * minutes,
  swish: 3 * minutes,
  upi: 5 * minutes,
  wechat_pay: 120 * minutes,
};

/** Seconds until instructions lapse; undefined for those that don't. */
export function lifetimeOf(type: string, options: MethodOptions, now: number): number | undefined {
  const asked =
    type === 'boleto' || type === 'oxxo' ? options[type]?.expires_after_days : undefined;
  if (asked !== undefined) return asked * days;
  const { konbini, pix } = options;
  if (type === 'konbini' && konbini?.expires_at) return konbini.expires_at - now;
  if (type === 'konbini' && konbini?.expires_after_days) return konbini.expires_after_days * days;
  if (type === 'pix' && pix?.expires_at) return pix.expires_at - now;
  if (type === 'pix' && pix?.expires_after_seconds) return pix.expires_after_seconds;
  return lifetimes[type];
}

export type MethodOptions = Partial<Stripe.PaymentIntent.PaymentMethodOptions>;

/** A SetupIntent has none of the options that matter here. */
const optionsOf = ({ intent }: Pick<ActionContext, 'intent'>): MethodOptions =>
  intent.object === 'payment_intent' ? (intent.payment_method_options ?? {}) : {};

const currencyOf = ({ intent }: ActionContext): string =>
  intent.object === 'payment_intent' ? intent.currency : 'eur';

const page = (
  { origin, accountId, intent }: ActionContext,
  kind: 'authorize' | 'instructions',
): string => pageUrl(origin, kind, accountId, intent.id);

const images = ({ origin, accountId, intent }: ActionContext) => ({
  image_url_png: qrImageUrl(origin, accountId, intent.id, 'png'),
  image_url_svg: qrImageUrl(origin, accountId, intent.id, 'svg'),
});

const qrCode = (context: ActionContext) => ({
  data: page(context, 'instructions'),
  hosted_instructions_url: page(context, 'instructions'),
  ...images(context),
});
