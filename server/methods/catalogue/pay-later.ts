import { EEA, EU, family, HOLDS, SDK, SUPPORT_TABLE } from './entry.ts';

export const payLater = family('bnpl', {
  // The currency must be the shopper's own. Limits span Klarna's payment options and change at its
  // discretion. Held until midnight UTC of the 28th calendar day. The support table knows eight shopper
  // countries only, and leaves out accounts in the Czech Republic and Portugal.
  klarna: {
    label: 'Klarna',
    accounts:
      'AT AU BE CA CH CY CZ DE DK EE ES FI FR GB GR HR IE IT LT LU LV MT NL NO NZ PL PT RO SE SI SK US',
    crossBorder: { within: `${EEA} CH GB` },
    markets: [
      { shoppers: 'AT BE DE ES FI', currencies: 'eur', max: 10_000_00 },
      { shoppers: 'NL', currencies: 'eur', max: 5_000_00 },
      { shoppers: 'FR GR IE IT PT', currencies: 'eur', max: 4_000_00 },
      { shoppers: 'AU', currencies: 'aud', max: 4_000_00 },
      { shoppers: 'CA', currencies: 'cad', max: 17_500_00 },
      { shoppers: 'CH', currencies: 'chf', min: 1_00, max: 5_000_00 },
      { shoppers: 'CZ', currencies: 'czk', max: 100_000_00 },
      { shoppers: 'DK', currencies: 'dkk', min: 1_00, max: 100_000_00 },
      { shoppers: 'GB', currencies: 'gbp', max: 5_000_00 },
      { shoppers: 'NO', currencies: 'nok', max: 100_000_00 },
      { shoppers: 'NZ', currencies: 'nzd', min: 10_00, max: 2_000_00 },
      { shoppers: 'PL', currencies: 'pln', max: 20_000_00 },
      { shoppers: 'RO', currencies: 'ron', max: 20_000_00 },
      { shoppers: 'SE', currencies: 'sek', min: 1_00, max: 100_000_00 },
      { shoppers: 'US', currencies: 'usd', max: 10_000_00 },
    ],
    buyers: 'consumer',
    hold: { days: 28 },
    savable: true,
    refundDays: 180,
    asOf: '2026-08',
    sources: ['payments/klarna', HOLDS, SUPPORT_TABLE],
  },

  // Clearpay in Great Britain, Cash App Afterpay in the US. The first instalment is taken when it is
  // authorized. The euro of the support table is left over from a programme that has ended.
  afterpay_clearpay: {
    label: 'Afterpay / Clearpay',
    accounts: 'AU CA GB NZ US',
    crossBorder: 'never',
    markets: [
      { shoppers: 'AU', currencies: 'aud', min: 1_00, max: 4_000_00 },
      { shoppers: 'CA', currencies: 'cad', min: 1_00, max: 2_000_00 },
      { shoppers: 'GB', currencies: 'gbp', min: 1_00, max: 1_200_00 },
      { shoppers: 'NZ', currencies: 'nzd', min: 1_00, max: 4_000_00 },
      { shoppers: 'US', currencies: 'usd', min: 1_00, max: 4_000_00 },
    ],
    hold: { days: 13, partial: true },
    refundDays: 120,
    asOf: '2026-08',
    sources: ['payments/afterpay-clearpay', HOLDS, SUPPORT_TABLE],
  },

  // Great Britain is in preview.
  affirm: {
    label: 'Affirm',
    accounts: 'CA US',
    crossBorder: 'never',
    markets: [
      { shoppers: 'CA', currencies: 'cad', min: 50_00, max: 30_000_00 },
      { shoppers: 'US', currencies: 'usd', min: 35_00, max: 30_000_00 },
    ],
    hold: { days: 30, partial: false },
    refundDays: 120,
    asOf: '2026-08',
    sources: ['payments/affirm', HOLDS],
  },

  // The support table still says France only; across borders is not stated either way.
  alma: {
    label: 'Alma',
    accounts: 'BE ES FR IT LU NL',
    shoppers: 'BE ES FR IT LU NL',
    currencies: 'eur',
    min: 50_00,
    max: 5_000_00,
    hold: {},
    asOf: '2026-05',
    sources: ['payments/alma', SUPPORT_TABLE],
  },

  // Shopper countries are documented as "EU"; Scalapay itself serves fewer.
  scalapay: {
    label: 'Scalapay',
    accounts: 'AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IT LT LU NL NO PL PT RO SE SG SI SK US',
    shoppers: EU,
    currencies: 'eur',
    min: 5_00,
    max: 4_999_99,
    hold: {},
    refundDays: 90,
    asOf: '2026-05',
    sources: ['payments/scalapay', SDK],
  },

  sequra: {
    label: 'SeQura',
    accounts: 'ES',
    shoppers: EU,
    currencies: 'eur',
    min: 29_00,
    hold: {},
    asOf: '2026-05',
    sources: ['payments/sequra', SDK],
  },

  // Invoices between businesses. Switzerland and Norway are offered their currencies but are not in
  // the list of shopper countries.
  billie: {
    label: 'Billie',
    shoppers: `${EU} CH GB NO`,
    markets: [
      { accounts: 'AT DE DK ES FI FR NL NO SE', currencies: 'dkk eur nok sek' },
      { accounts: 'CH', currencies: 'chf' },
      { accounts: 'GB', currencies: 'gbp' },
    ],
    buyers: 'business',
    hold: {},
    refundDays: 180,
    asOf: '2026-05',
    sources: ['payments/billie', SUPPORT_TABLE],
  },

  // The SDK has a capture method for it, both pages say it cannot be held: the pages are followed.
  sunbit: {
    label: 'Sunbit',
    accounts: 'US',
    shoppers: 'US',
    currencies: 'usd',
    min: 60_00,
    max: 19_999_99,
    asOf: '2026-05',
    sources: ['payments/sunbit', SUPPORT_TABLE, SDK],
  },

  // Accounts in the US by invitation.
  zip: {
    label: 'Zip',
    accounts: 'AU',
    crossBorder: 'never',
    markets: [
      { shoppers: 'AU', currencies: 'aud', min: 1_00, max: 50_000_00 },
      { shoppers: 'US', currencies: 'usd', min: 35_00, max: 1_500_00 },
    ],
    refundDays: 180,
    asOf: '2026-05',
    sources: ['payments/zip', SUPPORT_TABLE],
  },
});
