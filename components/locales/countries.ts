/** Regions that ISO reserves or that belong to no postal address. */
const NO_COUNTRY = /A[CN]|C[PQ]|DG|E[AUZ]|IC|QO|TA|UN|X.|Z[NZ]/;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** ISO 3166-1 alpha-2 codes, as the browser knows them: none to ship, none to keep up to date. */
export function countryCodes(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
    (code) =>
      names.of(code) &&
      !NO_COUNTRY.test(code) &&
      // A code that was given up, such as SU, becomes its successor.
      new Intl.Locale(`und-${code}`).region === code,
  );
}
