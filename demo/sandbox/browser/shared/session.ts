/** What Elements asks the API before it shows anything: `GET /v1/elements/sessions`. */
import type { Intent } from './protocol.ts';

export const WALLETS = [
  'apple_pay',
  'google_pay',
  'link',
  'paypal',
  'amazon_pay',
  'klarna',
] as const;
export type Wallet = (typeof WALLETS)[number];

export interface ElementsSession {
  object: 'elements_session';
  account: { id: string; country: string; business_name: string };
  /** What can be paid with here, most fitting first. */
  payment_methods: { type: string; label: string; family: string }[];
  /** Which wallets the account, the payment and the page's domain allow. */
  wallets: Record<Wallet, boolean>;
  /** The intent whose client secret was given; null in the deferred flow. */
  intent: Intent | null;
}
