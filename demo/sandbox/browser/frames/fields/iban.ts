/** IBANs (ISO 13616): length by country, check digits, and groups of four. */

/** Lengths from the SWIFT IBAN registry, for the countries of the SEPA area. */
const LENGTHS: Record<string, number> = {
  AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18,
  FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20,
  LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27,
  VA: 22,
}; // prettier-ignore

/** The European Economic Area: IBANs of other countries come with a full billing address. */
const EEA = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  ),
);

const compact = (text: string): string => text.replace(/[^0-9a-z]/gi, '').toUpperCase();

function ibanCountry(iban: string): string | undefined {
  const country = compact(iban).slice(0, 2);
  return country in LENGTHS ? country : undefined;
}

export function needsAddress(iban: string): boolean {
  const country = ibanCountry(iban);
  return country !== undefined && !EEA.has(country);
}

export function formatIban(text: string): string {
  const plain = compact(text);
  const length = LENGTHS[plain.slice(0, 2)] ?? 34;
  return plain.slice(0, length).replace(/(.{4})(?=.)/g, '$1 ');
}

export function ibanProblem(
  text: string,
): 'incomplete' | 'invalid' | 'unsupported_country' | undefined {
  const iban = compact(text);
  if (iban.length < 2) return 'incomplete';
  const length = LENGTHS[iban.slice(0, 2)];
  if (length === undefined) return 'unsupported_country';
  if (iban.length < length) return 'incomplete';
  return hasValidCheckDigits(iban) ? undefined : 'invalid';
}

/** ISO 7064 mod 97-10: moved to the end and read as a number, the whole leaves 1. */
function hasValidCheckDigits(iban: string): boolean {
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4), (character) =>
    Number.parseInt(character, 36).toString(),
  ).join('');
  return BigInt(digits) % 97n === 1n;
}
