/** IBANs as shoppers type them: in groups of four, and complete when the country says so. */
import { isIbanValid, normalizeIban } from '../../../test-data/iban.ts';

/** Lengths from the SWIFT IBAN registry, for the countries of the SEPA area. */
const LENGTHS: Record<string, number> = {
  AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18,
  FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20,
  LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27,
  VA: 22,
}; // prettier-ignore

export function formatIban(text: string): string {
  const plain = text.replace(/[^0-9a-z]/gi, '').toUpperCase();
  const length = LENGTHS[plain.slice(0, 2)] ?? 34;
  return plain.slice(0, length).replace(/(.{4})(?=.)/g, '$1 ');
}

export function ibanProblem(
  text: string,
): 'incomplete' | 'invalid' | 'unsupported_country' | undefined {
  const iban = normalizeIban(text);
  if (iban.length < 2) return 'incomplete';
  const length = LENGTHS[iban.slice(0, 2)];
  if (length === undefined) return 'unsupported_country';
  if (iban.length < length) return 'incomplete';
  return isIbanValid(iban) ? undefined : 'invalid';
}
