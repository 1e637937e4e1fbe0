/**
 * The keys of the shop's Stripe account.
 *
 * @module
 */

export interface Credentials {
  publishableKey: string;
  /** `sk_…` or a restricted `rk_…`. */
  secretKey: string;
  /** Signing secrets that a delivery may carry: more than one while an endpoint is being replaced. */
  webhookSecrets: readonly string[];
  /** Whether the keys move real money. */
  livemode: boolean;
}
