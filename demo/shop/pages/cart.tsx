import type { FC } from 'hono/jsx';
import { formatAmount } from '../../../server/money/index.ts';
import { findProduct } from '../catalogue.ts';
import { goodsValue } from '../orders.ts';
import { priceIn } from '../prices.ts';
import { shippingRates } from '../shipping.ts';
import type { Texts } from '../texts/index.ts';
import { Page, textsFor, type Visit } from './layout.tsx';
import { Picture } from './picture.tsx';

/** Why the cart can't be ordered, where it can't. */
type Props = Visit & { problem?: (texts: Texts) => string };

export const CartPage: FC<Props> = ({ problem, ...visit }) => {
  const words = textsFor(visit);
  const { place, language } = visit.preferences;
  const { country, currency } = place;
  const format = (amount: number): string => formatAmount(amount, currency, language);
  const lines = [...visit.cart].map(([product, quantity]) => ({
    product,
    quantity,
    amount: priceIn(currency, findProduct(product)?.price ?? 0) * quantity,
  }));
  const [shipping] = shippingRates(country, currency, goodsValue(lines));
  const total = lines.reduce((sum, { amount }) => sum + amount, shipping?.amount ?? 0);

  return (
    <Page title={words.cart} {...visit}>
      <h1>{words.yourCart}</h1>
      {problem && (
        <p class="problem" role="alert">
          {problem(words)}
        </p>
      )}
      {lines.length === 0 ? (
        <p>
          {words.cartEmpty} <a href="/">{words.lookAround}</a>
        </p>
      ) : (
        <div class="cart">
          <ul class="lines" role="list">
            {lines.map(({ product, quantity, amount }) => (
              <li>
                <Picture product={product} class="picture small" />
                <div>
                  <h2>{words.products[product].name}</h2>
                  <form method="post" action="/cart" class="quantity">
                    <input type="hidden" name="set" value={product} />
                    <label>
                      <span class="visually-hidden">
                        {words.quantityOf(words.products[product].name)}
                      </span>
                      <input
                        type="number"
                        name="quantity"
                        min="0"
                        max="20"
                        value={String(quantity)}
                      />
                    </label>
                    <button type="submit" class="quiet">
                      {words.update}
                    </button>
                  </form>
                </div>
                <span class="amount">{format(amount)}</span>
              </li>
            ))}
          </ul>
          <div class="checkout-box">
            <dl class="totals">
              <dt>
                {shipping ? words.rates[shipping.id] : words.delivery}
                {shipping && <span class="muted"> · {words.days(...shipping.days)}</span>}
              </dt>
              <dd>{shipping ? format(shipping.amount) : '–'}</dd>
              <dt class="total">{words.total}</dt>
              <dd class="total">{format(total)}</dd>
            </dl>
            <form method="post" action="/orders">
              <button type="submit" class="wide">
                {words.toCheckout}
              </button>
            </form>
          </div>
        </div>
      )}
    </Page>
  );
};
