/** Regions that ISO reserves or that belong to no postal address. */
const NO_COUNTRY = /^(AC|CP|CQ|DG|EA|E[UZ]|IC|QO|TA|UN|X.|Z[NZ])$/;

let codes: string[] | undefined;

/** ISO 3166-1 alpha-2 codes, as the browser knows them: none to ship, none to keep up to date. */
export function countryCodes(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  codes ??= [...pairs()].filter((code) => {
    // A code that was given up, such as SU, becomes its successor.
    const current = new Intl.Locale(`und-${code}`).region === code;
    return current && names.of(code) !== undefined && !NO_COUNTRY.test(code);
  });
  return codes;
}

function* pairs(): Iterable<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const first of letters) for (const second of letters) yield first + second;
}
