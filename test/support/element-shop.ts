/**
 * A shop for the elements' tests in browsers: a checkout server and the sandbox behind it, on ports of
 * their own, with orders that a test makes and changes as it goes.
 */
import type { Delivery, OrderInput, OrderSource, QuoteInput } from '../../server/index.ts';
import { startShop, type Shop, type ShopOptions } from '../server/support/shop.ts';

type QuoteRequest = Parameters<NonNullable<OrderSource['quote']>>[1];

/** What a shop writes into its page. */
export interface OrderOnPage {
  id: string;
  /** The element's `order`. */
  token: string;
  /** The element's `endpoint`. */
  endpoint: string;
}

export interface ElementShop {
  shop: Shop;
  /** Makes an order, or changes the one with that id: 42 € and open unless told otherwise. */
  order: (fields?: Partial<OrderInput>) => Promise<OrderOnPage>;
  /** What Stripe has of an order's payments. */
  intents: (id: string) => Promise<{ status: string; amount: number }[]>;
}

export async function startElementShop(options: Partial<ShopOptions> = {}): Promise<ElementShop> {
  const orders = new Map<string, OrderInput>();
  /** What delivery adds to an order's amount, once a wallet said where to. */
  const deliveries = new Map<string, number>();

  const find = (id: string): OrderInput | null => {
    const order = orders.get(id);
    return order ? { ...order, amount: order.amount + (deliveries.get(id) ?? 0) } : null;
  };

  /** Delivery costs 5 €, or 9 € by express; nobody delivers to Japan. */
  const quote = (id: string, { address, rate }: QuoteRequest): QuoteInput => {
    const rates = [
      { id: 'standard', label: 'Standard', amount: 500 },
      { id: 'fast', label: 'Fast', amount: 900 },
    ];
    const chosen = rates.find(({ id }) => id === rate) ?? rates[0];
    const { amount = 0 } = orders.get(id) ?? {};
    return {
      amount: amount + (chosen?.amount ?? 0),
      rates: address.country === 'JP' ? [] : rates,
    };
  };

  const accept = (id: string, { address, rate }: Delivery): OrderInput => {
    const order = orders.get(id);
    if (!order) throw new Error(`there is no order ${id}`);
    if (address && rate) deliveries.set(id, quote(id, { address, rate }).amount - order.amount);
    return find(id) ?? order;
  };

  const shop = await startShop({
    database: ':memory:',
    checkout: { orders: { find, quote, accept } },
    ...options,
  });
  // Where the tests' pages are: wallets want to know.
  await shop.stripe.paymentMethodDomains.create({ domain_name: 'localhost' });

  return {
    shop,
    async order(fields = {}) {
      const id = fields.id ?? `order-${orders.size + 1}`;
      const old = orders.get(id) ?? { id, amount: 4200, currency: 'eur', status: 'open' as const };
      orders.set(id, { ...old, ...fields });
      return { id, token: await shop.checkout.orderToken(id), endpoint: shop.url };
    },
    async intents(id) {
      const { data } = await shop.stripe.paymentIntents.list({ limit: 100 });
      return data
        .filter(({ metadata }) => metadata.tender_order === id)
        .map(({ status, amount }) => ({ status, amount }));
    },
  };
}
