import type { FC } from 'hono/jsx';
import { formatAmount } from '../../../server/money/index.ts';
import { findProduct } from '../catalogue.ts';
import { priceIn } from '../prices.ts';
import { shippingRates } from '../shipping.ts';
import { Page, type PageProps } from './layout.tsx';
import { Picture } from './picture.tsx';

type Props = Omit<PageProps, 'title' | 'children'> & { problem?: string | undefined };

export const CartPage: FC<Props> = ({ problem, ...props }) => {
  const { place, language } = props.preferences;
  const { country, currency } = place;
  const format = (amount: number): string => formatAmount(amount, currency, language);
  const lines = [...props.cart].flatMap(([id, quantity]) => {
    const product = findProduct(id);
    return product
      ? [{ product, quantity, amount: priceIn(currency, product.price) * quantity }]
      : [];
  });
  const goods = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const [shipping] = shippingRates(country, currency, goods);
  const total = lines.reduce((sum, { amount }) => sum + amount, shipping?.amount ?? 0);

  return (
    <Page title="Cart" {...props}>
      <h1>Your cart</h1>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {lines.length === 0 ? (
        <p>
          Nothing in it yet. <a href="/">Have a look around.</a>
        </p>
      ) : (
        <>
          <ul class="lines" role="list">
            {lines.map(({ product, quantity, amount }) => (
              <li>
                <Picture product={product.id} class="picture small" />
                <div>
                  <h2>{product.name}</h2>
                  <form method="post" action="/cart" class="quantity">
                    <input type="hidden" name="set" value={product.id} />
                    <label>
                      <span class="visually-hidden">{`Quantity of ${product.name}`}</span>
                      <input
                        type="number"
                        name="quantity"
                        min="0"
                        max="20"
                        value={String(quantity)}
                      />
                    </label>
                    <button type="submit" class="quiet">
                      Update
                    </button>
                  </form>
                </div>
                <span class="amount">{format(amount)}</span>
              </li>
            ))}
          </ul>
          <dl class="totals">
            <dt>{shipping ? `${shipping.label} delivery, ${shipping.detail}` : 'Delivery'}</dt>
            <dd>{shipping ? format(shipping.amount) : '–'}</dd>
            <dt class="total">Total</dt>
            <dd class="total">{format(total)}</dd>
          </dl>
          <form method="post" action="/orders">
            <button type="submit" class="wide">
              Go to checkout
            </button>
          </form>
        </>
      )}
    </Page>
  );
};
