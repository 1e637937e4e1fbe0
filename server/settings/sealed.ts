/** Settings that nobody who has the database alone can read. */
import type { Context } from '../context.ts';
import { SealError } from './seal.ts';
import { readVersioned } from './setting.ts';

interface Sealed {
  sealed: string;
}

export interface OpenedSetting<T> {
  content: T | undefined;
  version: number;
  /** It is there, and was sealed under a secret that is not known here. */
  unreadable: boolean;
}

const labelOf = (name: string): string => `setting:${name}`;

export async function readSealed<T>(
  { store, seal }: Pick<Context, 'store' | 'seal'>,
  name: string,
): Promise<OpenedSetting<T>> {
  const { content, version } = await readVersioned<Sealed>(store, name);
  if (!content) return { content: undefined, version, unreadable: false };
  try {
    const text = seal.open(content.sealed, labelOf(name));
    return { content: JSON.parse(text) as T, version, unreadable: false };
  } catch (error) {
    if (error instanceof SealError) return { content: undefined, version, unreadable: true };
    throw error;
  }
}

/** What to write in place of the content. */
export const sealed = (
  { seal }: Pick<Context, 'seal'>,
  name: string,
  content: unknown,
): Sealed => ({
  sealed: seal.close(JSON.stringify(content), labelOf(name)),
});
