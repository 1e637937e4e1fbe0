/**
 * Addresses of the pages on which a shopper answers what a payment asks for. The API puts them into
 * `next_action`, the pages serve them.
 *
 * - `authorize`: the bank's, wallet's or lender's site (`redirect_to_url`)
 * - `challenge`: 3-D Secure, as a page of its own or inside Stripe.js's dialog (`use_stripe_sdk`)
 * - `instructions`: what the shopper does elsewhere: a voucher, a QR code, a transfer, an app to open
 */
export type PageKind = 'authorize' | 'challenge' | 'instructions';

/**
 * @param origin where the sandbox is reached, with its mount path if it has one, no slash at the end
 * @param account `acct_…`
 * @param intent `pi_…` or `seti_…`
 */
export function pageUrl(origin: string, kind: PageKind, account: string, intent: string): string {
  // Under Stripe's own hosts, the one that shops allow frames of.
  const host = origin === 'https://api.stripe.com' ? 'https://hooks.stripe.com' : origin;
  return `${host}/pages/${kind}/${account}/${intent}`;
}

/** The picture for `…_display_qr_code`; the API offers it as `image_url_svg` and as `image_url_png`. */
export function qrImageUrl(
  origin: string,
  account: string,
  intent: string,
  format: 'svg' | 'png',
): string {
  return `${origin}/pages/qr/${account}/${intent}.${format}`;
}
