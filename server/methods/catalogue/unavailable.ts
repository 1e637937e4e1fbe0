/**
 * What the SDK's types name and no shop can offer: ended, not begun, or never meant for a checkout.
 * Listed all the same, so that an operator can be told why, and so that an upgrade of the SDK which
 * brings something new is noticed.
 */
import {
  EEA,
  EU,
  family,
  HOLDS,
  SDK,
  STRIPE_EEA,
  SUPPORT_TABLE,
  type MethodEntry,
} from './entry.ts';

/** The API reference, whose list of types gives each a line. */
const API = 'api/payment_intents/object';

/** A type of which little more is known than its name. */
const named = (label: string, rest: Partial<MethodEntry> = {}): MethodEntry => ({
  label,
  unavailable: 'private_preview',
  asOf: '2026-05',
  sources: [API, SDK],
  ...rest,
});

const internal = (label: string): MethodEntry => named(label, { unavailable: 'internal' });

/** Currency and country are read from the name. */
const NIGERIAN = { shoppers: 'NG', currencies: 'ngn' };
const INDONESIAN = { shoppers: 'ID', currencies: 'idr' };

export const unavailable = [
  family('bank_redirect', {
    giropay: {
      label: 'giropay',
      shoppers: 'DE',
      currencies: 'eur',
      unavailable: 'discontinued',
      discontinuedOn: '2024-06-30',
      asOf: '2026-05',
      sources: [
        'https://support.stripe.com/questions/availability-of-giropay-june-2024-update',
        'payments/giropay',
      ],
    },
    // Many pages name 2024-11-29: that first end was put off. Klarna's "pay in full" replaces it.
    sofort: {
      label: 'Sofort',
      shoppers: 'AT BE DE ES IT NL',
      currencies: 'eur',
      settlement: 'delayed',
      savable: true,
      unavailable: 'discontinued',
      discontinuedOn: '2025-03-31',
      asOf: '2026-05',
      sources: [
        'https://support.stripe.com/questions/sofort-is-being-consolidated-into-klarna-and-discontinued-as-a-standalone-payment-method',
        'payments/sofort/replace',
      ],
    },
    // The Netherlands keep `ideal`.
    wero: {
      label: 'Wero',
      accounts: EEA,
      shoppers: 'DE',
      currencies: 'eur',
      unavailable: 'preview',
      asOf: '2026-10-28',
      sources: [
        'payments/wero',
        'changelog/endive/2026-10-28/wero-bank-redirect-payment-method-support',
      ],
    },
    knet: named('KNET', { shoppers: 'KW', currencies: 'kwd' }),
    netbanking: named('NetBanking', { shoppers: 'IN', currencies: 'inr' }),
    ng_bank: named('Naira bank', NIGERIAN),
  }),

  family('real_time', {
    qris: named('QRIS', { ...INDONESIAN, confirmation: 'qr' }),
    duitnow: named('DuitNow'),
    boku_promptpay: internal('PromptPay (Boku)'),
  }),

  family('wallet', {
    // Needs the header `vipps_preview=v1`.
    vipps: {
      label: 'Vipps',
      accounts: STRIPE_EEA,
      shoppers: 'NO',
      currencies: 'nok',
      hold: {},
      unavailable: 'private_preview',
      asOf: '2026-05',
      sources: ['payments/vipps', SUPPORT_TABLE],
    },
    gopay: named('GoPay', INDONESIAN),
    shopeepay: named('ShopeePay'),
    gcash: named('GCash'),
    momo: named('MoMo'),
    touch_n_go: named("Touch 'n Go"),
    truemoney: named('TrueMoney'),
    octopus: named('Octopus'),
    shop_pay: named('Shop Pay'),
    click_to_pay: named('Click to Pay'),
    edenred: named('Edenred'),
    ng_wallet: named('Naira wallet', NIGERIAN),
    ng_market: named('Nigerian methods (umbrella)', NIGERIAN),
    kr_market: internal('Korean methods (umbrella)'),
    south_korea_market: internal('South Korea (umbrella)'),
    stripe_balance: internal('Stripe balance'),
    gift_card: internal('Gift card'),
    demo_pay: internal('Demo Pay'),
    test_pay: internal('Test Pay'),
    dummy_auth_push: internal('Dummy auth push'),
    // The type of payment methods that are processed outside Stripe; in no PaymentIntent.
    custom: named('Custom payment method', {
      unavailable: 'custom',
      sources: [SDK, 'payments/payment-methods/custom-payment-methods'],
    }),
  }),

  family('bnpl', {
    kriya: {
      label: 'Kriya',
      accounts: 'GB',
      shoppers: 'GB',
      currencies: 'gbp',
      buyers: 'business',
      hold: {},
      unavailable: 'limited',
      asOf: '2026-05',
      sources: ['payments/kriya', SUPPORT_TABLE],
    },
    // The limits are those of 2025.
    mondu: {
      label: 'Mondu',
      accounts: 'AT BE CH DE DK ES FI FR GB IT NL NO PL SE',
      shoppers: `${EU} GB`,
      markets: [{ currencies: 'eur', min: 50, max: 19_999_99 }, { currencies: 'chf gbp' }],
      buyers: 'business',
      hold: {},
      unavailable: 'limited',
      asOf: '2026-05',
      sources: ['payments/mondu', SUPPORT_TABLE],
    },
    // In the support table of 2025, not in that of 2026.
    capchase_pay: {
      label: 'Capchase Pay',
      shoppers: 'US',
      currencies: 'usd',
      buyers: 'business',
      unavailable: 'limited',
      asOf: '2025',
      sources: [SUPPORT_TABLE, API],
    },
    rechnung: named('Payment on Invoice (Rechnung)', { shoppers: 'DE', currencies: 'eur' }),
    tamara: named('Tamara'),
    getbalance: named('Balance (getbalance)'),
  }),

  family('bank_transfer', {
    id_bank_transfer: named('Indonesia bank transfer', {
      ...INDONESIAN,
      confirmation: 'delayed',
      settlement: 'delayed',
    }),
    ng_bank_transfer: named('Naira bank transfer', NIGERIAN),
    ng_ussd: named('Naira USSD', NIGERIAN),
  }),

  family('card', {
    // Visa holds for 4 days and 18 hours, other brands for 2 days.
    card_present: {
      label: 'Card present (Terminal)',
      confirmation: 'immediate',
      hold: { days: 2, partial: true },
      unavailable: 'terminal',
      asOf: '2026-05',
      sources: [HOLDS, SDK],
    },
    interac_present: named('Interac present (Terminal)', {
      accounts: 'CA',
      shoppers: 'CA',
      currencies: 'cad',
      confirmation: 'immediate',
      unavailable: 'terminal',
    }),
    ng_card: named('Naira card', NIGERIAN),
    dummy_passthrough_card: internal('Dummy passthrough card'),
  }),

  family('voucher', {
    us_cash_voucher: internal('US cash voucher'),
    check_scan: internal('Check scan'),
    paper_check: internal('Paper check'),
  }),
];
