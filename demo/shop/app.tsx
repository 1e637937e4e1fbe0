/** The storefront: plain pages and forms. What it knows of payments is two tags and an order source. */
import { readFileSync } from 'node:fs';
import { Hono, type Context } from 'hono';
import { findProduct } from './catalogue.ts';
import { OutOfStockError, type Orders } from './orders.ts';
import { CartPage } from './pages/cart.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { OrderPage, PayPage, ThanksPage } from './pages/order.tsx';
import { ProductPage, ShelfPage } from './pages/shelf.tsx';
import { findPlace } from './places.ts';
import {
  isLanguage,
  isTheme,
  readCart,
  readPreferences,
  remember,
  writeCart,
} from './preferences.ts';

interface ShopOptions {
  orders: Orders;
  /** Makes the token that lets a page pay one order. */
  orderToken: (orderId: string) => Promise<string>;
  /** Where `shop.css` and `icon.svg` are. */
  assets: URL;
}

export function createShop({ orders, orderToken, assets }: ShopOptions): Hono {
  const shop = new Hono();
  const seen = (c: Context) => ({ preferences: readPreferences(c), cart: readCart(c) });
  const asset = (file: string): string => readFileSync(new URL(file, assets), 'utf8');

  shop.get('/shop/shop.css', (c) => c.body(asset('shop.css'), 200, { 'Content-Type': 'text/css' }));
  shop.get('/shop/icon.svg', (c) =>
    c.body(asset('icon.svg'), 200, { 'Content-Type': 'image/svg+xml' }),
  );

  shop.get('/', (c) => c.html(<ShelfPage {...seen(c)} />));

  shop.get('/products/:id', (c) => {
    const product = findProduct(c.req.param('id'));
    if (!product) return c.notFound();
    return c.html(
      <ProductPage product={product} inStock={orders.inStock(product.id)} {...seen(c)} />,
    );
  });

  shop.get('/cart', (c) => c.html(<CartPage {...seen(c)} />));

  shop.post('/cart', async (c) => {
    const form = await c.req.parseBody();
    const cart = new Map(readCart(c));
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
    const from = URL.parse(c.req.header('Referer') ?? '');
    const own = from?.host === c.req.header('Host');
    return c.redirect(own ? (from?.pathname ?? '/') : '/', 303);
  });

  shop.post('/orders', (c) => {
    const { cart, preferences } = seen(c);
    try {
      const { id } = orders.place(cart, preferences.place);
      writeCart(c, new Map());
      return c.redirect(`/orders/${id}/pay`, 303);
    } catch (error) {
      if (!(error instanceof OutOfStockError)) throw error;
      return c.html(<CartPage problem={error.message} {...seen(c)} />, 409);
    }
  });

  shop.get('/orders/:id/pay', async (c) => {
    const order = orders.get(c.req.param('id'));
    if (!order) return c.notFound();
    c.header('Cache-Control', 'no-store');
    return c.html(<PayPage order={order} token={await orderToken(order.id)} {...seen(c)} />);
  });

  shop.get('/orders/:id/thanks', (c) => {
    const order = orders.get(c.req.param('id'));
    if (!order) return c.notFound();
    // The client secret is in the address until the element takes it out.
    c.header('Referrer-Policy', 'no-referrer');
    return c.html(<ThanksPage order={order} {...seen(c)} />);
  });

  shop.get('/orders/:id', (c) => {
    const order = orders.get(c.req.param('id'));
    return order ? c.html(<OrderPage order={order} {...seen(c)} />) : c.notFound();
  });

  shop.notFound((c) => c.html(<NotFoundPage {...seen(c)} />, 404));
  return shop;
}
