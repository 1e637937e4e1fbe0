/** Chance that can be repeated: the same seed and names, the same draws. */
import { createHash, randomInt } from 'node:crypto';

export interface Random {
  /** From 0 up to, but not, 1. */
  next: () => number;
  /** A whole number; both ends may be drawn. */
  between: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(from: readonly [T, ...T[]]) => T;
  /** Draws of its own, however many others are made meanwhile. */
  fork: (name: string) => Random;
}

/** The seed of this run: `FAULT_SEED`, or a new one. */
export const SEED = process.env.FAULT_SEED ?? String(randomInt(1_000_000));

export function createRandom(seed: string): Random {
  let drawn = 0;
  const next = (): number =>
    createHash('sha256')
      .update(`${seed} ${(drawn += 1)}`)
      .digest()
      .readUInt32BE() /
    2 ** 32;
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    fork: (name) => createRandom(`${seed} ${name}`),
  };
}
