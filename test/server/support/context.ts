/** A context for what needs only a part of it: any other part fails when it is touched. */
import type { Context } from '../../../server/context.ts';

export function partialContext(parts: Partial<Context>): Context {
  return new Proxy(parts, {
    get(target, name) {
      if (name in target) return target[name as keyof Context];
      throw new Error(`this test's context has no ${String(name)}`);
    },
  }) as Context;
}
