/** Our own parameter in the URL that Stripe sends the shopper back to. */
const PAYMENT = 'tender_payment';

/** What Stripe adds. Only the server's word counts, so none of it is read. */
const STRIPES = ['payment_intent', 'payment_intent_client_secret', 'redirect_status'];

/**
 * The URL to come back to, which tells `<tender-status>` what to look up.
 *
 * @param page - relative to this one, which it is itself without
 */
export function returnUrl(page: string | undefined, token: string): string {
  const url = new URL(page ?? '', document.baseURI);
  url.searchParams.set(PAYMENT, token);
  return url.href;
}

/**
 * Token of the payment that the shopper came back from, if any. Takes Stripe's parameters out of the
 * address at once: the client secret must not stay in the history, or reach anybody through a
 * referrer. Ours stays, so that a reload shows the same: all it's good for is to look.
 */
export function returnedPayment(): string | undefined {
  const url = new URL(location.href);
  if (STRIPES.some((name) => url.searchParams.has(name))) {
    for (const name of STRIPES) url.searchParams.delete(name);
    history.replaceState(history.state, '', url);
  }
  return url.searchParams.get(PAYMENT) ?? undefined;
}
