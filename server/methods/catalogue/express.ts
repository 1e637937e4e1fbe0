import { SUPPORT_TABLE, type Codes } from './entry.ts';

/** A button of Stripe's Express Checkout Element, and the payment method that it pays with. */
export interface ExpressEntry {
  label: string;
  /** The type of the payment method. Apple Pay and Google Pay are ways to hand over a card. */
  method: string;
  /** Shoppers who never see the button. Default: none. */
  exceptShoppers?: Codes;
  /** Whether it can store the method for later. Default: as the method itself. */
  savable?: false;
  asOf: string;
  sources: readonly string[];
}

const EXPRESS_TYPES = 'npm:@stripe/stripe-js@10.2.1';

const buttons: Readonly<Record<string, ExpressEntry>> = {
  // Apple's own list of countries applies; so do a registered domain and HTTPS.
  apple_pay: {
    label: 'Apple Pay',
    method: 'card',
    exceptShoppers: 'IN',
    asOf: '2026-08',
    sources: ['apple-pay', SUPPORT_TABLE, EXPRESS_TYPES],
  },

  // Google's own list of countries applies; so do a registered domain and HTTPS.
  google_pay: {
    label: 'Google Pay',
    method: 'card',
    exceptShoppers: 'IN',
    asOf: '2026-08',
    sources: ['google-pay', SUPPORT_TABLE, EXPRESS_TYPES],
  },

  link: {
    label: 'Link',
    method: 'link',
    asOf: '2026-08',
    sources: ['payments/link', SUPPORT_TABLE, EXPRESS_TYPES],
  },

  paypal: {
    label: 'PayPal',
    method: 'paypal',
    asOf: '2026-05',
    sources: ['payments/paypal', SUPPORT_TABLE, EXPRESS_TYPES],
  },

  amazon_pay: {
    label: 'Amazon Pay',
    method: 'amazon_pay',
    asOf: '2026-05',
    sources: ['payments/amazon-pay', SUPPORT_TABLE, EXPRESS_TYPES],
  },

  klarna: {
    label: 'Klarna',
    method: 'klarna',
    savable: false,
    asOf: '2026-08',
    sources: ['payments/klarna', SUPPORT_TABLE, EXPRESS_TYPES],
  },
};

/** By the Express Checkout Element's name, in the order in which buttons are shown. */
export const express: ReadonlyMap<string, ExpressEntry> = new Map(Object.entries(buttons));
