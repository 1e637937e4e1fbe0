/** `payment_method_options` of an intent: what was asked for, in the shape in which it is shown. */

type Options = Record<string, Record<string, unknown> | undefined>;

/** What each type shows even if nothing was asked for. */
const shown: Readonly<Record<string, Record<string, unknown>>> = {
  afterpay_clearpay: { reference: null },
  bancontact: { preferred_language: 'en' },
  boleto: { expires_after_days: 3 },
  card: {
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: 'automatic',
  },
  customer_balance: { funding_type: null },
  klarna: { preferred_locale: null },
  konbini: {
    confirmation_number: null,
    expires_after_days: null,
    expires_at: null,
    product_description: null,
  },
  link: { persistent_token: null },
  oxxo: { expires_after_days: 3 },
  paypal: { preferred_locale: null, reference: null },
  pix: { expires_after_seconds: null, expires_at: null },
  sofort: { preferred_language: null },
  swish: { reference: null },
  wechat_pay: { app_id: null, client: null },
};

/** What can be said but is not shown. */
const hidden: Readonly<Record<string, readonly string[]>> = {
  blik: ['code'],
  card: ['cvc_token', 'installments', 'moto', 'three_d_secure'],
  klarna: ['on_demand', 'subscriptions', 'supplementary_purchase_data'],
  p24: ['tos_shown_and_accepted'],
  paypal: ['risk_correlation_id'],
};

/**
 * @param types of the intent: `card` shows its options always
 * @param changes null where something is to be unset
 */
export function mergeMethodOptions(
  types: readonly string[],
  current: object | null,
  changes: object | null | undefined,
): Options {
  const merged: Options = { ...(current as Options | null) };
  if (types.includes('card')) merged.card ??= { ...shown.card };
  for (const [type, given] of Object.entries((changes ?? {}) as Record<string, object | null>)) {
    if (given === null) {
      merged[type] = { ...shown[type] };
      continue;
    }
    const options: Record<string, unknown> = { ...shown[type], ...merged[type] };
    for (const [name, value] of Object.entries(given)) {
      if (hidden[type]?.includes(name) || value === undefined) continue;
      if (value !== null || (shown[type] && name in shown[type])) options[name] = value;
      // What is unset goes away.
      else options[name] = undefined;
    }
    merged[type] = Object.fromEntries(
      Object.entries(options).filter(([, value]) => value !== undefined),
    );
  }
  return merged;
}
