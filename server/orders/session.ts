/**
 * What a checkout page is told of an order.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { Session } from '../contract.ts';
import { isCountry, type Country } from '../methods/index.ts';
import { statusOf } from '../payments/status.ts';
import { sync } from '../payments/sync.ts';
import { catalogueFor, type Account } from '../settings/account.ts';
import { captureSetting } from '../settings/capture.ts';
import { shopSelection } from '../settings/methods.ts';
import type { Payment } from '../store/schema.ts';
import { offerFor, type Offer, type OfferContext } from './offer.ts';
import type { Order } from './order.ts';

/** To who keeps asking, a payment that was read so recently is shown as it is. */
const RECENT_MS = 2_000;

/** How long a page waits for Stripe; after that it shows what is known. */
const PATIENCE_MS = 3_000;

/** The order, its payment, and what it can be paid with. */
export async function sessionFor(
  context: Context,
  account: Account,
  order: Order,
  country: Country | null,
): Promise<Session> {
  const payment = await livePayment(context, order.id);
  const offerContext = await offerContextFor(context, account, order, country);
  const payable = order.status === 'open' && (payment === null || payment.state === 'open');
  const offer: Offer = payable ? offerFor(order, offerContext) : { methods: [], express: null };
  return describe(context, order, offerContext.country, offer, payment);
}

/** Everything besides the order itself that its offer depends on. */
export async function offerContextFor(
  context: Context,
  account: Account,
  order: Order,
  chosen: Country | null,
): Promise<OfferContext> {
  const { store, settings } = context;
  const facts = await account.facts();
  return {
    account: facts,
    catalogue: catalogueFor(facts, settings),
    shop: await shopSelection(store, facts),
    capture: (await captureSetting(context)).mode,
    country: chosen ?? customerCountry(order),
    secret: settings.secrets[0],
    canQuote: settings.orders.quote !== undefined,
  };
}

function customerCountry({ customer }: Order): Country | null {
  const country = customer?.country;
  return isCountry(country) ? country : null;
}

/** The order's live payment, as Stripe has it now: the shopper may have paid since it was read last. */
async function livePayment(context: Context, orderId: string): Promise<Payment | null> {
  const row = await context.store.db
    .selectFrom('payment')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', '<>', 'canceled')
    .executeTakeFirst();
  return row ? latest(context, row) : null;
}

/** For pages that ask again and again: the payment as Stripe has it, unless it was just read. */
export async function recent(context: Context, payment: Payment): Promise<Payment> {
  const age = context.now() - (payment.synced_at ?? 0);
  return age < RECENT_MS ? payment : latest(context, payment);
}

/** A payment that is settled is not asked for. */
async function latest(context: Context, payment: Payment): Promise<Payment> {
  const moving = payment.state === 'open' || payment.state === 'processing';
  if (!moving || payment.intent_id === null) return payment;
  return (await sync(context, payment.id, PATIENCE_MS)).payment;
}

function describe(
  { credentials, settings, paymentTokens }: Context,
  order: Order,
  country: Country | null,
  { methods, express }: Offer,
  payment: Payment | null,
): Session {
  const { id, amount, currency, description = null, lines = [], status, customer } = order;
  const { publishableKey } = credentials();
  const scriptUrl = settings.stripe.scriptUrl;
  return {
    order: { id, amount, currency, description, lines, status },
    customer: { email: customer?.email ?? null, name: customer?.name ?? null },
    stripe: { publishableKey, ...(scriptUrl === undefined ? {} : { scriptUrl }) },
    country,
    methods: methods.map((method) => ({
      type: method.type,
      label: method.label,
      icon: method.type,
      capture: method.capture,
      confirmation: method.confirmation,
      settlement: method.settlement,
      intentFirst: method.intentFirst,
      elements: method.elements,
      fingerprint: method.fingerprint,
    })),
    express: express && {
      wallets: express.wallets.map(({ type, label }) => ({ type, label })),
      elements: express.elements,
      fingerprint: express.fingerprint,
      lines,
      shippable: order.shippable,
    },
    payment: payment && statusOf(payment, paymentTokens),
  };
}
