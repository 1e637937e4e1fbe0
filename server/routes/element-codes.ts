/**
 * What the elements tell a developer on the console and in `tender-error`, and what to do about it
 * (Markdown). The console links to this server's own page of them, and `docs/elements.md` has them too.
 *
 * @module
 */
export const ELEMENT_CODES: Readonly<Record<string, string>> = {
  order_missing:
    'A `<tender-checkout>` has no `order` attribute. Set it to the token that `checkout.orderToken(id)` made on your server.',
  part_outside_checkout:
    'A `<tender-express>`, `<tender-methods>` or `<tender-pay>` is not inside a `<tender-checkout>`, so it has no order to work on.',
  server_unreachable:
    "The server did not answer. Check the address: the `endpoint` attribute, or where the script comes from; and that the page's origin is among the server's `allowedOrigins`. Any other code that comes with loading an order is the server's own.",
  stripe_js_unavailable:
    "Stripe's script could not be loaded, or refuses the publishable key, so nothing can be paid; the shopper can try again. The cause says which: the network, a blocker, a content security policy without `https://js.stripe.com`, or the key.",
  method_unavailable:
    'Stripe could not show a method that the server offers; the checkout goes on without it. The cause says why; often it is not activated on the account.',
  express_unavailable:
    'Stripe could not show the express buttons; the checkout goes on without them. The cause says why; often the domain is not registered for the wallets.',
  manual_slots:
    "An element around the checkout assigns its slots by hand (`slotAssignment: 'manual'`), so Stripe's form can't be passed through it. Assign the checkout's own child to a slot there, or place the checkout outside.",
  confirm_failed:
    'Stripe.js threw before it sent anything: it is used wrongly, or the page took its form away. The shopper was told that the payment did not go through and nothing was charged.',
  payment_unreadable:
    "The server does not show the payment of a `<tender-status>`: the token in its `payment` attribute or in the page's address is wrong or too old.",
};
