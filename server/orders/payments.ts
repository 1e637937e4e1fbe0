/**
 * Paying an order: what the page asks for is checked against what the server would offer.
 *
 * @module
 */
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import type {
  CheckedExpressQuoteRequest,
  CheckedIntentRequest,
  ExpressQuote,
  Intent,
} from '../contract.ts';
import { alreadyPaid, openIntent, type IntentWish } from '../payments/intents.ts';
import type { Account } from '../settings/account.ts';
import { offerFor, type Offer } from './offer.ts';
import type { Order } from './order.ts';
import { offerContextFor, sessionFor } from './session.ts';
import { acceptDelivery, findOrder, quoteOrder } from './source.ts';

/** Wallets show no more than nine shipping rates. */
const MOST_RATES = 9;

/**
 * A PaymentIntent for the order, as its page showed it.
 *
 * @throws {@link CheckoutError} `order_changed` or `method_unavailable` with a fresh `session`,
 * `already_paid` with the `payment`, `order_closed`, and what {@link openIntent} throws
 */
export async function startPayment(
  context: Context,
  account: Account,
  orderId: string,
  request: CheckedIntentRequest,
): Promise<Intent> {
  const { express: delivery, country } = request;
  const order = delivery
    ? await acceptDelivery(context, orderId, delivery)
    : await findOrder(context, orderId);
  try {
    const wish = await wishFor(context, account, order, request);
    if (!wish) throw new CheckoutError('method_unavailable');
    if (wish.fingerprint !== request.fingerprint) throw new CheckoutError('order_changed');
    return await openIntent(context, wish);
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    const { code, cause } = error;
    if (code !== 'order_changed' && code !== 'method_unavailable') throw error;
    const session = await sessionFor(context, account, order, country);
    throw new CheckoutError(code, { cause, extra: { session } });
  }
}

async function wishFor(
  context: Context,
  account: Account,
  order: Order,
  { method, country, express: delivery }: CheckedIntentRequest,
): Promise<IntentWish | undefined> {
  await refusePaid(context, order);
  if (order.status === 'closed') throw new CheckoutError('order_closed');
  const offerContext = await offerContextFor(context, account, order, country);
  const offer = offerFor(order, offerContext);
  const chosen = delivery ? chosenWallet(offer, method) : chosenMethod(offer, method);
  return (
    chosen && {
      ...chosen,
      order,
      method,
      country: offerContext.country,
      ...(delivery ? { delivery } : {}),
    }
  );
}

type Chosen = Pick<IntentWish, 'type' | 'elements' | 'fingerprint'>;

function chosenMethod({ methods }: Offer, type: string): Chosen | undefined {
  const found = methods.find((method) => method.type === type);
  return found && { type, elements: found.elements, fingerprint: found.fingerprint };
}

function chosenWallet({ express }: Offer, type: string): Chosen | undefined {
  const wallet = express?.wallets.find((one) => one.type === type);
  if (!express || !wallet) return undefined;
  const { elements, fingerprint } = express;
  return { type: wallet.method, elements, fingerprint };
}

/** Told before anything else: a paid order is often closed as well. */
async function refusePaid(context: Context, { id }: Order): Promise<void> {
  const paid = await context.store.db
    .selectFrom('payment')
    .selectAll()
    .where('order_id', '=', id)
    .where('state', 'not in', ['open', 'canceled'])
    .executeTakeFirst();
  if (paid) throw alreadyPaid(context, paid);
}

/**
 * The order's price when delivered to the address that the shopper's wallet gave, with all that the
 * wallet's sheet shows.
 *
 * @throws {@link CheckoutError} `quote_unavailable`, `address_unserviceable`, `method_unavailable`,
 * `order_closed`, `already_paid`
 */
export async function quoteExpress(
  context: Context,
  account: Account,
  orderId: string,
  { address, rate, country }: CheckedExpressQuoteRequest,
): Promise<ExpressQuote> {
  const order = await findOrder(context, orderId);
  await refusePaid(context, order);
  if (order.status === 'closed') throw new CheckoutError('order_closed');
  const delivery = rate === undefined ? {} : { rate };
  const quote = await quoteOrder(context, orderId, { address, ...delivery });
  const offerContext = await offerContextFor(context, account, order, country);
  const { express } = offerFor({ ...order, amount: quote.amount }, offerContext);
  if (!express) throw new CheckoutError('method_unavailable');
  const { elements, fingerprint } = express;
  // Wallets take the first rate for the chosen one.
  const rates = quote.rates.toSorted((a, b) => Number(b.id === rate) - Number(a.id === rate));
  return {
    elements,
    fingerprint,
    lines: quote.lines ?? order.lines ?? [],
    rates: rates
      .slice(0, MOST_RATES)
      .map(({ id, label, amount, detail = null }) => ({ id, label, amount, detail })),
  };
}
