/** Lets writes that arrive together share one commit. */
import { setImmediate } from 'node:timers/promises';

export interface GroupCommit<Item> {
  /** Resolves once the item is committed. */
  add: (item: Item) => Promise<void>;
  /** Resolves when nothing is waiting. */
  idle: () => Promise<void>;
}

interface Waiting<Item> {
  item: Item;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Items that come while a commit is under way, and in the turns of the event loop right after one
 * another, are committed together, `most` at a time. A lone item waits for no one.
 *
 * A group that fails is committed again item by item, so that a bad one fails alone; `commit` must
 * therefore change nothing when it fails, and bear seeing an item twice.
 */
export function groupCommit<Item>(
  commit: (items: readonly Item[]) => Promise<unknown>,
  { most = 500 }: { most?: number } = {},
): GroupCommit<Item> {
  let waiting: Waiting<Item>[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await gathered();
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(group);
    }
    running = undefined;
  }

  /** Resolves when a turn of the event loop has brought no further item, or enough are there. */
  async function gathered(): Promise<void> {
    let before: number;
    do {
      before = waiting.length;
      await setImmediate();
    } while (waiting.length > before && waiting.length < most);
  }

  async function settle(group: readonly Waiting<Item>[]): Promise<void> {
    try {
      await commit(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      const [first, ...rest] = group;
      if (rest.length === 0) first?.reject(error);
      else for (const one of group) await settle([one]);
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      }),
    idle: async () => {
      await running;
    },
  };
}
