export {
  findMethod,
  paymentMethods,
  revive,
  type Catalogue,
  type Market,
  type PaymentMethod,
} from './catalogue.ts';
export type { Confirmation, Family, Settlement, Unavailable } from './catalogue/entry.ts';
export {
  captureModes,
  type AmountLimits,
  type CaptureMode,
  type EligibilityContext,
  type MethodSelection,
  type ShopSelection,
} from './context.ts';
export { assertCountry, isCountry, type Country } from './countries.ts';
export {
  eligibleMethods,
  type Eligibility,
  type HiddenMethod,
  type OfferedMethod,
} from './eligibility.ts';
export { explain } from './explain.ts';
export { eligibleExpress, type ExpressEligibility, type ExpressMethod } from './express.ts';
export { hold, type Hold, type HoldContext } from './hold.ts';
export { reasonCodes, type Reason } from './rules.ts';
