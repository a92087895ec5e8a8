import { createHash } from 'node:crypto';

/** Chance that can be had again: the same words give the same choices in the same order. */
export interface Chance {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** A whole number from 1 to `most`; as often below ten as between ten and a hundred. */
  magnitude(most: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

export function chanceFrom(...words: readonly (string | number)[]): Chance {
  let state = createHash('sha256').update(JSON.stringify(words)).digest();
  let at = 0;
  /** From 0 up to, not including, 1. */
  const next = (): number => {
    if (at + 4 > state.length) {
      state = createHash('sha256').update(state).digest();
      at = 0;
    }
    at += 4;
    return state.readUInt32LE(at - 4) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    magnitude: (most) => Math.floor(Math.exp(next() * Math.log(most + 1))),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}
