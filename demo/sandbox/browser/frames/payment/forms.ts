/** What the Payment Element asks for each payment method, and what it says will happen next. */
import { ibanNeedsAddress } from '../../../test-data/iban.ts';
import type { TextKey } from '../locales/en.ts';
import { asksCardPostalCode, hasPostalCode, hasState } from '../fields/address.ts';
import type { FieldName, Values } from '../fields/fields.ts';

export interface MethodForm {
  fields: (values: Values) => FieldName[];
  /** What the shopper may expect after paying. */
  next?: TextKey;
  /** Paying gives the shop's bank leave to debit the account. */
  mandate?: true;
}

const address = ({ country = '' }: Values): FieldName[] => [
  'country',
  'addressLine1',
  'addressLine2',
  'locality',
  ...(hasState(country) ? (['administrativeArea'] as const) : []),
  ...(hasPostalCode(country) ? (['postalCode'] as const) : []),
];

const ask =
  (...fields: FieldName[]) =>
  (): FieldName[] =>
    fields;

const redirect: MethodForm = { fields: ask(), next: 'next.redirect' };
const redirectWithName: MethodForm = { ...redirect, fields: ask('name') };
const instructions: MethodForm = { fields: ask(), next: 'next.instructions' };
const debit = (fields: MethodForm['fields']): MethodForm => ({ fields, mandate: true });

/** Methods that ask for something. The others send the shopper away and ask there. */
const FORMS: Record<string, MethodForm> = {
  card: {
    fields: ({ country = '' }) => [
      'number',
      'expiry',
      'cvc',
      'country',
      ...(asksCardPostalCode(country) ? (['postalCode'] as const) : []),
    ],
  },

  acss_debit: debit(ask('name', 'email', 'institutionNumber', 'transitNumber', 'accountNumber')),
  au_becs_debit: debit(ask('name', 'email', 'bsbNumber', 'accountNumber')),
  bacs_debit: debit((values) => ['name', 'email', 'sortCode', 'accountNumber', ...address(values)]),
  nz_bank_account: debit(ask('name', 'email', 'nzAccountNumber')),
  sepa_debit: debit((values) => [
    'name',
    'email',
    'iban',
    ...(ibanNeedsAddress(values.iban ?? '') ? address(values) : []),
  ]),
  us_bank_account: debit(ask('name', 'email', 'routingNumber', 'accountNumber')),

  bancontact: redirectWithName,
  eps: redirectWithName,
  fpx: { ...redirect, fields: ask('bank') },
  giropay: redirectWithName,
  p24: { ...redirect, fields: ask('name', 'email') },
  sofort: { ...redirect, fields: ask('country') },

  afterpay_clearpay: { ...redirect, fields: (values) => ['email', 'name', ...address(values)] },
  billie: { ...redirect, fields: ask('email') },
  klarna: { ...redirect, fields: ask('email', 'country') },
  scalapay: { ...redirect, fields: ask('name', 'email') },

  blik: { fields: ask('blikCode'), next: 'next.app' },
  mb_way: { fields: ask('phone'), next: 'next.app' },
  payto: debit(ask('name', 'email', 'bsbNumber', 'accountNumber')),

  boleto: { ...instructions, fields: (values) => ['name', 'email', 'taxId', ...address(values)] },
  customer_balance: instructions,
  konbini: { ...instructions, fields: ask('name', 'email') },
  multibanco: { ...instructions, fields: ask('email') },
  oxxo: { ...instructions, fields: ask('name', 'email') },
  paynow: instructions,
  pix: instructions,
  promptpay: { ...instructions, fields: ask('email') },
  swish: instructions,
  upi: instructions,
  wechat_pay: instructions,

  apple_pay: { fields: ask(), next: 'next.sheet' },
  google_pay: { fields: ask(), next: 'next.sheet' },
  link: { fields: ask('email'), next: 'next.sheet' },
};

export const formOf = (type: string): MethodForm => FORMS[type] ?? redirect;
