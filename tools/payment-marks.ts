/**
 * Where the mark of each payment method comes from. The names are the `icon`s of the server's
 * session, which are the types of the catalogue.
 */

/** The packages that marks are taken from. */
export const PACKAGES = ['react-pay-icons', '@iconify-json/simple-icons'] as const;

export type Mark =
  /** A drawing in colour. */
  | { from: 'react-pay-icons'; name: string }
  /** A drawing in one colour, shown white on the brand's own. */
  | { from: '@iconify-json/simple-icons'; name: string; background: string }
  /** No package has it: the name, set in type. */
  | { text: string; color?: string; background?: string }
  /** Not a brand: a sign of the kind. */
  | { sign: 'bank' | 'card' | 'coin' };

const drawing = (name: string): Mark => ({ from: 'react-pay-icons', name });
const bank: Mark = { sign: 'bank' };

export const MARKS: Readonly<Record<string, Mark>> = {
  card: { sign: 'card' },
  kr_card: { sign: 'card' },

  bancontact: drawing('Bancontact'),
  ideal: drawing('Ideal'),
  eps: drawing('Eps'),
  p24: { text: 'P24', background: '#d13239', color: '#fff' },
  blik: drawing('Blik'),
  twint: drawing('Twint'),
  fpx: { text: 'FPX' },
  swish: drawing('Swish'),
  bizum: { text: 'bizum', background: '#05c3dd', color: '#fff' },
  pay_by_bank: bank,
  giropay: drawing('Giropay'),

  pix: drawing('Pix'),
  upi: { text: 'UPI' },
  paynow: drawing('Paynow'),
  // The packages' drawing is a traced one of 43 kB.
  promptpay: { text: 'PromptPay' },
  payto: { text: 'PayTo' },

  link: { text: 'link', background: '#00d66f', color: '#011e0f' },
  paypal: drawing('Paypal'),
  amazon_pay: drawing('Amazon'),
  cashapp: { from: '@iconify-json/simple-icons', name: 'cashapp', background: '#00c244' },
  revolut_pay: { from: '@iconify-json/simple-icons', name: 'revolut', background: '#191c1f' },
  satispay: { text: 'Satispay', background: '#f94c43', color: '#fff' },
  mb_way: drawing('MbWay'),
  mobilepay: drawing('MobilePay'),
  vipps: drawing('Vipps'),
  alipay: drawing('Alipay'),
  wechat_pay: drawing('Wechatpay'),
  grabpay: drawing('GrabPay'),
  gcash: drawing('GCash'),
  paypay: { text: 'PayPay', background: '#f03', color: '#fff' },
  kakao_pay: drawing('KakaoPay'),
  naver_pay: { from: '@iconify-json/simple-icons', name: 'naver', background: '#03c75a' },
  payco: drawing('Payco'),
  samsung_pay: drawing('SamsungPay'),

  klarna: drawing('Klarna'),
  afterpay_clearpay: drawing('Afterpay'),
  affirm: drawing('Affirm'),
  alma: { text: 'alma', background: '#fa5022', color: '#fff' },
  scalapay: { text: 'scalapay' },
  sequra: { text: 'seQura' },
  billie: { text: 'Billie' },
  sunbit: { text: 'Sunbit' },
  zip: drawing('Zip'),

  sepa_debit: drawing('Sepa'),
  bacs_debit: drawing('DirectDebit'),
  acss_debit: bank,
  us_bank_account: bank,
  au_becs_debit: bank,
  nz_bank_account: bank,
  customer_balance: bank,

  multibanco: drawing('Multibanco'),
  konbini: drawing('Konbini'),
  oxxo: drawing('Oxxo'),
  boleto: drawing('Boleto'),
  crypto: { sign: 'coin' },
};
