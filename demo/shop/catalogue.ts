import type { Texts } from './texts/index.ts';

export type ProductId = keyof Texts['products'];

/** What the shop sells. Prices are in euro cents; `prices.ts` has them in other currencies. */
export interface Product {
  /** Names its words in `texts/`, and its picture. */
  id: ProductId;
  price: number;
  /** How many there are before anything is sold. */
  stock: number;
}

export const products: readonly Product[] = [
  { id: 'lamp', price: 129_00, stock: 12 },
  { id: 'notebook', price: 18_00, stock: 400 },
  { id: 'mug', price: 24_00, stock: 60 },
  { id: 'pen', price: 46_00, stock: 80 },
  { id: 'bag', price: 164_00, stock: 8 },
  { id: 'card', price: 3_50, stock: 1000 },
];

export const findProduct = (id: string): Product | undefined =>
  products.find((product) => product.id === id);
