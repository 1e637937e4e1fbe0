/** The fields of the elements: how each is written, completed by the browser, and checked. */
import type { TextKey } from '../locales/en.ts';
import { COUNTRIES } from './address.ts';
import * as card from './card.ts';
import { formatIban, ibanProblem } from './iban.ts';

/** Stripe's names, which tests of shops look for. */
export type FieldName =
  | 'number'
  | 'expiry'
  | 'cvc'
  | 'country'
  | 'postalCode'
  | 'name'
  | 'email'
  | 'phone'
  | 'addressLine1'
  | 'addressLine2'
  | 'locality'
  | 'administrativeArea'
  | 'iban'
  | 'sortCode'
  | 'accountNumber'
  | 'bsbNumber'
  | 'nzAccountNumber'
  | 'routingNumber'
  | 'institutionNumber'
  | 'transitNumber'
  | 'blikCode'
  | 'bank'
  | 'taxId';

export type Values = Partial<Record<FieldName, string>>;

export interface Problem {
  /** Stripe's: `incomplete_number`, `invalid_expiry_year_past`, … */
  code: string;
  text: TextKey;
}

export interface Field {
  label: (values: Values) => TextKey;
  placeholder?: string;
  autocomplete: AutoFill;
  type?: 'text' | 'email' | 'tel';
  inputMode?: 'numeric' | 'text';
  /** As the shopper types. */
  format?: (text: string, values: Values) => string;
  problem: (text: string, values: Values) => Problem | undefined;
  /** Its values, for a list to choose from; labels come from the view. */
  options?: readonly string[];
  /** Written from left to right in every language. */
  ltr?: true;
  /** Takes half of the row. */
  half?: true;
}

const complete = (): undefined => undefined;

const required =
  (code: string, text: TextKey = 'error.required') =>
  (value: string): Problem | undefined =>
    value.trim() === '' ? { code, text } : undefined;

/** Digits in groups, and complete with all of them. */
function digits(
  length: number,
  code: string,
  { groups, separator = '-' }: { groups?: number; separator?: string } = {},
) {
  return {
    type: 'text' as const,
    inputMode: 'numeric' as const,
    autocomplete: 'off' as const,
    ltr: true as const,
    format(text: string): string {
      const plain = card.digitsOf(text).slice(0, length);
      if (!groups) return plain;
      return plain.replace(new RegExp(`(\\d{${groups}})(?=\\d)`, 'g'), `$1${separator}`);
    },
    problem: (text: string): Problem | undefined =>
      card.digitsOf(text).length === length
        ? undefined
        : { code: `incomplete_${code}`, text: 'error.required' },
  };
}

const EXPIRY_CODES = {
  incomplete: 'incomplete_expiry',
  invalid: 'invalid_expiry_month',
  past_month: 'invalid_expiry_month_past',
  past_year: 'invalid_expiry_year_past',
} as const;

export const FIELDS: Record<FieldName, Field> = {
  number: {
    label: () => 'label.number',
    placeholder: '1234 1234 1234 1234',
    autocomplete: 'cc-number',
    inputMode: 'numeric',
    ltr: true,
    format: card.formatNumber,
    problem(text) {
      const problem = card.numberProblem(text);
      return problem && { code: `${problem}_number`, text: `error.number.${problem}` };
    },
  },
  expiry: {
    label: () => 'label.expiry',
    placeholder: 'MM / YY',
    autocomplete: 'cc-exp',
    inputMode: 'numeric',
    ltr: true,
    half: true,
    format: card.formatExpiry,
    problem(text) {
      const problem = card.expiryProblem(text, new Date());
      return problem && { code: EXPIRY_CODES[problem], text: `error.expiry.${problem}` };
    },
  },
  cvc: {
    label: () => 'label.cvc',
    placeholder: 'CVC',
    autocomplete: 'cc-csc',
    inputMode: 'numeric',
    ltr: true,
    half: true,
    format: (text, { number = '' }) =>
      card.digitsOf(text).slice(0, card.cvcLength(card.brandOf(number))),
    problem: (text, { number = '' }) =>
      text.length === card.cvcLength(card.brandOf(number))
        ? undefined
        : { code: 'incomplete_cvc', text: 'error.cvc.incomplete' },
  },
  country: {
    label: () => 'label.country',
    autocomplete: 'billing country',
    options: COUNTRIES,
    problem: required('incomplete_country'),
  },
  postalCode: {
    label: ({ country }) => (country === 'US' ? 'label.zip' : 'label.postalCode'),
    placeholder: '12345',
    autocomplete: 'billing postal-code',
    ltr: true,
    format: (text, { country }) => (country === 'US' ? text.replace(/[^\d-]/g, '') : text),
    problem: (text, { country }) =>
      (country === 'US' ? /^\d{5}(-\d{4})?$/ : /\S{2,}/).test(text)
        ? undefined
        : { code: 'incomplete_zip', text: 'error.postalCode.incomplete' },
  },
  name: {
    label: () => 'label.name',
    autocomplete: 'billing name',
    problem: required('incomplete_name'),
  },
  email: {
    label: () => 'label.email',
    placeholder: 'you@example.com',
    autocomplete: 'email',
    type: 'email',
    ltr: true,
    problem(text) {
      if (!text.trim()) return { code: 'incomplete_email', text: 'error.email.incomplete' };
      if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())) return undefined;
      return { code: 'invalid_email', text: 'error.email.invalid' };
    },
  },
  phone: {
    label: () => 'label.phone',
    placeholder: '+1 201 555 0123',
    autocomplete: 'tel',
    type: 'tel',
    ltr: true,
    problem: (text) =>
      /^\+?[\d\s().-]{6,}$/.test(text.trim())
        ? undefined
        : { code: 'incomplete_phone_number', text: 'error.required' },
  },
  addressLine1: {
    label: () => 'label.line1',
    autocomplete: 'billing address-line1',
    problem: required('incomplete_address'),
  },
  addressLine2: {
    label: () => 'label.line2',
    autocomplete: 'billing address-line2',
    problem: complete,
  },
  locality: {
    label: () => 'label.city',
    autocomplete: 'billing address-level2',
    half: true,
    problem: required('incomplete_address'),
  },
  administrativeArea: {
    label: () => 'label.state',
    autocomplete: 'billing address-level1',
    half: true,
    problem: required('incomplete_address'),
  },
  iban: {
    label: () => 'label.iban',
    placeholder: 'DE00 0000 0000 0000 0000 00',
    autocomplete: 'off',
    ltr: true,
    format: formatIban,
    problem(text) {
      const problem = ibanProblem(text);
      if (!problem) return undefined;
      const code =
        problem === 'unsupported_country' ? 'invalid_iban_country_code' : `${problem}_iban`;
      return { code, text: `error.iban.${problem}` };
    },
  },
  sortCode: {
    label: () => 'label.sortCode',
    placeholder: '10-88-00',
    half: true,
    ...digits(6, 'sort_code', { groups: 2 }),
  },
  accountNumber: {
    label: () => 'label.accountNumber',
    autocomplete: 'off',
    inputMode: 'numeric',
    ltr: true,
    half: true,
    format: (text) => card.digitsOf(text).slice(0, 17),
    problem: (text) =>
      text.length >= 5 ? undefined : { code: 'incomplete_account_number', text: 'error.required' },
  },
  bsbNumber: {
    label: () => 'label.bsb',
    placeholder: '000-000',
    half: true,
    ...digits(6, 'au_bank_account_bsb', { groups: 3 }),
  },
  nzAccountNumber: {
    label: () => 'label.accountNumber',
    placeholder: '11-0000-0000000-010',
    autocomplete: 'off',
    inputMode: 'numeric',
    ltr: true,
    format(text) {
      const plain = card.digitsOf(text).slice(0, 16);
      const parts = [plain.slice(0, 2), plain.slice(2, 6), plain.slice(6, 13), plain.slice(13)];
      return parts.filter(Boolean).join('-');
    },
    problem: (text) =>
      card.digitsOf(text).length >= 15
        ? undefined
        : { code: 'incomplete_account_number', text: 'error.required' },
  },
  routingNumber: {
    label: () => 'label.routingNumber',
    placeholder: '110000000',
    half: true,
    ...digits(9, 'routing_number'),
  },
  institutionNumber: {
    label: () => 'label.institutionNumber',
    placeholder: '000',
    half: true,
    ...digits(3, 'institution_number'),
  },
  transitNumber: {
    label: () => 'label.transitNumber',
    placeholder: '11000',
    half: true,
    ...digits(5, 'transit_number'),
  },
  blikCode: {
    label: () => 'label.blikCode',
    placeholder: '123456',
    ...digits(6, 'blik_code'),
    autocomplete: 'one-time-code',
  },
  bank: {
    label: () => 'label.bank',
    autocomplete: 'off',
    options: ['maybank2u', 'cimb', 'public_bank', 'rhb', 'hong_leong_bank', 'ambank', 'bank_islam'],
    problem: required('incomplete_bank'),
  },
  taxId: {
    label: () => 'label.taxId',
    placeholder: '000.000.000-00',
    autocomplete: 'off',
    inputMode: 'numeric',
    ltr: true,
    format(text) {
      const plain = card.digitsOf(text).slice(0, 14);
      if (plain.length > 11) {
        return plain.replace(/(\d{2})(\d{3})(\d{3})(\d{4})(\d*)/, '$1.$2.$3/$4-$5');
      }
      return plain.replace(/(\d{3})(?=\d)/g, '$1.').replace(/^(\d{3}\.\d{3}\.\d{3})\./, '$1-');
    },
    problem: (text) =>
      [11, 14].includes(card.digitsOf(text).length)
        ? undefined
        : { code: 'incomplete_tax_id', text: 'error.required' },
  },
};
