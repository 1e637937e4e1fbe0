import { EU, family, HOLDS, STRIPE_EEA, SUPPORT_TABLE } from './entry.ts';

export const wallets = family('wallet', {
  // How long it holds follows the card or bank account behind it; not documented for itself.
  link: {
    label: 'Link',
    accounts: `${STRIPE_EEA} AE AU CA CH GB GI HK JP MX MY NZ SG US`,
    confirmation: 'immediate',
    hold: {},
    savable: true,
    asOf: '2026-08',
    sources: [SUPPORT_TABLE, 'payments/link', 'payments/extended-authorization'],
  },

  // European accounts only: none in the US, Hungary, Iceland. Shoppers anywhere.
  paypal: {
    label: 'PayPal',
    currencies: 'aud cad chf czk dkk eur gbp hkd nok nzd pln sek sgd usd',
    accounts:
      'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR IE IT LI LT LU LV MT NL NO PL PT RO SE SI SK',
    hold: { days: 10, extendedDays: 20 },
    savable: true,
    capability: null,
    asOf: '2026-05',
    sources: ['payments/paypal', HOLDS, SUPPORT_TABLE],
  },

  // The page's own table lists twelve currencies for US accounts too; its prose, the support table and
  // WooCommerce say USD only.
  amazon_pay: {
    label: 'Amazon Pay',
    markets: [
      { accounts: 'US', currencies: 'usd' },
      {
        accounts: 'AT BE CH CY DE DK ES FR GB HU IE IT LU NL PT SE',
        currencies: 'aud chf dkk eur gbp hkd jpy nok nzd sek usd zar',
      },
    ],
    hold: {},
    savable: true,
    asOf: '2026-05',
    sources: [
      'payments/amazon-pay',
      SUPPORT_TABLE,
      'https://github.com/woocommerce/woocommerce-gateway-stripe',
    ],
  },

  // Not for accounts in US territories. Cash App limits the shopper, not the shop.
  cashapp: {
    label: 'Cash App Pay',
    accounts: 'US',
    shoppers: 'US',
    currencies: 'usd',
    hold: { days: 7 },
    savable: true,
    refundDays: 90,
    asOf: '2026-08',
    sources: ['payments/cash-app-pay', HOLDS, SUPPORT_TABLE],
  },

  // Norway and Liechtenstein have accounts but no shoppers.
  revolut_pay: {
    label: 'Revolut Pay',
    shoppers: `${EU} GB`,
    markets: [
      { accounts: STRIPE_EEA, currencies: 'dkk eur huf pln ron' },
      { accounts: 'GB', currencies: 'gbp' },
    ],
    hold: {},
    savable: true,
    refundDays: 180,
    asOf: '2026-05',
    sources: ['payments/revolut-pay', SUPPORT_TABLE],
  },

  satispay: {
    label: 'Satispay',
    accounts: 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK',
    shoppers: 'IT',
    currencies: 'eur',
    hold: {},
    savable: true,
    refundDays: 180,
    asOf: '2026-05',
    sources: ['payments/satispay', SUPPORT_TABLE],
  },

  // The shopper gives a phone number and approves in the app. The support table has it in the Express
  // Checkout Element; stripe-js and the method's page have not.
  mb_way: {
    label: 'MB WAY',
    accounts: `${STRIPE_EEA} AU CA CH GB GI HK JP MX NZ SG US`,
    shoppers: 'PT',
    currencies: 'eur',
    min: 50,
    max: 5_000_00,
    confirmation: 'immediate',
    needs: 'phone',
    asOf: '2026-05',
    sources: ['payments/mb-way', SUPPORT_TABLE],
  },

  // Takes NOK and SEK, yet only from shoppers in Denmark and Finland. Runs on card rails; how long it
  // holds is not documented.
  mobilepay: {
    label: 'MobilePay',
    accounts: STRIPE_EEA,
    shoppers: 'DK FI',
    currencies: 'dkk eur nok sek',
    hold: {},
    asOf: '2026-05',
    sources: ['payments/mobilepay', SUPPORT_TABLE],
  },

  // Chinese shoppers live and travel everywhere. CNY and the account's own currency; no accounts in
  // Poland, and no euro for Croatia, Hungary, Liechtenstein, Gibraltar.
  alipay: {
    label: 'Alipay',
    home: 'CN',
    markets: [
      {
        accounts: 'AT BE BG CH CY CZ DE DK EE ES FI FR GR IE IT LT LU LV MT NL NO PT RO SE SI SK',
        currencies: 'cny eur',
      },
      { accounts: 'GI HR HU LI', currencies: 'cny' },
      { accounts: 'AU', currencies: 'cny aud' },
      { accounts: 'CA', currencies: 'cny cad' },
      { accounts: 'GB', currencies: 'cny gbp' },
      { accounts: 'HK', currencies: 'cny hkd' },
      { accounts: 'JP', currencies: 'cny jpy' },
      { accounts: 'MY', currencies: 'cny myr' },
      { accounts: 'NZ', currencies: 'cny nzd' },
      { accounts: 'SG', currencies: 'cny sgd' },
      { accounts: 'US', currencies: 'cny usd' },
    ],
    savable: true,
    refundDays: 90,
    capability: null,
    asOf: '2026-05',
    sources: ['payments/alipay', SUPPORT_TABLE],
  },

  // The countries of the page's currency table; the support table says the whole EU.
  wechat_pay: {
    label: 'WeChat Pay',
    home: 'CN',
    markets: [
      { accounts: 'AT BE DE ES FI FR IE IT LU NL PT', currencies: 'cny eur' },
      { accounts: 'CH', currencies: 'cny eur chf' },
      { accounts: 'DK', currencies: 'cny eur dkk' },
      { accounts: 'NO', currencies: 'cny eur nok' },
      { accounts: 'SE', currencies: 'cny eur sek' },
      { accounts: 'AU', currencies: 'cny aud' },
      { accounts: 'CA', currencies: 'cny cad' },
      { accounts: 'GB', currencies: 'cny gbp' },
      { accounts: 'HK', currencies: 'cny hkd' },
      { accounts: 'JP', currencies: 'cny jpy' },
      { accounts: 'SG', currencies: 'cny sgd' },
      { accounts: 'US', currencies: 'cny usd' },
    ],
    confirmation: 'qr',
    refundDays: 180,
    capability: null,
    asOf: '2025',
    sources: [
      'payments/wechat-pay',
      SUPPORT_TABLE,
      'https://github.com/woocommerce/woocommerce-gateway-stripe',
    ],
  },

  // Whether a shop in Singapore may charge a shopper in Malaysia is not stated.
  grabpay: {
    label: 'GrabPay',
    shoppers: 'MY SG',
    markets: [
      { accounts: 'MY', currencies: 'myr' },
      { accounts: 'SG', currencies: 'sgd' },
    ],
    refundDays: 90,
    asOf: '2026-05',
    sources: ['payments/grabpay', 'payments/grabpay/accept-a-payment'],
  },

  paypay: {
    label: 'PayPay',
    accounts: 'JP',
    shoppers: 'JP',
    currencies: 'jpy',
    asOf: '2026-05',
    sources: ['payments/paypay', SUPPORT_TABLE],
  },
});
