/**
 * The shopper picked a country.
 */
export class TenderCountryChangeEvent extends Event {
  /** ISO 3166-1 alpha-2 code. */
  readonly country: string;

  constructor(country: string) {
    super('tender-country-change', { bubbles: true, composed: true });
    this.country = country;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-country-change': TenderCountryChangeEvent;
  }
}
