import 'hono/jsx';

/** Tender's tags, as far as the shop's pages use them. */
declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'tender-checkout': { order: string; 'return-url'?: string; theme?: string };
      'tender-status': { theme?: string; 'checkout-url'?: string };
    }
  }
}
