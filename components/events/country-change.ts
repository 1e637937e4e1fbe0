import { TenderEvent } from './tender-event.ts';

/**
 * The shopper picked a country.
 */
export class TenderCountryChangeEvent extends TenderEvent {
  /** ISO 3166-1 alpha-2 code. */
  readonly country: string;

  constructor(country: string) {
    super('tender-country-change');
    this.country = country;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tender-country-change': TenderCountryChangeEvent;
  }
}
