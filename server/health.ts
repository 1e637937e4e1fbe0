/**
 * Whether the server lives, and whether it can take payments.
 *
 * @module
 */
import * as v from 'valibot';

export const healthSchema = v.object({
  ok: v.boolean(),
  checks: v.record(
    v.string(),
    v.object({
      ok: v.boolean(),
      /** What there is to say beyond that. */
      detail: v.optional(v.string()),
    }),
  ),
});

export type Health = v.InferOutput<typeof healthSchema>;
export type Check = () => Promise<Health['checks'][string]> | Health['checks'][string];

/** The longest that a check may take before it has failed. */
const PATIENCE_MS = 2_000;

/** Makes all checks at once; one that throws or hangs has failed, and its words stay here. */
export async function health(checks: Record<string, Check>): Promise<Health> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const),
  );
  return { ok: results.every(([, { ok }]) => ok), checks: Object.fromEntries(results) };
}

async function outcome(check: Check): Promise<Health['checks'][string]> {
  const { promise: late, resolve } = Promise.withResolvers<{ ok: false; detail: string }>();
  const timer = setTimeout(() => resolve({ ok: false, detail: 'no answer' }), PATIENCE_MS);
  try {
    return await Promise.race([Promise.resolve(check()), late]);
  } catch {
    return { ok: false, detail: 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
