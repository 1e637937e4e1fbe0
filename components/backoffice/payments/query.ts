/** The filters as the address keeps them, by name. */
export const FILTERS = ['q', 'state', 'method', 'from', 'to', 'refunded', 'disputed'] as const;

/** The filters as the server wants them: days are the operator's own. */
export function asked(query: URLSearchParams): Record<string, string> {
  const filters: Record<string, string> = {};
  for (const name of FILTERS) {
    const value = query.get(name);
    if (value === null) continue;
    filters[name] = name === 'from' || name === 'to' ? dayToTime(value, name) : value;
  }
  return filters;
}

/** The beginning of a day, or for `to` of the next one, in milliseconds since 1970. */
function dayToTime(day: string, name: 'from' | 'to'): string {
  const date = new Date(`${day}T00:00`);
  if (name === 'to') date.setDate(date.getDate() + 1);
  return String(date.getTime());
}
