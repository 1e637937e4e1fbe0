/** Card details as a shopper types them in, before any bank is asked. */
import { type Decline, type DeclineName, declines } from './declines.ts';

export type Brand = 'amex' | 'diners' | 'discover' | 'jcb' | 'mastercard' | 'unionpay' | 'visa';

export interface CardEntry {
  /** Spaces and hyphens are ignored. */
  number: string;
  exp_month: number;
  /** With or without the century. */
  exp_year: number;
  cvc?: string | undefined;
}

export const digitsOf = (number: string): string => number.replaceAll(/[\s-]/g, '');

export const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

/** What is wrong with the entry, if anything is. */
export function entryProblem(entry: CardEntry, now: Date): Decline | undefined {
  const name = problemName(entry, now);
  return name && declines[name];
}

function problemName(entry: CardEntry, now: Date): DeclineName | undefined {
  const number = digitsOf(entry.number);
  if (!isLuhnValid(number)) return 'incorrect_number';
  if (entry.exp_month < 1 || entry.exp_month > 12) return 'invalid_expiry_month';
  const years = fullYear(entry.exp_year) - now.getUTCFullYear();
  if (years < 0 || years > 50) return 'invalid_expiry_year';
  if (years === 0 && entry.exp_month < now.getUTCMonth() + 1) return 'invalid_expiry_month';
  if (entry.cvc !== undefined) {
    const pattern = brandOf(number) === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/;
    if (!pattern.test(entry.cvc)) return 'invalid_cvc';
  }
  return undefined;
}

/** From the leading digits (ISO/IEC 7812). */
export function brandOf(number: string): Brand {
  if (/^3[47]/.test(number)) return 'amex';
  if (/^3(0[0-5]|[689])/.test(number)) return 'diners';
  if (number.startsWith('35')) return 'jcb';
  if (number.startsWith('62')) return 'unionpay';
  if (number.startsWith('6')) return 'discover';
  if (/^(5|2[2-7])/.test(number)) return 'mastercard';
  return 'visa';
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function isLuhnValid(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  let sum = 0;
  for (const [index, digit] of Array.from(number, Number).reverse().entries()) {
    const value = digit * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
