/** Card numbers, expiry dates and security codes: brand, check digit, and the way people write them. */
import { isLuhnValid } from '../../../test-data/card-entry.ts';

export type CardBrand =
  'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown';

interface BrandRules {
  name: string;
  /** What its numbers begin with. */
  prefix: RegExp;
  lengths: number[];
  /** Sizes of the groups that the number is written in. */
  groups: number[];
  cvcLength: number;
}

const FOURS = [4, 4, 4, 4, 4];

/** From the ranges that the networks publish (ISO/IEC 7812 issuer identification numbers). */
const BRANDS: Record<Exclude<CardBrand, 'unknown'>, BrandRules> = {
  visa: { name: 'Visa', prefix: /^4/, lengths: [16], groups: FOURS, cvcLength: 3 },
  mastercard: {
    name: 'Mastercard',
    prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    groups: FOURS,
    cvcLength: 3,
  },
  amex: {
    name: 'American Express',
    prefix: /^3[47]/,
    lengths: [15],
    groups: [4, 6, 5],
    cvcLength: 4,
  },
  diners: {
    name: 'Diners Club',
    prefix: /^(30[0-5]|309|36|38|39)/,
    lengths: [14, 16],
    groups: FOURS,
    cvcLength: 3,
  },
  jcb: { name: 'JCB', prefix: /^35(2[89]|[3-8])/, lengths: [16], groups: FOURS, cvcLength: 3 },
  discover: {
    name: 'Discover',
    prefix: /^(6011|64[4-9]|65)/,
    lengths: [16],
    groups: FOURS,
    cvcLength: 3,
  },
  unionpay: {
    name: 'UnionPay',
    prefix: /^62/,
    lengths: [16, 17, 18, 19],
    groups: FOURS,
    cvcLength: 3,
  },
};

const UNKNOWN: BrandRules = {
  name: 'Card',
  prefix: /^/,
  lengths: [16],
  groups: FOURS,
  cvcLength: 3,
};

export function brandOf(number: string): CardBrand {
  const digits = digitsOf(number);
  const match = Object.entries(BRANDS).find(([, { prefix }]) => prefix.test(digits));
  return (match?.[0] ?? 'unknown') as CardBrand;
}

function rules(brand: CardBrand): BrandRules {
  return brand === 'unknown' ? UNKNOWN : BRANDS[brand];
}

export const brandName = (brand: CardBrand): string => rules(brand).name;
export const cvcLength = (brand: CardBrand): number => rules(brand).cvcLength;

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** `4242424242424242` → `4242 4242 4242 4242`, in the groups that the brand prints. */
export function formatNumber(text: string): string {
  const { groups, lengths } = rules(brandOf(text));
  const digits = digitsOf(text).slice(0, Math.max(...lengths));
  const written: string[] = [];
  let start = 0;
  for (const size of groups) {
    if (start >= digits.length) break;
    written.push(digits.slice(start, start + size));
    start += size;
  }
  return written.join(' ');
}

export type CardProblem = 'incomplete' | 'invalid' | undefined;

export function numberProblem(number: string): CardProblem {
  const digits = digitsOf(number);
  const { lengths } = rules(brandOf(digits));
  if (digits.length < Math.min(...lengths)) return 'incomplete';
  if (isLuhnValid(digits)) return undefined;
  // A longer number of the same brand may still come.
  return digits.length < Math.max(...lengths) ? 'incomplete' : 'invalid';
}

/** `1234` and `12/2034` → `12 / 34`; `5` → `05 / `, since no month begins with it. */
export function formatExpiry(text: string): string {
  // The space behind the slash was deleted: what is meant to go is the digit before.
  if (/^\d\d \/$/.test(text)) return text.slice(0, 1);
  const { month, year } = splitExpiry(text);
  return month.length < 2 ? month : `${month} / ${year}`;
}

function splitExpiry(text: string): { month: string; year: string } {
  const [first = '', second] = text.replace(/^\D+/, '').split(/\D+/);
  const typed = second === undefined ? first : first.padStart(2, '0') + second;
  const digits = /^[2-9]/.test(typed) ? `0${typed}` : typed;
  const year = digits.slice(2);
  return {
    month: digits.slice(0, 2),
    year: year.length >= 4 ? year.slice(2, 4) : year.slice(0, 2),
  };
}

export interface Expiry {
  month: number;
  /** Four digits. */
  year: number;
}

export function parseExpiry(text: string): Expiry | undefined {
  const { month, year } = splitExpiry(text);
  if (month.length < 2 || year.length < 2) return undefined;
  return { month: Number(month), year: 2000 + Number(year) };
}

export type ExpiryProblem = 'incomplete' | 'invalid' | 'past_month' | 'past_year' | undefined;

/** A card is good to the end of its month; Stripe takes none that is said to last 50 years. */
export function expiryProblem(text: string, now: Date): ExpiryProblem {
  const expiry = parseExpiry(text);
  if (!expiry) return 'incomplete';
  const { month, year } = expiry;
  const thisYear = now.getFullYear();
  if (month < 1 || month > 12 || year > thisYear + 50) return 'invalid';
  if (year < thisYear) return 'past_year';
  return year === thisYear && month < now.getMonth() + 1 ? 'past_month' : undefined;
}
