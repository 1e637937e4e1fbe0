/** What the shop sells. Prices are in euro cents; `prices.ts` has them in other currencies. */
export interface Product {
  id: string;
  name: string;
  /** One line for the shelf. */
  tagline: string;
  /** For the product's own page. */
  description: string;
  price: number;
  /** How many there are before anything is sold. */
  stock: number;
}

export const products: readonly Product[] = [
  {
    id: 'lamp',
    name: 'Dusk lamp',
    tagline: 'Warm light that does not glare',
    description:
      'A turned ash foot, a paper shade and a dimmer in the cord. It lights a page without lighting ' +
      'the room, and takes any E27 bulb.',
    price: 129_00,
    stock: 12,
  },
  {
    id: 'notebook',
    name: 'Field notebook',
    tagline: '192 pages that lie flat',
    description:
      'Thread-sewn, so that it lies flat from the first page to the last. Dotted paper that takes ' +
      'fountain pens, a cover that takes rain.',
    price: 18_00,
    stock: 400,
  },
  {
    id: 'mug',
    name: 'Morning mug',
    tagline: 'Thrown by hand, 300 ml',
    description:
      'Stoneware from a two-person workshop. Every one is a little different; all of them go in the ' +
      'dishwasher.',
    price: 24_00,
    stock: 60,
  },
  {
    id: 'pen',
    name: 'Brass pen',
    tagline: 'Heavier than it looks',
    description:
      'Milled from one bar, it darkens with use and outlives its owner. Takes refills that every ' +
      'stationer has.',
    price: 46_00,
    stock: 80,
  },
  {
    id: 'bag',
    name: 'Day bag',
    tagline: 'Waxed cotton, 16 litres',
    description:
      'Room for a laptop, a lunch and a jumper. The straps are bridle leather, and every seam that ' +
      'carries weight is sewn twice.',
    price: 164_00,
    stock: 8,
  },
  {
    id: 'card',
    name: 'Postcard',
    tagline: 'Letterpress, with an envelope',
    description: 'Printed one colour at a time on cotton paper. Somebody is waiting for it.',
    price: 3_50,
    stock: 1000,
  },
];

export const findProduct = (id: string): Product | undefined =>
  products.find((product) => product.id === id);
