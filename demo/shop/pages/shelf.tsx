import type { FC } from 'hono/jsx';
import { formatAmount } from '../../../server/money/index.ts';
import { products, type Product } from '../catalogue.ts';
import { priceIn } from '../prices.ts';
import { Page, type PageProps } from './layout.tsx';
import { Picture } from './picture.tsx';

type Props = Omit<PageProps, 'title' | 'children'>;

const priceOf = ({ price }: Product, { place, language }: Props['preferences']): string =>
  formatAmount(priceIn(place.currency, price), place.currency, language);

export const ShelfPage: FC<Props> = (props) => (
  <Page title="Things for the desk" {...props}>
    <section class="hero">
      <h1>Good things for the desk.</h1>
      <p>Six of them. We sell nothing that we would not use every day.</p>
    </section>
    <ul class="shelf" role="list">
      {products.map((product) => (
        <li>
          <a class="tile" href={`/products/${product.id}`}>
            <Picture product={product.id} />
            <h2>{product.name}</h2>
            <p class="muted">{product.tagline}</p>
            <p class="price">{priceOf(product, props.preferences)}</p>
          </a>
        </li>
      ))}
    </ul>
  </Page>
);

export const ProductPage: FC<Props & { product: Product; inStock: number }> = ({
  product,
  inStock,
  ...props
}) => (
  <Page title={product.name} {...props}>
    <article class="product">
      <Picture product={product.id} class="picture large" />
      <div>
        <h1>{product.name}</h1>
        <p class="lead">{product.description}</p>
        <p class="price">{priceOf(product, props.preferences)}</p>
        <p class="muted">
          {inStock === 0 ? 'Sold out' : inStock < 10 ? `Only ${inStock} left` : 'In stock'}
        </p>
        <form method="post" action="/cart">
          <input type="hidden" name="add" value={product.id} />
          <button type="submit" disabled={inStock === 0}>
            Add to cart
          </button>
        </form>
      </div>
    </article>
  </Page>
);
