/** The storefront: plain pages and forms. What it knows of payments is two tags and an order source. */
import { readFileSync } from 'node:fs';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import type { Child } from 'hono/jsx';
import { findProduct } from './catalogue.ts';
import { CannotOrderError, type Orders, type ShopOrder } from './orders.ts';
import { CartPage } from './pages/cart.tsx';
import type { Visit } from './pages/layout.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { OrderPage, PayPage, ThanksPage } from './pages/order.tsx';
import { ProductPage, ShelfPage } from './pages/shelf.tsx';
import { findPlace } from './places.ts';
import {
  isTheme,
  pageBefore,
  readCart,
  readPreferences,
  remember,
  writeCart,
} from './preferences.ts';
import { isLanguage } from './texts/index.ts';

interface ShopOptions {
  orders: Orders;
  /** Makes the token that lets a page pay one order. */
  orderToken: (orderId: string) => Promise<string>;
  /** What stands at the side of a page, and of the page of an order. */
  aside?: (c: Context, visit: Visit, order?: ShopOrder) => Promise<Child>;
}

const asset = (file: string): string =>
  readFileSync(new URL(file, import.meta.url), { encoding: 'utf8' });

export function createShop({ orders, orderToken, aside }: ShopOptions): Hono {
  const shop = new Hono();
  const visitOf = async (c: Context, order?: ShopOrder): Promise<Visit> => {
    const visit = { preferences: readPreferences(c), cart: readCart(c) };
    return aside ? { ...visit, aside: await aside(c, visit, order) } : visit;
  };

  const notFound = async (c: Context): Promise<Response> =>
    c.html(<NotFoundPage {...await visitOf(c)} />, 404);

  shop.use(csrf(), compress());
  shop.get('/shop/shop.css', (c) => c.body(asset('shop.css'), 200, { 'Content-Type': 'text/css' }));
  shop.get('/shop/icon.svg', (c) =>
    c.body(asset('icon.svg'), 200, { 'Content-Type': 'image/svg+xml' }),
  );

  shop.get('/', async (c) => c.html(<ShelfPage {...await visitOf(c)} />));

  shop.get('/products/:id', async (c) => {
    const product = findProduct(c.req.param('id'));
    if (!product) return notFound(c);
    const inStock = orders.inStock(product.id);
    return c.html(<ProductPage product={product} inStock={inStock} {...await visitOf(c)} />);
  });

  shop.get('/cart', async (c) => c.html(<CartPage {...await visitOf(c)} />));

  shop.post('/cart', async (c) => {
    const form = await c.req.parseBody();
    const cart = new Map<string, number>(readCart(c));
    const { add, set, quantity } = form;
    if (typeof add === 'string') cart.set(add, (cart.get(add) ?? 0) + 1);
    if (typeof set === 'string') {
      if (Number(quantity) > 0) cart.set(set, Number(quantity));
      else cart.delete(set);
    }
    writeCart(c, cart);
    return c.redirect('/cart', 303);
  });

  shop.post('/preferences', async (c) => {
    const { country, language, theme } = await c.req.parseBody();
    if (typeof country === 'string' && findPlace(country)) remember(c, 'country', country);
    if (isLanguage(language)) remember(c, 'language', language);
    if (isTheme(theme)) remember(c, 'theme', theme);
    return c.redirect(pageBefore(c), 303);
  });

  shop.post('/orders', async (c) => {
    try {
      const { id } = orders.place(readCart(c), readPreferences(c));
      writeCart(c, new Map());
      return c.redirect(`/orders/${id}/pay`, 303);
    } catch (error) {
      if (!(error instanceof CannotOrderError)) throw error;
      return c.html(<CartPage problem={error.problem} {...await visitOf(c)} />, 409);
    }
  });

  shop.get('/orders/:id/pay', async (c) => {
    const order = orders.get(c.req.param('id'));
    if (!order) return notFound(c);
    c.header('Cache-Control', 'no-store');
    const token = await orderToken(order.id);
    const rates = orders.rates(order);
    return c.html(
      <PayPage order={order} rates={rates} token={token} {...await visitOf(c, order)} />,
    );
  });

  shop.post('/orders/:id/delivery', async (c) => {
    const order = orders.get(c.req.param('id'));
    if (!order) return notFound(c);
    const { rate } = await c.req.parseBody();
    if (typeof rate === 'string') orders.change(order.id, { rate });
    return c.redirect(`/orders/${order.id}/pay`, 303);
  });

  shop.get('/orders/:id/thanks', async (c) => {
    const order = orders.get(c.req.param('id'));
    if (!order) return notFound(c);
    // The client secret is in the address until the element takes it out.
    c.header('Referrer-Policy', 'no-referrer');
    return c.html(<ThanksPage order={order} {...await visitOf(c, order)} />);
  });

  shop.get('/orders/:id', async (c) => {
    const order = orders.get(c.req.param('id'));
    return order ? c.html(<OrderPage order={order} {...await visitOf(c, order)} />) : notFound(c);
  });

  // An app that this one is mounted in would answer in its own words.
  shop.get('*', notFound);
  return shop;
}
