import { decimalsOf } from '../../locales/money.ts';

/** Arabic and Persian ones: the last four bits of each are its value. */
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * What an operator typed, in minor units; undefined when it is no amount of that currency. Both
 * decimal signs are taken, and no separators of thousands: `1,234` could mean either.
 */
export function parseAmount(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const latin = text
    .replace(/\s/g, '')
    .replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 15));
  const [, whole, fraction = ''] = /^(\d{1,12})(?:[.,٫](\d{1,3}))?$/.exec(latin) ?? [];
  if (whole === undefined || fraction.length > decimals) return undefined;
  const amount = Number(whole + fraction.padEnd(decimals, '0'));
  return amount > 0 ? amount : undefined;
}

/** An amount as {@link parseAmount} takes it, with the decimal sign of the locale. */
export function editableAmount(locale: string, amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat(locale, {
    numberingSystem: 'latn',
    useGrouping: false,
    minimumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
}
