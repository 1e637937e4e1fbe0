/** The currencies that Stripe doesn't count in hundredths: https://docs.stripe.com/currencies. */
const ZERO_DECIMAL = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|vnd|vuv|xaf|xof|xpf)$/i;
const THREE_DECIMAL = /^(bhd|jod|kwd|omr|tnd)$/i;

/** How many decimals of a currency Stripe's minor units stand for. */
export const decimalsOf = (currency: string): number =>
  ZERO_DECIMAL.test(currency) ? 0 : THREE_DECIMAL.test(currency) ? 3 : 2;

/** @param amount - in minor units, as Stripe counts them */
export function formatMoney(locale: string, amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const major = amount / 10 ** decimals;
  // Browsers round some currencies to whole units that Stripe charges in hundredths.
  const exact = Number.isInteger(major) ? {} : { minimumFractionDigits: decimals };
  const options = { style: 'currency', currency, ...exact } as const;
  return new Intl.NumberFormat(locale, options).format(major);
}
