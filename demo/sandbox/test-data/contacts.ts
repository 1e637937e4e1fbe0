/**
 * How the shopper's e-mail address decides what becomes of a payment that waits for them to act
 * elsewhere: a voucher, a QR code, an app.
 * Source: the test sections of docs.stripe.com/payments/{boleto,oxxo,konbini,pix,swish,…}.
 */
export interface AwaitedOutcome {
  result: 'succeeds' | 'expires' | 'never';
  /** Seconds until then. */
  after: number;
}

const minutes = 60;

/** @param patience what the method waits for when nothing is asked of it: 3 minutes, on Stripe */
export function awaitedOutcome(
  email: string | null | undefined,
  patience = 3 * minutes,
): AwaitedOutcome {
  const [name = ''] = (email ?? '').split('@');
  if (name.endsWith('succeed_immediately')) return { result: 'succeeds', after: 0 };
  if (name.endsWith('expire_immediately')) return { result: 'expires', after: 0 };
  if (name.endsWith('expire_with_delay')) return { result: 'expires', after: 3 * minutes };
  if (name.endsWith('fill_never')) return { result: 'never', after: Infinity };
  return { result: 'succeeds', after: patience };
}
