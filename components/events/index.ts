/** The events that the elements dispatch. All bubble and cross shadow roots. */
export { TenderAuthorizedEvent } from './authorized.ts';
export { TenderBeforePayEvent } from './before-pay.ts';
export { TenderCountryChangeEvent } from './country-change.ts';
export { TenderErrorEvent } from './error.ts';
export { TenderFailedEvent } from './failed.ts';
export { TenderMethodChangeEvent } from './method-change.ts';
export { TenderPaidEvent } from './paid.ts';
export { TenderProcessingEvent } from './processing.ts';
export { TenderReadyEvent } from './ready.ts';
export { TenderUnknownEvent } from './unknown.ts';
