import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createClock, type Task } from '../../demo/sandbox/state/clock.ts';
import { createCollection } from '../../demo/sandbox/state/collection.ts';

interface Thing {
  id: string;
  owner: string | null;
}

const step = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'update', 'remove'),
  which: fc.nat(20),
  owner: fc.constantFrom('a', 'b', null),
});

describe('a collection', () => {
  it('lists like a plain array, by index, from any place, in both directions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, cursor) => {
        const collection = createCollection<Thing>('thing', ['owner']);
        let model: Thing[] = [];
        for (const [index, { kind, which, owner }] of steps.entries()) {
          const target = model[which % Math.max(model.length, 1)];
          if (kind === 'insert') model.push(collection.insert({ id: `t${index}`, owner }));
          else if (target && kind === 'update') {
            collection.update(target.id, { owner });
            model = model.map((each) => (each === target ? { ...each, owner } : each));
          } else if (target) {
            collection.remove(target.id);
            model = model.filter((each) => each !== target);
          }
        }
        assert.deepEqual([...collection], model);
        assert.deepEqual([...collection.scan()], model.toReversed());
        const place = cursor % Math.max(model.length, 1);
        const from = model[place]?.id;
        const isOwn = ({ owner }: Thing): boolean => owner === 'a';
        assert.deepEqual(
          [...collection.scan({ field: ['owner', 'a'], from })],
          (from === undefined ? model : model.slice(0, place)).filter(isOwn).toReversed(),
        );
        assert.deepEqual(
          [...collection.scan({ field: ['owner', 'a'], from, oldestFirst: true })],
          (from === undefined ? model : model.slice(place + 1)).filter(isOwn),
        );
      }),
    );
  });

  it('never changes an object, but replaces it', () => {
    const collection = createCollection<Thing>('thing');
    const before = collection.insert({ id: 't1', owner: 'a' });
    const after = collection.update('t1', { owner: 'b' });
    assert.deepEqual([before.owner, after.owner], ['a', 'b']);
    assert.equal(collection.require('t1'), after);
    assert.throws(() => collection.require('t2'), { name: 'StripeError' });
  });
});

describe('a clock', () => {
  it('does everything that falls due, in order, each at its own time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), (delays) => {
        const done: { id: string; at: number }[] = [];
        const clock = createClock(({ id }: Task) => {
          done.push({ id, at: clock.milliseconds() });
        }, 'manual');
        const start = clock.milliseconds();
        for (const [index, seconds] of delays.entries()) {
          clock.schedule(seconds + 1, { kind: 'test', account: 'acct', id: String(index) });
        }
        clock.advance(500);
        clock.advance(501);
        clock.stop();
        const expected = delays
          .map((seconds, index) => ({ id: String(index), at: start + (seconds + 1) * 1000 }))
          .sort((a, b) => a.at - b.at);
        assert.deepEqual(done, expected);
        assert.equal(clock.milliseconds(), start + 1_001_000);
        assert.deepEqual(clock.pending(), []);
      }),
    );
  });

  it('shows whole milliseconds, however fine the delays', () => {
    const seen: number[] = [];
    const clock = createClock(() => seen.push(clock.milliseconds()), 'real');
    for (const seconds of [0.1 + 0.2, 7.123456, 12.9999]) {
      clock.schedule(seconds, { kind: 'test', account: 'acct', id: 'late' });
    }
    clock.advance(20.000_4);
    seen.push(clock.milliseconds());
    clock.stop();
    assert.equal(seen.length, 4);
    assert.deepEqual(seen, seen.map(Math.trunc));
  });

  it('does what a task schedules in its turn', () => {
    const done: string[] = [];
    const clock = createClock(({ id }) => {
      done.push(id);
      if (id === 'first') clock.schedule(10, { kind: 'test', account: 'acct', id: 'second' });
    }, 'manual');
    clock.schedule(10, { kind: 'test', account: 'acct', id: 'first' });
    clock.advance(15);
    assert.deepEqual(done, ['first']);
    clock.advance(5);
    assert.deepEqual(done, ['first', 'second']);
    clock.schedule(5, { kind: 'test', account: 'acct', id: 'never' });
    clock.forget(({ id }) => id === 'never');
    clock.advance(10);
    clock.stop();
    assert.equal(done.length, 2);
  });
});
