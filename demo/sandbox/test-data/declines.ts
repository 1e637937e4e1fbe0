/**
 * How Stripe words a refusal by the bank, the network or Radar.
 * Codes, advice and texts: docs.stripe.com/declines/codes and docs.stripe.com/error-codes.
 */

/** What went wrong with a card, a debit or a payment; the HTTP status is 402, the type `card_error`. */
export interface Decline {
  /** Stripe's error code: `card_declined`, `expired_card`, … */
  code: string;
  /** What the shopper may read. */
  message: string;
  decline_code?: string;
  /** What Stripe advises: try again, never again, or ask for the data once more. */
  advice_code?: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later';
  /** The network's own two digits. */
  network_decline_code?: string;
  /** For the merchant, in the charge's `outcome`. */
  seller_message: string;
  /** The parameter at fault. */
  param?: 'number' | 'exp_month' | 'exp_year' | 'cvc';
}

const noDetails = 'The bank did not return any further details with this decline.';

export const declines = {
  generic_decline: {
    code: 'card_declined',
    message: 'Your card was declined.',
    decline_code: 'generic_decline',
    advice_code: 'try_again_later',
    network_decline_code: '01',
    seller_message: noDetails,
  },
  insufficient_funds: {
    code: 'card_declined',
    message: 'Your card has insufficient funds.',
    decline_code: 'insufficient_funds',
    advice_code: 'try_again_later',
    network_decline_code: '51',
    seller_message: 'The bank returned the decline code `insufficient_funds`.',
  },
  lost_card: {
    code: 'card_declined',
    message: 'Your card was declined.',
    decline_code: 'lost_card',
    advice_code: 'do_not_try_again',
    network_decline_code: '41',
    seller_message: 'The bank returned the decline code `lost_card`.',
  },
  stolen_card: {
    code: 'card_declined',
    message: 'Your card was declined.',
    decline_code: 'stolen_card',
    advice_code: 'do_not_try_again',
    network_decline_code: '43',
    seller_message: 'The bank returned the decline code `stolen_card`.',
  },
  card_velocity_exceeded: {
    code: 'card_declined',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    decline_code: 'card_velocity_exceeded',
    advice_code: 'try_again_later',
    network_decline_code: '65',
    seller_message: 'The bank returned the decline code `card_velocity_exceeded`.',
  },
  expired_card: {
    code: 'expired_card',
    message: 'Your card has expired.',
    advice_code: 'do_not_try_again',
    network_decline_code: '54',
    seller_message: 'The bank returned the decline code `expired_card`.',
    param: 'exp_month',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    advice_code: 'confirm_card_data',
    network_decline_code: '82',
    seller_message: 'The bank returned the decline code `incorrect_cvc`.',
    param: 'cvc',
  },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice_code: 'try_again_later',
    network_decline_code: '96',
    seller_message: 'The bank returned the decline code `processing_error`.',
  },
  authentication_required: {
    code: 'authentication_required',
    message:
      'Your card was declined. This transaction requires authentication. Check your card details and try again.',
    decline_code: 'authentication_required',
    advice_code: 'try_again_later',
    seller_message: 'The bank returned the decline code `authentication_required`.',
  },
  /** Radar, not the bank: the network never sees the charge. */
  blocked: {
    code: 'card_declined',
    message: 'Your card was declined.',
    decline_code: 'fraudulent',
    seller_message: 'Stripe blocked this payment as too risky.',
  },
  /** A number that is none of Stripe's test cards. */
  live_card: {
    code: 'card_declined',
    message:
      'Your card was declined. Your request was in test mode, but used a non test (live) card. ' +
      'For a list of valid test cards, visit: https://stripe.com/docs/testing.',
    decline_code: 'test_mode_live_card',
    seller_message: 'A live card was used in test mode.',
    param: 'number',
  },
  incorrect_number: {
    code: 'incorrect_number',
    message: 'Your card number is incorrect.',
    seller_message: 'The card number is incorrect.',
    param: 'number',
  },
  invalid_expiry_month: {
    code: 'invalid_expiry_month',
    message: "Your card's expiration month is invalid.",
    seller_message: 'The expiration month is invalid.',
    param: 'exp_month',
  },
  invalid_expiry_year: {
    code: 'invalid_expiry_year',
    message: "Your card's expiration year is invalid.",
    seller_message: 'The expiration year is invalid.',
    param: 'exp_year',
  },
  invalid_cvc: {
    code: 'invalid_cvc',
    message: "Your card's security code is invalid.",
    seller_message: 'The security code is invalid.',
    param: 'cvc',
  },
} as const satisfies Record<string, Decline>;

export type DeclineName = keyof typeof declines;
