/** What a row of the bench table is, and how its figures are taken. */

export interface BenchRow {
  /** What of ours was measured. */
  name: string;
  value: number;
  /** The unit of `value` and `baselineValue`, such as `µs` or `requests/s`. */
  unit: string;
  /** What it is held against, measured in the same run. */
  baseline: string;
  baselineValue: number;
  /** `value / baselineValue`. */
  ratio: number;
}

/** A row with its ratio. */
export function row(fields: Omit<BenchRow, 'ratio'>): BenchRow {
  return { ...fields, ratio: fields.value / fields.baselineValue };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('the median of nothing');
  return (upper + lower) / 2;
}

/**
 * Microseconds that one call takes: the median over `repeats` rounds of `calls` calls each, for each
 * of the functions given. They take turns, so that a machine which slows down slows all of them.
 */
export async function microsecondsPerCall<Name extends string>(
  functions: Record<Name, () => unknown>,
  { calls = 1000, repeats = 9 }: { calls?: number; repeats?: number } = {},
): Promise<Record<Name, number>> {
  const entries = Object.entries<() => unknown>(functions);
  const samples = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let round = -1; round < repeats; round++) {
    for (const [name, fn] of entries) {
      const started = performance.now();
      for (let call = 0; call < calls; call++) await fn();
      const taken = ((performance.now() - started) * 1000) / calls;
      if (round >= 0) samples.get(name)?.push(taken); // Round -1 warms up.
    }
  }
  return Object.fromEntries([...samples].map(([name, taken]) => [name, median(taken)])) as Record<
    Name,
    number
  >;
}
