/** The shop's own books: orders and stock, in one SQLite file. Payments are the checkout's business. */
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { CaptureMode, Country } from '../../server/methods/index.ts';
import type { Currency } from '../../server/money/index.ts';
import type {
  Delivery,
  Notification,
  OrderInput,
  OrderSource,
  QuoteInput,
} from '../../server/index.ts';
import { findProduct, products, type ProductId } from './catalogue.ts';
import type { Preferences } from './preferences.ts';
import { priceIn } from './prices.ts';
import { shippingRates, type ShippingRate } from './shipping.ts';
import { texts, type Language, type Texts } from './texts/index.ts';

/** `unpaid` until the checkout says otherwise. */
export type OrderStatus = 'unpaid' | 'held' | 'paid' | 'canceled' | 'refunded';

export interface OrderItem {
  product: ProductId;
  quantity: number;
  /** For all of them, in minor units, as all amounts here. */
  amount: number;
}

export interface ShopOrder {
  id: string;
  country: Country;
  currency: Currency;
  /** The shopper's, in which wallets name what is bought. */
  language: Language;
  items: OrderItem[];
  shipping: ShippingRate;
  /** Everything included. */
  amount: number;
  /** How the money is taken, if not as the checkout does by itself. */
  capture: CaptureMode | null;
  status: OrderStatus;
  /** What was taken of the amount, and what was given back of that. */
  charged: number;
  returned: number;
  /** As the shopper's wallet gave it. */
  delivery: Delivery | null;
  /** Of the payment that the status comes from: what is older is old news. */
  paymentVersion: number;
  createdAt: number;
}

/** Product → how many. */
export type Cart = ReadonlyMap<ProductId, number>;

/** The cart can't be ordered; `problem` says why to a reader of any language. */
export class CannotOrderError extends Error {
  override readonly name = 'CannotOrderError';
  readonly problem: (texts: Texts) => string;

  constructor(problem: (texts: Texts) => string) {
    super(problem(texts.en));
    this.problem = problem;
  }
}

export interface Orders extends Required<OrderSource> {
  /** @throws {@link CannotOrderError} */
  place: (
    cart: Cart,
    preferences: Pick<Preferences, 'place' | 'language' | 'capture'>,
  ) => ShopOrder;
  get: (id: string) => ShopOrder | undefined;
  /** The ways to have an order delivered, cheapest first. */
  rates: (order: ShopOrder) => ShippingRate[];
  /** Changes what is not paid yet; anything else stays as it is. */
  change: (id: string, to: { rate?: string; capture?: CaptureMode }) => void;
  /** Takes over what the checkout says of an order's payment. */
  record: (notification: Notification) => void;
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
    rates: ratesOf,
    inStock: (product) => (left.get(product) as { quantity: number } | undefined)?.quantity ?? 0,
    close: () => db.close(),

    place: (cart, { place: { country, currency }, language, capture }) =>
      transaction(() => {
        const items = [...cart].flatMap(([id, quantity]) => {
          const product = findProduct(id);
          if (!product) return [];
          if (take.run(quantity, id, quantity).changes === 0) {
            throw new CannotOrderError(({ notEnough, products }) => notEnough(products[id].name));
          }
          const amount = priceIn(currency, product.price) * quantity;
          return [{ product: id, quantity, amount }];
        });
        if (items.length === 0) throw new CannotOrderError(({ cartEmpty }) => cartEmpty);
        const [shipping] = shippingRates(country, currency, goodsValue(items));
        if (!shipping) throw new CannotOrderError(({ notDelivered }) => notDelivered);
        return put({
          id: randomBytes(8).toString('base64url'),
          country,
          currency,
          language,
          items,
          shipping,
          amount: total(items, shipping),
          capture: capture ?? null,
          status: 'unpaid',
          charged: 0,
          returned: 0,
          delivery: null,
          paymentVersion: 0,
          createdAt: Date.now(),
        });
      }),

    change: (id, { rate, capture }) =>
      transaction(() => {
        const order = need(id);
        if (order.status !== 'unpaid') return;
        const shipping = ratesOf(order).find((each) => each.id === rate) ?? order.shipping;
        const amount = total(order.items, shipping);
        put({ ...order, shipping, amount, capture: capture ?? order.capture });
      }),

    record: ({ payment }) =>
      transaction(() => {
        const order = need(payment.orderId);
        if (payment.version < order.paymentVersion) return;
        const status = statusOf(payment);
        if (status === 'canceled' && order.status !== 'canceled') {
          for (const { product, quantity } of order.items) giveBack.run(quantity, product);
        }
        const { captured: charged, refunded: returned } = payment.facts;
        put({ ...order, status, charged, returned, paymentVersion: payment.version });
      }),

    find: (id) => {
      const order = get(id);
      return order ? asInput(order) : null;
    },

    quote: (id, { address, rate }): QuoteInput => {
      const order = need(id);
      const words = texts[order.language];
      const rates = ratesOf({ ...order, country: address.country });
      const chosen = rates.find((each) => each.id === rate) ?? rates[0];
      return {
        amount: chosen ? total(order.items, chosen) : 0,
        lines: chosen ? linesOf(order.items, chosen, words) : [],
        rates: rates.map(({ id, amount, days }) => ({
          id,
          amount,
          label: words.rates[id],
          detail: words.days(...days),
        })),
      };
    },

    accept: (id, delivery) =>
      transaction(() => {
        const order = need(id);
        const country = delivery.address?.country ?? order.country;
        const rates = ratesOf({ ...order, country });
        const shipping = rates.find((rate) => rate.id === delivery.rate) ?? rates[0];
        if (!shipping) throw new Error(`the shop does not deliver to ${country}`);
        const amount = total(order.items, shipping);
        return asInput(put({ ...order, country, shipping, amount, delivery }));
      }),
  };
}

function statusOf({ state, facts }: Notification['payment']): OrderStatus {
  switch (state) {
    case 'authorized':
      return 'held';
    case 'paid':
      return facts.refunded > 0 && facts.refunded === facts.captured ? 'refunded' : 'paid';
    case 'canceled':
      return 'canceled';
    case 'open':
    case 'processing':
      return 'unpaid';
  }
}

/** Euro cents: the same goods are free of shipping in every currency. */
export const goodsValue = (items: Iterable<Pick<OrderItem, 'product' | 'quantity'>>): number =>
  [...items].reduce(
    (sum, { product, quantity }) => sum + (findProduct(product)?.price ?? 0) * quantity,
    0,
  );

const ratesOf = ({
  country,
  currency,
  items,
}: Pick<ShopOrder, 'country' | 'currency' | 'items'>): ShippingRate[] =>
  shippingRates(country, currency, goodsValue(items));

const total = (items: readonly OrderItem[], shipping: ShippingRate): number =>
  items.reduce((sum, { amount }) => sum + amount, shipping.amount);

const linesOf = (
  items: readonly OrderItem[],
  shipping: ShippingRate,
  { products, rates }: Texts,
): OrderInput['lines'] => [
  ...items.map(({ product, quantity, amount }) => ({
    name: products[product].name,
    quantity,
    amount,
  })),
  { name: rates[shipping.id], amount: shipping.amount },
];

function asInput(order: ShopOrder): OrderInput {
  const words = texts[order.language];
  return {
    id: order.id,
    amount: order.amount,
    currency: order.currency,
    description: words.order(order.id),
    lines: linesOf(order.items, order.shipping, words),
    customer: { country: order.country },
    shippable: true,
    status: order.status === 'unpaid' ? 'open' : 'closed',
    ...(order.capture === null ? {} : { capture: order.capture }),
  };
}
