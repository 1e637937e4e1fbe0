import type { FC } from 'hono/jsx';
import { formatAmount } from '../../../server/money/index.ts';
import { products, type Product } from '../catalogue.ts';
import { priceIn } from '../prices.ts';
import { Page, textsFor, type Visit } from './layout.tsx';
import { Picture } from './picture.tsx';

const priceOf = ({ price }: Product, { preferences: { place, language } }: Visit): string =>
  formatAmount(priceIn(place.currency, price), place.currency, language);

export const ShelfPage: FC<Visit> = (visit) => {
  const words = textsFor(visit);
  return (
    <Page title={words.tagline} {...visit}>
      <section class="hero">
        <h1>{words.tagline}</h1>
        <p>{words.intro}</p>
      </section>
      <ul class="shelf" role="list">
        {products.map((product) => (
          <li>
            <a class="tile" href={`/products/${product.id}`}>
              <Picture product={product.id} />
              <h2>{words.products[product.id].name}</h2>
              <p class="muted">{words.products[product.id].tagline}</p>
              <p class="price">{priceOf(product, visit)}</p>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
};

/** Fewer than this are worth telling. */
const FEW = 10;

export const ProductPage: FC<Visit & { product: Product; inStock: number }> = ({
  product,
  inStock,
  ...visit
}) => {
  const words = textsFor(visit);
  const { name, description } = words.products[product.id];
  return (
    <Page title={name} {...visit}>
      <article class="product">
        <Picture product={product.id} class="picture large" />
        <div>
          <h1>{name}</h1>
          <p class="lead">{description}</p>
          <p class="price">{priceOf(product, visit)}</p>
          <p class="muted">
            {inStock === 0 ? words.soldOut : inStock < FEW ? words.left(inStock) : words.inStock}
          </p>
          <form method="post" action="/cart">
            <input type="hidden" name="add" value={product.id} />
            <button type="submit" disabled={inStock === 0}>
              {words.addToCart}
            </button>
          </form>
        </div>
      </article>
    </Page>
  );
};
