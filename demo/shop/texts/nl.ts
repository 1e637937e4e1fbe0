import type { Texts } from './en.ts';

export const nl: Texts = {
  tagline: 'Goede dingen voor op het bureau.',
  intro: 'Zes stuks. We verkopen niets wat we zelf niet elke dag zouden gebruiken.',
  disclaimer: 'Een demonstratie van Tender. Er wordt niets geleverd en niemand betaalt echt.',
  skip: 'Naar de inhoud',
  shop: 'Winkel',

  cart: 'Winkelmand',
  inCart: (count) => `${count} in de winkelmand`,
  yourCart: 'Je winkelmand',
  cartEmpty: 'Er zit nog niets in.',
  lookAround: 'Kijk gerust rond.',
  quantityOf: (name) => `Aantal: ${name}`,
  update: 'Wijzigen',
  toCheckout: 'Naar de kassa',

  addToCart: 'In de winkelmand',
  soldOut: 'Uitverkocht',
  inStock: 'Op voorraad',
  left: (count) => `Nog maar ${count}`,
  notEnough: (name) => `Zoveel zijn er niet meer van “${name}”.`,
  notDelivered: 'Naar dat land kunnen we deze bestelling niet leveren.',

  deliverTo: 'Bezorgen in',
  language: 'Taal',
  appearance: 'Weergave',
  auto: 'Zoals het apparaat',
  light: 'Licht',
  dark: 'Donker',
  apply: 'Toepassen',

  checkout: 'Kassa',
  yourOrder: 'Je bestelling',
  payment: 'Betaling',
  total: 'Totaal',
  delivery: 'Bezorging',
  change: 'Wijzigen',
  rates: {
    standard: 'Standaardbezorging',
    express: 'Snelle bezorging',
    air: 'Luchtpost',
  },
  days: (from, to) =>
    from === to
      ? from === 1
        ? 'volgende werkdag'
        : `${from} werkdagen`
      : `${from}–${to} werkdagen`,

  yourPayment: 'Je betaling',
  seeOrder: 'Bekijk je bestelling',
  goOn: 'Verder winkelen',
  order: (id) => `Bestelling ${id}`,
  payNow: 'Nu betalen',
  unpaid: 'Wacht op je betaling',
  held: 'Gereserveerd; je betaalt bij verzending',
  paid: 'Betaald. We pakken hem in',
  canceled: 'Geannuleerd. Er is niets afgeschreven',
  refunded: 'Terugbetaald',
  charged: 'Afgeschreven',
  returned: 'Terugbetaald',

  notFound: 'Hier is niets',
  moved: 'Misschien is de pagina verhuisd.',
  back: 'Terug naar de winkel',

  products: {
    lamp: {
      name: 'Schemerlamp',
      tagline: 'Warm licht dat niet verblindt',
      description:
        'Een gedraaide voet van essenhout, een papieren kap en een dimmer in het snoer. Hij verlicht de bladzijde, niet de kamer, en past op elke E27-lamp.',
    },
    notebook: {
      name: 'Veldboekje',
      tagline: '192 pagina’s die plat liggen',
      description:
        'Met draad genaaid, zodat het van de eerste tot de laatste bladzijde plat ligt. Gestippeld papier voor de vulpen, een omslag voor de regen.',
    },
    mug: {
      name: 'Ochtendmok',
      tagline: 'Met de hand gedraaid, 300 ml',
      description:
        'Steengoed uit een atelier van twee mensen. Elke mok is een beetje anders; ze mogen allemaal in de vaatwasser.',
    },
    pen: {
      name: 'Messing pen',
      tagline: 'Zwaarder dan hij lijkt',
      description:
        'Uit één staaf gefreesd; hij wordt donkerder door gebruik en overleeft zijn eigenaar. Vullingen heeft elke kantoorboekhandel.',
    },
    bag: {
      name: 'Dagtas',
      tagline: 'Gewaxt katoen, 16 liter',
      description:
        'Plaats voor een laptop, een lunch en een trui. De riemen zijn van tuigleer en elke naad die draagt is dubbel gestikt.',
    },
    card: {
      name: 'Ansichtkaart',
      tagline: 'Boekdruk, met envelop',
      description: 'Kleur voor kleur gedrukt op katoenpapier. Er wacht iemand op.',
    },
  },
};
