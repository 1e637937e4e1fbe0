import { family, SDK, type MethodEntry } from './entry.ts';

/** South Korea's methods run through one partner of Stripe: KRW only, captured whole. */
const KOREAN = {
  shoppers: 'KR',
  currencies: 'krw',
  min: 100,
  hold: { partial: false },
  refundDays: 365,
} satisfies Partial<MethodEntry>;

/** All but Singapore. */
const ACCOUNTS = 'AT BE CY DE DK EE ES FI FR GB GR HK HR HU IE IT JP LT LU LV MT NL PT SE SI SK US';

const SOUTH_KOREA = 'payments/countries/korea';

// A page of its own, unlike the card form. The minimum is documented for its siblings.
export const koreanCards = family(
  'card',
  {
    kr_card: {
      label: 'Korean cards',
      accounts: `${ACCOUNTS} SG`,
      savable: true,
      asOf: '2026-05',
      sources: [SOUTH_KOREA, 'payments/kr-card/accept-a-payment', SDK],
    },
  },
  KOREAN,
);

export const koreanWallets = family(
  'wallet',
  {
    kakao_pay: {
      label: 'Kakao Pay',
      accounts: ACCOUNTS,
      savable: true,
      asOf: '2026-05',
      sources: [SOUTH_KOREA, 'payments/kakao-pay/accept-a-payment', SDK],
    },

    // The minimum is documented for its siblings.
    naver_pay: {
      label: 'Naver Pay',
      accounts: `${ACCOUNTS} SG`,
      savable: true,
      asOf: '2026-05',
      sources: [SOUTH_KOREA, 'payments/naver-pay/accept-a-payment', SDK],
    },

    payco: {
      label: 'PAYCO',
      accounts: `${ACCOUNTS} SG`,
      asOf: '2026-05',
      sources: [SOUTH_KOREA, 'payments/payco/accept-a-payment', SDK],
    },

    // Not the Samsung Wallet of the rest of the world. The support table denies holds; the page, the
    // changelog of 2024-11-20 and the SDK have them.
    samsung_pay: {
      label: 'Samsung Pay',
      accounts: `${ACCOUNTS} SG`,
      max: 2_000_000,
      asOf: '2026-05',
      sources: [
        SOUTH_KOREA,
        'payments/samsung-pay/accept-a-payment',
        'changelog/acacia/2024-11-20/south-korea-payment-methods',
        SDK,
      ],
    },
  },
  KOREAN,
);
