import type { Texts } from './en.ts';

export const fr: Texts = {
  tagline: 'De belles choses pour le bureau.',
  intro: 'Il y en a six. Nous ne vendons rien que nous n’utiliserions pas tous les jours.',
  disclaimer: 'Une démonstration de Tender. Rien n’est livré, personne n’est débité.',
  skip: 'Aller au contenu',
  shop: 'Boutique',

  cart: 'Panier',
  inCart: (count) => `${count} dans le panier`,
  yourCart: 'Votre panier',
  cartEmpty: 'Il est encore vide.',
  lookAround: 'Faites un tour.',
  quantityOf: (name) => `Quantité : ${name}`,
  update: 'Modifier',
  toCheckout: 'Passer à la caisse',

  addToCart: 'Ajouter au panier',
  soldOut: 'Épuisé',
  inStock: 'En stock',
  left: (count) => `Plus que ${count}`,
  notEnough: (name) => `Il n’en reste pas autant : « ${name} ».`,
  notDelivered: 'Nous ne pouvons pas livrer cette commande dans ce pays.',

  deliverTo: 'Livraison',
  language: 'Langue',
  appearance: 'Apparence',
  auto: 'Comme l’appareil',
  light: 'Clair',
  dark: 'Sombre',
  apply: 'Appliquer',

  checkout: 'Caisse',
  yourOrder: 'Votre commande',
  payment: 'Paiement',
  total: 'Total',
  delivery: 'Livraison',
  change: 'Modifier',
  rates: {
    standard: 'Livraison standard',
    express: 'Livraison express',
    air: 'Par avion',
  },
  days: (from, to) =>
    from === to
      ? from === 1
        ? 'le jour ouvré suivant'
        : `${from} jours ouvrés`
      : `${from} à ${to} jours ouvrés`,

  yourPayment: 'Votre paiement',
  seeOrder: 'Voir votre commande',
  goOn: 'Continuer vos achats',
  order: (id) => `Commande ${id}`,
  payNow: 'Payer maintenant',
  unpaid: 'En attente de votre paiement',
  held: 'Montant réservé ; il sera débité à l’expédition',
  paid: 'Payée. Nous préparons le colis',
  canceled: 'Annulée. Rien n’a été débité',
  refunded: 'Remboursée',
  charged: 'Débité',
  returned: 'Remboursé',

  notFound: 'Il n’y a rien ici',
  moved: 'La page a peut-être déménagé.',
  back: 'Retour à la boutique',

  products: {
    lamp: {
      name: 'Lampe du soir',
      tagline: 'Une lumière chaude qui n’éblouit pas',
      description:
        'Un pied en frêne tourné, un abat-jour en papier et un variateur sur le cordon. Elle éclaire la page, pas la pièce, et accepte toute ampoule E27.',
    },
    notebook: {
      name: 'Carnet de terrain',
      tagline: '192 pages qui restent à plat',
      description:
        'Cousu au fil, il reste à plat de la première page à la dernière. Un papier pointillé pour la plume, une couverture pour la pluie.',
    },
    mug: {
      name: 'Tasse du matin',
      tagline: 'Tournée à la main, 300 ml',
      description:
        'Du grès d’un atelier à deux. Chacune est un peu différente ; toutes vont au lave-vaisselle.',
    },
    pen: {
      name: 'Stylo en laiton',
      tagline: 'Plus lourd qu’il n’en a l’air',
      description:
        'Usiné dans une seule barre, il se patine et survit à son propriétaire. Ses recharges se trouvent dans toutes les papeteries.',
    },
    bag: {
      name: 'Sac de jour',
      tagline: 'Coton ciré, 16 litres',
      description:
        'De la place pour un ordinateur, un déjeuner et un pull. Les sangles sont en cuir de bride, et chaque couture qui porte est doublée.',
    },
    card: {
      name: 'Carte postale',
      tagline: 'Typographie, avec enveloppe',
      description: 'Imprimée couleur par couleur sur papier coton. Quelqu’un l’attend.',
    },
  },
};
