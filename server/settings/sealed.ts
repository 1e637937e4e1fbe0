/** Settings that nobody who has the database alone can read. */
import type { Context } from '../context.ts';
import { commit } from '../store/commit.ts';
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

const NOTHING = { content: undefined, version: 0, unreadable: false } as const;

const labelOf = (name: string): string => `setting:${name}`;

/** Opens a setting; one that was sealed under a secret that has been replaced is sealed anew. */
export async function readSealed<T>(
  context: Pick<Context, 'store' | 'seal'>,
  name: string,
): Promise<OpenedSetting<T>> {
  const { store, seal } = context;
  const { content: kept, version } = await readVersioned<Sealed>(store, name);
  if (!kept) return NOTHING;
  let content: T;
  try {
    content = JSON.parse(seal.open(kept.sealed, labelOf(name))) as T;
  } catch (error) {
    if (error instanceof SealError) return { ...NOTHING, version, unreadable: true };
    throw error;
  }
  if (seal.isStale(kept.sealed)) await sealAnew(context, name, content, version);
  return { content, version, unreadable: false };
}

/** What it holds stays the same, and so does its version. */
async function sealAnew(
  { store, seal }: Pick<Context, 'store' | 'seal'>,
  name: string,
  content: unknown,
  version: number,
): Promise<void> {
  await commit('setting', () =>
    store.db
      .updateTable('setting')
      .set({ value: JSON.stringify(sealed({ seal }, name, content)) })
      .where('name', '=', name)
      .where('updated_at', '=', version)
      .execute(),
  );
}

/** What to write in place of the content. */
export const sealed = (
  { seal }: Pick<Context, 'seal'>,
  name: string,
  content: unknown,
): Sealed => ({
  sealed: seal.close(JSON.stringify(content), labelOf(name)),
});
