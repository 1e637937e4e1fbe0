export { assertAmount, toDecimal, toMinorUnits } from './amounts.ts';
export {
  assertCurrency,
  currencies,
  currencyRules,
  isCurrency,
  type Currency,
  type CurrencyRules,
} from './currencies.ts';
export { chargeLimits, type ChargeLimits } from './limits.ts';
export { formatAmount, parseAmount } from './localized.ts';
