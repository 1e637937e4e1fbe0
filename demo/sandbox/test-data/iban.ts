/** IBANs (ISO 13616), for the API and for the form in which shoppers type them. */

export const normalizeIban = (iban: string): string => iban.replaceAll(' ', '').toUpperCase();

/** Letters count from 10, the first four characters go last, and 97 leaves 1. */
export function isIbanValid(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{10,30}$/.test(iban)) return false;
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4), (c) => parseInt(c, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

/** Outside the EEA a debit needs the payer's full billing address (since 2026-09-30.endive). */
export const ibanNeedsAddress = (iban: string): boolean =>
  /^(AD|CH|GB|GG|GI|IM|JE|MC|SM|VA)/.test(normalizeIban(iban));
