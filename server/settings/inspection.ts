/**
 * What was found when something at Stripe was last looked at: kept in the database, so that all
 * processes know it, and looked at anew when that was too long ago.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { Problem } from './admin-contract.ts';
import { readSetting, writeSetting } from './setting.ts';

interface Found {
  checkedAt: number;
  problems: readonly Problem[];
}

export interface Inspection<T extends Found> {
  /** What was found at most `maxAge` milliseconds ago; looks where nothing was. */
  within: (maxAge: number) => Promise<T>;
  /** What was found last, whenever that was. */
  last: () => Promise<T | undefined>;
  /** Looks now. */
  look: () => Promise<T>;
}

/** @param look finds out; it throws only when not even a failure can be told. */
export function createInspection<T extends Found>(
  { store, now, log }: Pick<Context, 'store' | 'now' | 'log'>,
  name: string,
  look: () => Promise<T>,
): Inspection<T> {
  const setting = `inspection.${name}`;
  let looking: Promise<T> | undefined;

  const last = () => readSetting<T>(store, setting);

  async function lookAndKeep(): Promise<T> {
    const before = await last();
    const found = await look();
    await writeSetting(store, setting, found, now());
    const known = new Set(before?.problems.map(({ code }) => code));
    const news = found.problems.filter(
      ({ code, severity }) => severity !== 'info' && !known.has(code),
    );
    for (const { code, severity, words } of news) {
      log[severity === 'error' ? 'error' : 'warn']({ area: name, code }, words);
    }
    return found;
  }

  function lookOnce(): Promise<T> {
    looking ??= lookAndKeep().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  return {
    last,
    look: async () => {
      // One that is under way may have begun before the caller's change.
      await looking?.catch(() => undefined);
      return lookOnce();
    },
    async within(maxAge) {
      const found = await last();
      return found && now() - found.checkedAt < maxAge ? found : lookOnce();
    },
  };
}
