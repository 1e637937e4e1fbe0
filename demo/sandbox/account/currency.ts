import type { Country } from '../../../server/methods/index.ts';
import type { Currency } from '../../../server/money/index.ts';

const OTHER_THAN_EURO: Partial<Record<Country, Currency>> = {
  AE: 'aed',
  AU: 'aud',
  BR: 'brl',
  CA: 'cad',
  CH: 'chf',
  CZ: 'czk',
  DK: 'dkk',
  GB: 'gbp',
  GI: 'gbp',
  HK: 'hkd',
  HU: 'huf',
  ID: 'idr',
  IN: 'inr',
  JP: 'jpy',
  LI: 'chf',
  MX: 'mxn',
  MY: 'myr',
  NO: 'nok',
  NZ: 'nzd',
  PH: 'php',
  PL: 'pln',
  RO: 'ron',
  SE: 'sek',
  SG: 'sgd',
  TH: 'thb',
  US: 'usd',
};

/** The currency in which an account of that country is paid out. */
export const settlementCurrency = (country: Country): Currency => OTHER_THAN_EURO[country] ?? 'eur';
