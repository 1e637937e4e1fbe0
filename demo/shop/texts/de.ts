import type { Texts } from './en.ts';

export const de: Texts = {
  tagline: 'Gute Dinge für den Schreibtisch.',
  intro: 'Sechs davon. Wir verkaufen nichts, was wir nicht selbst jeden Tag benutzen.',
  disclaimer: 'Eine Vorführung von Tender. Nichts wird geliefert, niemandem wird etwas berechnet.',
  skip: 'Zum Inhalt springen',
  shop: 'Laden',

  cart: 'Warenkorb',
  inCart: (count) => `${count} im Warenkorb`,
  yourCart: 'Ihr Warenkorb',
  cartEmpty: 'Noch ist nichts darin.',
  lookAround: 'Sehen Sie sich um.',
  quantityOf: (name) => `Anzahl: ${name}`,
  update: 'Ändern',
  toCheckout: 'Zur Kasse',

  addToCart: 'In den Warenkorb',
  soldOut: 'Ausverkauft',
  inStock: 'Auf Lager',
  left: (count) => (count === 1 ? 'Nur noch eines da' : `Nur noch ${count} da`),
  notEnough: (name) => `So viele sind von „${name}“ nicht mehr da.`,
  notDelivered: 'In dieses Land können wir die Bestellung nicht liefern.',

  deliverTo: 'Lieferung nach',
  language: 'Sprache',
  appearance: 'Darstellung',
  auto: 'Wie das Gerät',
  light: 'Hell',
  dark: 'Dunkel',
  apply: 'Übernehmen',

  checkout: 'Kasse',
  yourOrder: 'Ihre Bestellung',
  payment: 'Zahlung',
  total: 'Summe',
  delivery: 'Versand',
  change: 'Ändern',
  rates: {
    standard: 'Standardversand',
    express: 'Expressversand',
    air: 'Luftpost',
  },
  days: (from, to) =>
    from === to ? (from === 1 ? 'nächster Werktag' : `${from} Werktage`) : `${from}–${to} Werktage`,

  yourPayment: 'Ihre Zahlung',
  seeOrder: 'Zur Bestellung',
  goOn: 'Weiter einkaufen',
  order: (id) => `Bestellung ${id}`,
  payNow: 'Jetzt bezahlen',
  unpaid: 'Wartet auf Ihre Zahlung',
  held: 'Reserviert; abgebucht wird beim Versand',
  paid: 'Bezahlt. Wir packen sie ein',
  canceled: 'Storniert. Es wurde nichts berechnet',
  refunded: 'Erstattet',
  charged: 'Abgebucht',
  returned: 'Erstattet',

  notFound: 'Hier ist nichts',
  moved: 'Vielleicht ist die Seite umgezogen.',
  back: 'Zurück zum Laden',

  products: {
    lamp: {
      name: 'Dämmerlampe',
      tagline: 'Warmes Licht, das nicht blendet',
      description:
        'Ein gedrechselter Fuß aus Esche, ein Schirm aus Papier und ein Dimmer in der Schnur. Sie beleuchtet die Seite, nicht das Zimmer, und nimmt jede E27-Birne.',
    },
    notebook: {
      name: 'Feldbuch',
      tagline: '192 Seiten, die flach liegen',
      description:
        'Fadengeheftet, damit es von der ersten bis zur letzten Seite flach liegt. Punktiertes Papier für Füller, ein Umschlag für Regen.',
    },
    mug: {
      name: 'Morgenbecher',
      tagline: 'Von Hand gedreht, 300 ml',
      description:
        'Steinzeug aus einer Werkstatt zu zweit. Jeder ist ein wenig anders; in die Spülmaschine dürfen alle.',
    },
    pen: {
      name: 'Messingstift',
      tagline: 'Schwerer, als er aussieht',
      description:
        'Aus einer Stange gefräst, dunkelt er mit den Jahren nach und überlebt seinen Besitzer. Minen dafür hat jedes Schreibwarengeschäft.',
    },
    bag: {
      name: 'Tagestasche',
      tagline: 'Gewachste Baumwolle, 16 Liter',
      description:
        'Platz für einen Laptop, ein Mittagessen und einen Pullover. Die Riemen sind aus Zaumleder, und jede Naht, die trägt, ist doppelt genäht.',
    },
    card: {
      name: 'Postkarte',
      tagline: 'Buchdruck, mit Umschlag',
      description: 'Farbe für Farbe auf Baumwollpapier gedruckt. Jemand wartet darauf.',
    },
  },
};
