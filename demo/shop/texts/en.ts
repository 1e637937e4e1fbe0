/** Every text of the shop, in English; the other tables have its shape. */
export const en = {
  tagline: 'Good things for the desk.',
  intro: 'Six of them. We sell nothing that we would not use every day.',
  disclaimer: 'A demonstration of Tender. Nothing is delivered, nobody is charged.',
  skip: 'Skip to content',
  shop: 'Shop',

  cart: 'Cart',
  inCart: (count: number) => `${count} in the cart`,
  yourCart: 'Your cart',
  cartEmpty: 'Nothing in it yet.',
  lookAround: 'Have a look around.',
  quantityOf: (name: string) => `Quantity of ${name}`,
  update: 'Update',
  toCheckout: 'Go to checkout',

  addToCart: 'Add to cart',
  soldOut: 'Sold out',
  inStock: 'In stock',
  left: (count: number) => `Only ${count} left`,
  notEnough: (name: string) => `There are not that many of “${name}” left.`,
  notDelivered: 'We can’t deliver this order to that country.',

  deliverTo: 'Deliver to',
  language: 'Language',
  appearance: 'Appearance',
  auto: 'As the device',
  light: 'Light',
  dark: 'Dark',
  apply: 'Apply',

  checkout: 'Checkout',
  yourOrder: 'Your order',
  payment: 'Payment',
  total: 'Total',
  delivery: 'Delivery',
  change: 'Change',
  rates: {
    standard: 'Standard delivery',
    express: 'Express delivery',
    air: 'Air mail',
  },
  days: (from: number, to: number) =>
    from === to
      ? from === 1
        ? 'next working day'
        : `${from} working days`
      : `${from}–${to} working days`,

  yourPayment: 'Your payment',
  seeOrder: 'See your order',
  goOn: 'Go on shopping',
  order: (id: string) => `Order ${id}`,
  payNow: 'Pay now',
  unpaid: 'Waiting for your payment',
  held: 'Authorized; you are charged when it ships',
  paid: 'Paid. We are packing it',
  canceled: 'Canceled. Nothing was charged',
  refunded: 'Refunded',
  charged: 'Charged',
  returned: 'Refunded',

  notFound: 'There is nothing here',
  moved: 'The page may have moved.',
  back: 'Back to the shop',

  products: {
    lamp: {
      name: 'Dusk lamp',
      tagline: 'Warm light that does not glare',
      description:
        'A turned ash foot, a paper shade and a dimmer in the cord. It lights a page without lighting the room, and takes any E27 bulb.',
    },
    notebook: {
      name: 'Field notebook',
      tagline: '192 pages that lie flat',
      description:
        'Thread-sewn, so that it lies flat from the first page to the last. Dotted paper that takes fountain pens, a cover that takes rain.',
    },
    mug: {
      name: 'Morning mug',
      tagline: 'Thrown by hand, 300 ml',
      description:
        'Stoneware from a two-person workshop. Every one is a little different; all of them go in the dishwasher.',
    },
    pen: {
      name: 'Brass pen',
      tagline: 'Heavier than it looks',
      description:
        'Milled from one bar, it darkens with use and outlives its owner. Takes refills that every stationer has.',
    },
    bag: {
      name: 'Day bag',
      tagline: 'Waxed cotton, 16 litres',
      description:
        'Room for a laptop, a lunch and a jumper. The straps are bridle leather, and every seam that carries weight is sewn twice.',
    },
    card: {
      name: 'Postcard',
      tagline: 'Letterpress, with an envelope',
      description: 'Printed one colour at a time on cotton paper. Somebody is waiting for it.',
    },
  },
};

export type Texts = typeof en;
