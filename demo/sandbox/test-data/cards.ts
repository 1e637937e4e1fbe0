/**
 * Stripe's test cards. To add one, add a row.
 * Source: docs.stripe.com/testing, as of 2026-08-07.
 */
import { type Brand, brandOf } from './card-entry.ts';
import type { DeclineName } from './declines.ts';
import { fingerprintOf } from './references.ts';

/**
 * When a shopper has to prove who they are.
 *
 * - `unenrolled`: 3-D Secure is known but the card is not in it: an attempt is noted, nobody is asked
 * - `unsupported`: the card knows no 3-D Secure
 * - `frictionless`: the bank is content without asking
 * - `optional`: asked only if the intent wants it (`request_three_d_secure`)
 * - `unless_set_up`: asked on session; off session not once the card has been set up
 * - `already_set_up`: asked on session; off session never
 * - `always`: asked each time, off session too
 */
export type Authentication =
  | 'unenrolled'
  | 'unsupported'
  | 'frictionless'
  | 'optional'
  | 'unless_set_up'
  | 'already_set_up'
  | 'always';

export interface TestCard {
  /** Digits only. */
  number: string;
  brand: Brand;
  /** Of a co-branded card, the network besides `brand`. */
  coBrand?: 'cartes_bancaires' | 'eftpos_au';
  funding: 'credit' | 'debit' | 'prepaid';
  /** Where it was issued. */
  country: string;
  authentication: Authentication;
  /** The bank's directory fails when it is asked to authenticate. */
  authenticationFails?: true;
  /** The bank refuses: every use, or only charges (then it can be attached and set up). */
  decline?: { use: 'any' | 'charge'; as: DeclineName };
  /** Radar's opinion. `blocked` is refused before the bank is asked. */
  risk: 'normal' | 'elevated' | 'highest' | 'blocked';
  /** Checks that fail if the data was sent at all. */
  failedChecks: readonly ('cvc' | 'address_line1' | 'address_postal_code')[];
  /** Disputes that follow a successful charge at once. */
  disputes: readonly TestDispute[];
  /** The issuer reports fraud without disputing. */
  earlyFraudWarning?: true;
  /** Refunds begin pending and succeed later, or begin succeeded and fail later. */
  refund?: 'pending' | 'fails';
  /** The money is available at once instead of pending. */
  available?: true;
}

export interface TestDispute {
  reason: 'fraudulent' | 'product_not_received' | 'noncompliant';
  /** The bank asks first, without taking the money: `warning_needs_response`. */
  inquiry?: true;
  /** 3-D Secure shifts this one to the bank: an authenticated payment is not disputed. */
  sparedByAuthentication?: true;
}

/** A row: what differs from a Visa credit card issued in the United States that simply works. */
interface Row extends Partial<Omit<TestCard, 'number' | 'brand'>> {
  number: string;
  /** `visa` makes it `pm_card_visa` and `tok_visa`. */
  token?: string | readonly string[];
}

const declined = (as: DeclineName): Pick<TestCard, 'decline'> => ({ decline: { use: 'any', as } });
const chargeDeclined = (as: DeclineName): Pick<TestCard, 'decline'> => ({
  decline: { use: 'charge', as },
});

const fraudulent: TestDispute = { reason: 'fraudulent', sparedByAuthentication: true };

const byBrand: readonly Row[] = [
  { number: '4242 4242 4242 4242', token: ['visa', 'us'] },
  { number: '4000 0566 5566 5556', token: 'visa_debit', funding: 'debit' },
  { number: '5555 5555 5555 4444', token: 'mastercard' },
  { number: '2223 0031 2200 3222' },
  { number: '5200 8282 8282 8210', token: 'mastercard_debit', funding: 'debit' },
  { number: '5105 1051 0510 5100', token: 'mastercard_prepaid', funding: 'prepaid' },
  {
    number: '3782 822463 10005',
    token: ['amex', 'amex_threeDSecureNotSupported'],
    authentication: 'unsupported',
  },
  { number: '3714 496353 98431', authentication: 'unsupported' },
  { number: '6011 1111 1111 1117', token: 'discover' },
  { number: '6011 0009 9013 9424' },
  { number: '6011 9811 1111 1113', funding: 'debit' },
  { number: '3056 9300 0902 0004', token: 'diners' },
  { number: '3622 720627 1667' },
  { number: '3566 0020 2036 0505', token: 'jcb', country: 'JP' },
  { number: '6200 0000 0000 0005', token: 'unionpay', country: 'CN' },
  { number: '6200 0000 0000 0047', funding: 'debit', country: 'CN' },
  { number: '6205 5000 0000 0000 004', country: 'CN' },
  {
    number: '4000 0025 0000 1001',
    token: 'visa_cartesBancaires',
    coBrand: 'cartes_bancaires',
    country: 'FR',
  },
  {
    number: '5555 5525 0000 1001',
    token: 'mastercard_cartesBancaires',
    coBrand: 'cartes_bancaires',
    country: 'FR',
  },
  {
    number: '4000 0503 6000 0001',
    token: 'visa_debit_eftposAuCoBranded',
    coBrand: 'eftpos_au',
    funding: 'debit',
    country: 'AU',
  },
  {
    number: '5555 0503 6000 0080',
    token: 'mastercard_debit_eftposAuCoBranded',
    coBrand: 'eftpos_au',
    funding: 'debit',
    country: 'AU',
  },
];

/** `pm_card_be` and so on. */
const byCountry: Readonly<Record<string, string>> = {
  AE: '4000 0078 4000 0001',
  AR: '4000 0003 2000 0021',
  AT: '4000 0004 0000 0008',
  AU: '4000 0003 6000 0006',
  BE: '4000 0005 6000 0004',
  BG: '4000 0010 0000 0000',
  BR: '4000 0007 6000 0002',
  BY: '4000 0011 2000 0005',
  CA: '4000 0012 4000 0000',
  CH: '4000 0075 6000 0009',
  CL: '4000 0015 2000 0001',
  CN: '4000 0015 6000 0002',
  CO: '4000 0017 0000 0003',
  CR: '4000 0018 8000 0005',
  CY: '4000 0019 6000 0008',
  CZ: '4000 0020 3000 0002',
  DE: '4000 0027 6000 0016',
  DK: '4000 0020 8000 0001',
  EC: '4000 0021 8000 0000',
  EE: '4000 0023 3000 0009',
  ES: '4000 0072 4000 0007',
  FI: '4000 0024 6000 0001',
  FR: '4000 0025 0000 0003',
  GB: '4000 0082 6000 0000',
  GI: '4000 0029 2000 0005',
  GR: '4000 0030 0000 0030',
  HK: '4000 0034 4000 0004',
  HR: '4000 0019 1000 0009',
  HU: '4000 0034 8000 0005',
  IE: '4000 0037 2000 0005',
  IN: '4000 0035 6000 0008',
  IT: '4000 0038 0000 0008',
  JP: '4000 0039 2000 0003',
  LI: '4000 0043 8000 0004',
  LT: '4000 0044 0000 0000',
  LU: '4000 0044 2000 0006',
  LV: '4000 0042 8000 0005',
  MT: '4000 0047 0000 0007',
  MX: '4000 0048 4000 8001',
  MY: '4000 0045 8000 0002',
  NL: '4000 0052 8000 0002',
  NO: '4000 0057 8000 0007',
  NZ: '4000 0055 4000 0008',
  PA: '4000 0059 1000 0000',
  PE: '4000 0060 4000 0068',
  PL: '4000 0061 6000 0005',
  PT: '4000 0062 0000 0007',
  PY: '4000 0060 0000 0066',
  RO: '4000 0064 2000 0001',
  SA: '4000 0068 2000 0007',
  SE: '4000 0075 2000 0008',
  SG: '4000 0070 2000 0003',
  SI: '4000 0070 5000 0006',
  SK: '4000 0070 3000 0001',
  TW: '4000 0015 8000 0008',
  UY: '4000 0085 8000 0003',
};

const moreByCountry: readonly Row[] = [
  { number: '5200 0078 4000 0022', token: 'ae_mastercard', country: 'AE' },
  { number: '4000 0582 6000 0005', token: 'gb_debit', country: 'GB', funding: 'debit' },
  { number: '5555 5582 6555 4449', token: 'gb_mastercard', country: 'GB' },
  { number: '3530 1113 3330 0000', country: 'JP' },
  { number: '4000 0076 4000 0003', token: 'th_credit', country: 'TH' },
  { number: '4000 0576 4000 0008', token: 'th_debit', country: 'TH', funding: 'debit' },
];

/** None of these can be attached to a customer, but for the last. */
const bankDeclines: readonly Row[] = [
  {
    number: '4000 0000 0000 0002',
    token: ['visa_chargeDeclined', 'chargeDeclined'],
    ...declined('generic_decline'),
  },
  {
    number: '4000 0000 0000 9995',
    token: ['visa_chargeDeclinedInsufficientFunds', 'chargeDeclinedInsufficientFunds'],
    ...declined('insufficient_funds'),
  },
  {
    number: '4000 0000 0000 9987',
    token: 'visa_chargeDeclinedLostCard',
    ...declined('lost_card'),
  },
  {
    number: '4000 0000 0000 9979',
    token: 'visa_chargeDeclinedStolenCard',
    ...declined('stolen_card'),
  },
  {
    number: '4000 0000 0000 6975',
    token: 'visa_chargeDeclinedVelocityLimitExceeded',
    ...declined('card_velocity_exceeded'),
  },
  {
    number: '4000 0000 0000 0069',
    token: 'chargeDeclinedExpiredCard',
    ...declined('expired_card'),
  },
  {
    number: '4000 0000 0000 0127',
    token: 'chargeDeclinedIncorrectCvc',
    ...declined('incorrect_cvc'),
  },
  {
    number: '4000 0000 0000 0119',
    token: 'chargeDeclinedProcessingError',
    ...declined('processing_error'),
  },
  {
    number: '4000 0000 0000 0341',
    token: 'chargeCustomerFail',
    ...chargeDeclined('generic_decline'),
  },
];

const threeDSecure: readonly Row[] = [
  {
    number: '4000 0025 0000 3155',
    token: 'authenticationRequiredOnSetup',
    country: 'FR',
    authentication: 'unless_set_up',
  },
  {
    number: '4000 0027 6000 3184',
    token: 'authenticationRequired',
    country: 'DE',
    authentication: 'always',
  },
  {
    number: '4000 0038 0000 0446',
    token: 'authenticationRequiredSetupForOffSession',
    country: 'IT',
    authentication: 'already_set_up',
  },
  {
    number: '4000 0082 6000 3178',
    token: 'authenticationRequiredChargeDeclinedInsufficientFunds',
    country: 'GB',
    authentication: 'always',
    ...chargeDeclined('insufficient_funds'),
  },
  {
    number: '4000 0000 0000 3220',
    token: ['threeDSecure2Required', 'threeDSecureRequired'],
    country: 'IE',
    authentication: 'unless_set_up',
  },
  { number: '4000 0084 0000 0027', authentication: 'unless_set_up' },
  {
    number: '4000 0084 0000 1629',
    token: 'threeDSecureRequiredChargeDeclined',
    authentication: 'unless_set_up',
    ...chargeDeclined('generic_decline'),
  },
  {
    number: '4000 0084 0000 1280',
    token: 'threeDSecureRequiredProcessingError',
    authentication: 'unless_set_up',
    authenticationFails: true,
  },
  { number: '4000 0000 0000 3055', token: 'threeDSecureOptional', authentication: 'optional' },
  {
    number: '4000 0000 0000 3097',
    token: 'threeDSecureOptionalProcessingError',
    authentication: 'optional',
    authenticationFails: true,
  },
  { number: '4000 0000 3220 0000', authentication: 'frictionless' },
];

/** What Radar may block by an account's own rules, it lets pass here, and says what it found. */
const radar: readonly Row[] = [
  { number: '4100 0000 0000 0019', token: 'radarBlock', risk: 'blocked' },
  { number: '4000 0000 0000 4954', token: 'riskLevelHighest', risk: 'highest' },
  { number: '4000 0000 0000 9235', token: 'riskLevelElevated', risk: 'elevated' },
  { number: '4000 0000 0000 0101', token: 'cvcCheckFail', failedChecks: ['cvc'] },
  { number: '4000 0000 0000 0036', token: 'avsZipFail', failedChecks: ['address_postal_code'] },
  { number: '4000 0000 0000 0028', token: 'avsLine1Fail', failedChecks: ['address_line1'] },
  {
    number: '4000 0000 0000 0010',
    token: 'avsFail',
    failedChecks: ['address_line1', 'address_postal_code'],
  },
  {
    number: '4000 0584 0030 7872',
    token: 'cvcCheckFailElevatedRisk',
    risk: 'elevated',
    failedChecks: ['cvc'],
  },
  {
    number: '4000 0584 0030 6072',
    token: 'avsZipFailElevatedRisk',
    risk: 'elevated',
    failedChecks: ['address_postal_code'],
  },
];

const disputes: readonly Row[] = [
  { number: '4000 0000 0000 0259', token: 'createDispute', disputes: [fraudulent] },
  {
    number: '4000 0000 0000 2685',
    token: 'createDisputeProductNotReceived',
    disputes: [{ reason: 'product_not_received' }],
  },
  {
    number: '4000 0000 0000 1976',
    token: 'createDisputeInquiry',
    disputes: [{ reason: 'fraudulent', inquiry: true }],
  },
  {
    number: '4000 0004 0400 0079',
    token: 'createMultipleDisputes',
    disputes: [fraudulent, { reason: 'product_not_received' }],
  },
  {
    number: '4000 0084 0000 0779',
    token: 'createComplianceDispute',
    disputes: [{ reason: 'noncompliant' }],
  },
  { number: '4000 0000 0000 5423', token: 'createIssuerFraudRecord', earlyFraudWarning: true },
];

const refundsAndFunds: readonly Row[] = [
  { number: '4000 0000 0000 7726', token: 'pendingRefund', refund: 'pending' },
  { number: '4000 0000 0000 5126', token: 'refundFail', refund: 'fails' },
  { number: '4000 0000 0000 0077', token: 'bypassPending', available: true },
  {
    number: '4000 0037 2000 0278',
    token: 'bypassPendingInternational',
    country: 'IE',
    available: true,
  },
];

const rows: readonly Row[] = [
  ...byBrand,
  ...Object.entries(byCountry).map(([country, number]) => ({
    number,
    token: country.toLowerCase(),
    country,
  })),
  ...moreByCountry,
  ...bankDeclines,
  ...threeDSecure,
  ...radar,
  ...disputes,
  ...refundsAndFunds,
];

const byNumber = new Map<string, TestCard>();
const byToken = new Map<string, TestCard>();
const byFingerprint = new Map<string, TestCard>();

for (const { token = [], number: printed, ...differences } of rows) {
  const number = printed.replaceAll(' ', '');
  const card: TestCard = {
    number,
    brand: brandOf(number),
    funding: 'credit',
    country: 'US',
    authentication: 'unenrolled',
    risk: 'normal',
    failedChecks: [],
    disputes: [],
    ...differences,
  };
  byNumber.set(number, card);
  byFingerprint.set(fingerprintOf(number), card);
  for (const name of [token].flat()) byToken.set(name, card);
}

export const testCards: readonly TestCard[] = [...byNumber.values()];

/** @param number digits only */
export const cardByNumber = (number: string): TestCard | undefined => byNumber.get(number);

/** The card that a PaymentMethod was made of. */
export const cardByFingerprint = (fingerprint: string): TestCard | undefined =>
  byFingerprint.get(fingerprint);

/** The card behind `pm_card_visa` or `tok_visa`. */
export function cardByToken(token: string): TestCard | undefined {
  const [, name = ''] = /^(?:pm_card|tok)_(\w+)$/.exec(token) ?? [];
  return byToken.get(name);
}
