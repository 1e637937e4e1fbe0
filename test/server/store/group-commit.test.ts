import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { groupCommit } from '../../../server/store/group-commit.ts';

it('commits together what arrives together', async () => {
  const groups: number[][] = [];
  const { add } = groupCommit<number>((items) => Promise.resolve(groups.push([...items])));
  await Promise.all([add(1), add(2), add(3)]);
  await add(4);
  assert.deepEqual(groups, [[1, 2, 3], [4]]);
});

it('commits what arrives during a commit in the next one', async () => {
  const groups: number[][] = [];
  const late: Promise<void>[] = [];
  const { add, idle } = groupCommit<number>(async (items) => {
    groups.push([...items]);
    if (groups.length === 1) late.push(add(2), add(3));
    await new Promise((resolve) => setTimeout(resolve, 1));
  });
  await add(1);
  await idle();
  await Promise.all(late);
  assert.deepEqual(groups, [[1], [2, 3]]);
});

it('commits together what each turn of the event loop brings, until one brings nothing', async () => {
  const groups: number[][] = [];
  const { add } = groupCommit<number>((items) => Promise.resolve(groups.push([...items])));
  const added: Promise<void>[] = [];
  for (const item of [1, 2, 3]) {
    const turn = setImmediate();
    added.push(add(item));
    await turn;
  }
  await Promise.all(added);
  assert.deepEqual(groups, [[1, 2, 3]]);
});

it('commits no more at a time than it should', async () => {
  const sizes: number[] = [];
  const { add } = groupCommit<number>((items) => Promise.resolve(sizes.push(items.length)), {
    most: 2,
  });
  await Promise.all([add(1), add(2), add(3)]);
  assert.deepEqual(sizes, [2, 1]);
});

it('lets a bad item fail alone', async () => {
  const stored: number[] = [];
  const { add } = groupCommit<number>((items) => {
    if (items.includes(2)) return Promise.reject(new Error('bad'));
    stored.push(...items);
    return Promise.resolve();
  });
  const results = await Promise.allSettled([add(1), add(2), add(3)]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(stored, [1, 3]);
});
