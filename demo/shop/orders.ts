/** The shop's own books: orders and stock, in one SQLite file. Payments are the checkout's business. */
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Country } from '../../server/methods/index.ts';
import type { Currency } from '../../server/money/index.ts';
import type { Delivery, OrderInput, OrderSource, QuoteInput } from '../../server/index.ts';
import { findProduct, products } from './catalogue.ts';
import { priceIn } from './prices.ts';
import { shippingRates, type ShippingRate } from './shipping.ts';

/** `unpaid` until the checkout says otherwise. */
export type OrderStatus = 'unpaid' | 'held' | 'paid' | 'canceled' | 'refunded';

export interface OrderItem {
  product: string;
  name: string;
  quantity: number;
  /** For all of them, in minor units. */
  amount: number;
}

export interface ShopOrder {
  id: string;
  country: Country;
  currency: Currency;
  items: OrderItem[];
  shipping: ShippingRate;
  /** Minor units, everything included. */
  amount: number;
  status: OrderStatus;
  /** As the shopper's wallet gave it. */
  delivery: Delivery | null;
  createdAt: number;
}

/** Product → how many. */
export type Cart = ReadonlyMap<string, number>;

export class OutOfStockError extends Error {
  override readonly name = 'OutOfStockError';
}

export interface Orders extends Required<OrderSource> {
  /** @throws {@link OutOfStockError} */
  place: (cart: Cart, to: { country: Country; currency: Currency }) => ShopOrder;
  get: (id: string) => ShopOrder | undefined;
  setStatus: (id: string, status: OrderStatus) => void;
  /** How many of a product are left to sell. */
  inStock: (product: string) => number;
  close: () => void;
}

export function openOrders(file: string): Orders {
  const db = new DatabaseSync(file, { timeout: 5000 });
  db.exec(`
    pragma journal_mode = wal;
    create table if not exists shop_order (id text primary key, data text not null) strict;
    create table if not exists stock (product text primary key, quantity integer not null) strict;
  `);
  const stocked = db.prepare('insert into stock values (?, ?) on conflict do nothing');
  for (const { id, stock } of products) stocked.run(id, stock);

  const select = db.prepare('select data from shop_order where id = ?');
  const save = db.prepare(
    'insert into shop_order values (?, ?) on conflict (id) do update set data = excluded.data',
  );
  const take = db.prepare(
    'update stock set quantity = quantity - ? where product = ? and quantity >= ?',
  );
  const giveBack = db.prepare('update stock set quantity = quantity + ? where product = ?');
  const left = db.prepare('select quantity from stock where product = ?');

  const transaction = <T>(work: () => T): T => {
    db.exec('begin immediate');
    try {
      const result = work();
      db.exec('commit');
      return result;
    } catch (error) {
      db.exec('rollback');
      throw error;
    }
  };
  const get = (id: string): ShopOrder | undefined => {
    const row = select.get(id) as { data: string } | undefined;
    return row && (JSON.parse(row.data) as ShopOrder);
  };
  const put = (order: ShopOrder): ShopOrder => {
    save.run(order.id, JSON.stringify(order));
    return order;
  };
  const need = (id: string): ShopOrder => {
    const order = get(id);
    if (!order) throw new Error(`there is no order ${id}`);
    return order;
  };

  return {
    get,
    inStock: (product) => (left.get(product) as { quantity: number } | undefined)?.quantity ?? 0,
    close: () => db.close(),

    place: (cart, { country, currency }) =>
      transaction(() => {
        const items = [...cart].flatMap(([id, quantity]) => {
          const product = findProduct(id);
          if (!product) return [];
          if (take.run(quantity, id, quantity).changes === 0) {
            throw new OutOfStockError(`There are not ${quantity} of “${product.name}” left.`);
          }
          const amount = priceIn(currency, product.price) * quantity;
          return [{ product: id, name: product.name, quantity, amount }];
        });
        const [shipping] = shippingRates(country, currency, goodsValue(items));
        if (!shipping || items.length === 0) throw new Error('nothing to deliver, or no way to');
        return put({
          id: randomBytes(8).toString('base64url'),
          country,
          currency,
          items,
          shipping,
          amount: total(items, shipping),
          status: 'unpaid',
          delivery: null,
          createdAt: Date.now(),
        });
      }),

    setStatus: (id, status) =>
      transaction(() => {
        const order = need(id);
        if (order.status === status) return;
        if (status === 'canceled') {
          for (const { product, quantity } of order.items) giveBack.run(quantity, product);
        }
        put({ ...order, status });
      }),

    find: (id) => {
      const order = get(id);
      return order ? asInput(order) : null;
    },

    quote: (id, { address, rate }): QuoteInput => {
      const { items, currency } = need(id);
      const rates = shippingRates(address.country, currency, goodsValue(items));
      const chosen = rates.find((each) => each.id === rate) ?? rates[0];
      return {
        amount: chosen ? total(items, chosen) : 0,
        lines: chosen ? linesOf(items, chosen) : [],
        rates,
      };
    },

    accept: (id, delivery) =>
      transaction(() => {
        const order = need(id);
        const country = delivery.address?.country ?? order.country;
        const rates = shippingRates(country, order.currency, goodsValue(order.items));
        const shipping = rates.find((rate) => rate.id === delivery.rate) ?? rates[0];
        if (!shipping) throw new Error(`the shop does not deliver to ${country}`);
        const amount = total(order.items, shipping);
        return asInput(put({ ...order, country, shipping, amount, delivery }));
      }),
  };
}

/** Euro cents: the same goods are free of shipping in every currency. */
const goodsValue = (items: readonly OrderItem[]): number =>
  items.reduce(
    (sum, { product, quantity }) => sum + (findProduct(product)?.price ?? 0) * quantity,
    0,
  );

const total = (items: readonly OrderItem[], shipping: ShippingRate): number =>
  items.reduce((sum, { amount }) => sum + amount, shipping.amount);

const linesOf = (items: readonly OrderItem[], shipping: ShippingRate): OrderInput['lines'] => [
  ...items.map(({ name, quantity, amount }) => ({ name, quantity, amount })),
  { name: `${shipping.label} delivery`, amount: shipping.amount },
];

const asInput = (order: ShopOrder): OrderInput => ({
  id: order.id,
  amount: order.amount,
  currency: order.currency,
  description: `Order ${order.id}`,
  lines: linesOf(order.items, order.shipping),
  customer: { country: order.country },
  shippable: true,
  status: order.status === 'unpaid' ? 'open' : 'closed',
});
