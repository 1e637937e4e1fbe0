/** What the shopper typed, as `payment_method_data` and `payment_method_options` take it. */
import type { Params } from '../../shared/api.ts';
import type { BillingDetails } from '../../shared/protocol.ts';
import { digitsOf, parseExpiry } from '../fields/card.ts';
import type { FieldName, Values } from '../fields/fields.ts';

const ADDRESS = {
  country: 'country',
  postal_code: 'postalCode',
  state: 'administrativeArea',
  city: 'locality',
  line1: 'addressLine1',
  line2: 'addressLine2',
} as const satisfies Record<string, FieldName>;

/** Contact data among the fields that were shown; nothing from those that were not. */
export function billingDetails(values: Values, shown: readonly FieldName[]): BillingDetails {
  const value = (name: FieldName): string | undefined => {
    const text = shown.includes(name) ? values[name]?.trim() : undefined;
    return text === '' ? undefined : text;
  };
  const address = Object.fromEntries(
    Object.entries(ADDRESS).flatMap(([key, name]) => {
      const text = value(name);
      return text === undefined ? [] : [[key, text]];
    }),
  );
  const { name, email, phone } = {
    name: value('name'),
    email: value('email'),
    phone: value('phone'),
  };
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(Object.keys(address).length > 0 && { address }),
  };
}

/** `{ sepa_debit: { iban } }` and the like. */
export function methodDetails(type: string, values: Values): Params {
  const plain = (name: FieldName): string => digitsOf(values[name] ?? '');
  switch (type) {
    case 'card': {
      const { month, year } = parseExpiry(values.expiry ?? '') ?? { month: 0, year: 0 };
      const card = { number: plain('number'), exp_month: month, exp_year: year, cvc: values.cvc };
      return { card };
    }
    case 'sepa_debit':
      return { sepa_debit: { iban: (values.iban ?? '').replaceAll(' ', '') } };
    case 'bacs_debit':
      return {
        bacs_debit: { sort_code: plain('sortCode'), account_number: plain('accountNumber') },
      };
    case 'au_becs_debit':
      return {
        au_becs_debit: { bsb_number: plain('bsbNumber'), account_number: plain('accountNumber') },
      };
    case 'payto':
      return { payto: { bsb_number: plain('bsbNumber'), account_number: plain('accountNumber') } };
    case 'acss_debit':
      return {
        acss_debit: {
          institution_number: plain('institutionNumber'),
          transit_number: plain('transitNumber'),
          account_number: plain('accountNumber'),
        },
      };
    case 'us_bank_account':
      return {
        us_bank_account: {
          routing_number: plain('routingNumber'),
          account_number: plain('accountNumber'),
          account_holder_type: 'individual',
        },
      };
    case 'nz_bank_account': {
      const number = plain('nzAccountNumber');
      return {
        nz_bank_account: {
          bank_code: number.slice(0, 2),
          branch_code: number.slice(2, 6),
          account_number: number.slice(6, 13),
          suffix: number.slice(13).padStart(3, '0'),
        },
      };
    }
    case 'fpx':
      return { fpx: { bank: values.bank } };
    case 'boleto':
      return { boleto: { tax_id: values.taxId } };
    case 'sofort':
      return { sofort: { country: values.country } };
    default:
      return {};
  }
}

/** What belongs to this payment and not to the method. */
export function methodOptions(type: string, values: Values): Params | undefined {
  switch (type) {
    case 'blik':
      return { blik: { code: digitsOf(values.blikCode ?? '') } };
    case 'wechat_pay':
      return { wechat_pay: { client: 'web' } };
    default:
      return undefined;
  }
}
